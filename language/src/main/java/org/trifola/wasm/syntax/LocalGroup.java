// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * A number of locals of the same type, as function bodies declare them.
 *
 * <p>Specification: 5.5.13 "Code Section", locals.
 *
 * @param count how many, possibly none
 */
public record LocalGroup(int count, ValType type) {}

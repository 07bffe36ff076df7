// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * The type of an array: that of its elements.
 *
 * <p>Specification: 2.3.9 "Aggregate Types".
 */
public record ArrayType(FieldType element) implements CompType {}

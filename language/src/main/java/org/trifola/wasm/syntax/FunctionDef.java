// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * A function with a body.
 *
 * <p>Specification: 2.5.3 "Functions", 5.5.13 "Code Section".
 *
 * @param index the function index, imports counted
 * @param typeIndex the type index of the function type
 * @param code the declarations of locals and the body, in the module's bytes
 */
public record FunctionDef(int index, int typeIndex, Expr code) {}

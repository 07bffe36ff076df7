// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * A global with the expression that gives its initial value.
 *
 * <p>Specification: 2.5.6 "Globals".
 */
public record GlobalDef(GlobalType type, Expr init) {}

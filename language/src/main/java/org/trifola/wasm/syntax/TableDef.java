// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import org.jspecify.annotations.Nullable;

/**
 * A table with the expression that gives its initial elements; without one they are null.
 *
 * <p>Specification: 2.5.4 "Tables".
 */
public record TableDef(TableType type, @Nullable Expr init) {}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * A composite type: function, structure or array.
 *
 * <p>Specification: 2.3.10 "Composite Types".
 */
public sealed interface CompType permits FuncType, StructType, ArrayType {}

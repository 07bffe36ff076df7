// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * A composite type: function, structure, array or continuation.
 *
 * <p>Specification: 2.3.10 "Composite Types".
 */
public sealed interface CompType permits FuncType, StructType, ArrayType, ContType {}

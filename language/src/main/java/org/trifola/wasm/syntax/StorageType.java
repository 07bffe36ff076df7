// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * What a field of a structure or array holds: a value type or a packed integer.
 *
 * <p>Specification: 2.3.9 "Aggregate Types".
 */
public sealed interface StorageType permits ValType, PackedType {}

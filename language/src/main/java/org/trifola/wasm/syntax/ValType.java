// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * The type of a value that a local, a global or the operand stack holds.
 *
 * <p>Specification: 2.3.5 "Value Types".
 */
public sealed interface ValType extends StorageType permits NumType, VecType, RefType {
    /** Whether a local of this type has an initial value: all types but references that can not be null. */
    boolean isDefaultable();
}

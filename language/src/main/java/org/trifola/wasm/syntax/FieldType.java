// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * The type of a structure's field or an array's element.
 *
 * <p>Specification: 2.3.9 "Aggregate Types".
 */
public record FieldType(StorageType storage, boolean mutable) {
    /** The type of the field's content on the operand stack: {@code i32} for a packed field. */
    public ValType unpacked() {
        return storage instanceof ValType type ? type : NumType.I32;
    }

    /** Whether the content takes less than 32 bits. */
    public boolean isPacked() {
        return storage instanceof PackedType;
    }
}

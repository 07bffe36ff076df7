// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * Integers that take less than 32 bits in a field and are {@code i32} on the operand stack.
 *
 * <p>Specification: 2.3.9 "Aggregate Types".
 */
public enum PackedType implements StorageType {
    I8(1),
    I16(2);

    private final int bytes;

    PackedType(int bytes) {
        this.bytes = bytes;
    }

    /** The size of the field in bytes. */
    public int bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return this == I8 ? "i8" : "i16";
    }
}

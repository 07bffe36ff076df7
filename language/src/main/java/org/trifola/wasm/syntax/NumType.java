// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * The number types.
 *
 * <p>Specification: 2.3.1 "Number Types".
 */
public enum NumType implements ValType {
    I32("i32", 4),
    I64("i64", 8),
    F32("f32", 4),
    F64("f64", 8);

    private final String text;
    private final int bytes;

    NumType(String text, int bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** The size of a value in bytes. */
    public int bytes() {
        return bytes;
    }

    @Override
    public boolean isDefaultable() {
        return true;
    }

    /** The keyword of the text format. */
    @Override
    public String toString() {
        return text;
    }
}

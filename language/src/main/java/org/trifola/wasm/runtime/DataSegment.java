// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

/**
 * A data segment of an instance: bytes of the module until it is dropped, nothing afterwards.
 *
 * <p>Specification: 4.2.12 "Data Instances".
 */
public final class DataSegment {
    private final byte[] bytes;
    private final int start;
    private int length;

    /** A segment of a module's bytes. */
    public DataSegment(byte[] bytes, int start, int length) {
        this.bytes = bytes;
        this.start = start;
        this.length = length;
    }

    /** The bytes of the module. */
    byte[] bytes() {
        return bytes;
    }

    /** The place of the first byte in {@link #bytes}. */
    int start() {
        return start;
    }

    /** The number of bytes, 0 once dropped. */
    int length() {
        return length;
    }

    /** {@code data.drop}. */
    public void drop() {
        length = 0;
    }
}

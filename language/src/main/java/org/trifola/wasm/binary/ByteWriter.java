// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing sequence of bytes to which the primitive encodings are appended.
 *
 * <p>The inverse of {@link ByteReader}; integers take the fewest bytes that hold them. Specification: 5.2 "Values".
 */
public final class ByteWriter {
    private byte[] bytes = new byte[64];
    private int length;

    /** The number of bytes written. */
    public int length() {
        return length;
    }

    /** The bytes written so far, followed by unused ones; replaced by the next write that needs more room. */
    public byte[] buffer() {
        return bytes;
    }

    /** A copy of the bytes written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Takes back what was written after the first {@code newLength} bytes. */
    public void truncate(int newLength) {
        length = newLength;
    }

    /** One byte; only the lowest eight bits count. */
    public void u8(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    /** An unsigned 32-bit LEB128 integer, given as the bits of an {@code int}. */
    public void u32(int value) {
        u64(Integer.toUnsignedLong(value));
    }

    /** An unsigned 64-bit LEB128 integer, given as the bits of a {@code long}. */
    public void u64(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** A signed LEB128 integer; its encoding does not depend on the width that the reader expects. */
    public void signed(long value) {
        reserve(10);
        long rest = value;
        while (rest >> 6 != rest >> 63) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>= 7;
        }
        bytes[length++] = (byte) (rest & 0x7F);
    }

    /** Four bytes, little-endian. */
    public void fixed32(int value) {
        reserve(4);
        for (int shift = 0; shift < 32; shift += 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    /** Eight bytes, little-endian. */
    public void fixed64(long value) {
        fixed32((int) value);
        fixed32((int) (value >>> 32));
    }

    /** A range of bytes as it is. */
    public void bytes(byte[] source, int start, int end) {
        reserve(end - start);
        System.arraycopy(source, start, bytes, length, end - start);
        length += end - start;
    }

    /** All bytes as they are. */
    public void bytes(byte[] source) {
        bytes(source, 0, source.length);
    }

    /** All bytes that another writer holds, preceded by their number. */
    public void sized(ByteWriter content) {
        u32(content.length);
        bytes(content.bytes, 0, content.length);
    }

    /** A name: its bytes in UTF-8, preceded by their number. */
    public void name(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        u32(utf8.length);
        bytes(utf8);
    }

    private void reserve(int count) {
        if (count > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, count), (int)
                    Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
    }
}

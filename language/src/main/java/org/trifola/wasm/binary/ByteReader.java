// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over a range of a module's bytes that reads the primitive encodings.
 *
 * <p>Every read is checked against the end of the range; a violation is a {@link MalformedException} with the position.
 * Specification: 5.2 "Values".
 */
public final class ByteReader {
    private final byte[] bytes;
    private int position;
    private int end;

    /** A cursor over all bytes. */
    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** A cursor over the bytes from {@code start} up to but not including {@code end}. */
    public ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /** The position of the next byte in the module. */
    public int position() {
        return position;
    }

    /** The end of the range. */
    public int end() {
        return end;
    }

    /** Whether all bytes of the range were read. */
    public boolean atEnd() {
        return position == end;
    }

    /** The number of bytes left in the range. */
    public int remaining() {
        return end - position;
    }

    /** The bytes that this cursor walks over; for reading only. */
    public byte[] bytes() {
        return bytes;
    }

    /** Moves the end of the range, to nest a section or a body; returns the previous end. */
    public int limit(int newEnd) {
        int previous = end;
        end = newEnd;
        return previous;
    }

    /** Moves the cursor to an absolute position inside the range. */
    public void seek(int newPosition) {
        position = newPosition;
    }

    /** Passes over bytes and returns the position of the first one. */
    public int skip(int count) {
        require(count);
        int start = position;
        position += count;
        return start;
    }

    /** The next byte without moving on, -1 at the end. */
    public int peek() {
        return position < end ? bytes[position] & 0xFF : -1;
    }

    /** One byte, 0 to 255. */
    public int u8() {
        if (position >= end) {
            throw unexpectedEnd();
        }
        return bytes[position++] & 0xFF;
    }

    /** An unsigned 32-bit LEB128 integer, as the bits of an {@code int}. */
    public int u32() {
        if (position < end) {
            int first = bytes[position];
            if (first >= 0) {
                position++;
                return first;
            }
        }
        return (int) unsignedLeb(32);
    }

    /** An unsigned 64-bit LEB128 integer, as the bits of a {@code long}. */
    public long u64() {
        return unsignedLeb(64);
    }

    /** A signed 32-bit LEB128 integer. */
    public int s32() {
        if (position < end) {
            int first = bytes[position];
            if (first >= 0) {
                position++;
                return first << 25 >> 25;
            }
        }
        return (int) signedLeb(32);
    }

    /** A signed 33-bit LEB128 integer, the encoding of block types and heap types. */
    public long s33() {
        return signedLeb(33);
    }

    /** A signed 64-bit LEB128 integer. */
    public long s64() {
        return signedLeb(64);
    }

    /** Four bytes, little-endian. */
    public int fixed32() {
        require(4);
        int value = (bytes[position] & 0xFF)
                | (bytes[position + 1] & 0xFF) << 8
                | (bytes[position + 2] & 0xFF) << 16
                | bytes[position + 3] << 24;
        position += 4;
        return value;
    }

    /** Eight bytes, little-endian. */
    public long fixed64() {
        long low = fixed32() & 0xFFFF_FFFFL;
        return low | (long) fixed32() << 32;
    }

    /**
     * The length of a vector, at most {@code limit}. Every element takes at least one byte, so a length above the
     * remaining bytes is malformed; no memory is set aside for it.
     */
    public int length(int limit, String what) {
        int start = position;
        int length = u32();
        if (Integer.compareUnsigned(length, remaining()) > 0) {
            throw new MalformedException(
                    start,
                    atEnd()
                            ? "unexpected end of section or function"
                            : "length out of bounds (number of " + what + ")");
        }
        if (length > limit) {
            throw new MalformedException(start, "too many " + what + ": " + length + ", the limit is " + limit);
        }
        return length;
    }

    /** A name: a vector of bytes in UTF-8. */
    public String name() {
        int start = position;
        int length = u32();
        if (Integer.compareUnsigned(length, remaining()) > 0) {
            throw new MalformedException(
                    start,
                    "length out of bounds (name of " + Integer.toUnsignedString(length) + " bytes, " + remaining()
                            + " are left)");
        }
        try {
            String name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, position, length))
                    .toString();
            position += length;
            return name;
        } catch (CharacterCodingException _) {
            throw new MalformedException(position, "malformed UTF-8 encoding");
        }
    }

    private long unsignedLeb(int width) {
        int start = position;
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = lebByte();
            int usedBits = Math.min(7, width - shift);
            checkLength(start, next, shift, width);
            if (usedBits < 7 && (next & 0x7F) >>> usedBits != 0) {
                throw new MalformedException(start, "integer too large");
            }
            value |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                requireInRange();
                return value;
            }
        }
    }

    private long signedLeb(int width) {
        int start = position;
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = lebByte();
            int usedBits = Math.min(7, width - shift);
            checkLength(start, next, shift, width);
            // In the last byte, the bits above the sign bit must repeat it.
            int signExtension = next << 25 >> 25 >> usedBits - 1;
            if (usedBits < 7 && signExtension != 0 && signExtension != -1) {
                throw new MalformedException(start, "integer too large");
            }
            value |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                requireInRange();
                int unused = Math.max(0, 64 - shift - 7);
                return value << unused >> unused;
            }
        }
    }

    private void checkLength(int start, int next, int shift, int width) {
        if ((next & 0x80) != 0 && shift + 7 >= width) {
            throw new MalformedException(start, "integer representation too long");
        }
    }

    /** A byte of an integer; that an integer is too long or too large comes before that it is cut by the range. */
    private int lebByte() {
        if (position >= bytes.length) {
            throw unexpectedEnd();
        }
        return bytes[position++] & 0xFF;
    }

    private void requireInRange() {
        if (position > end) {
            throw unexpectedEnd();
        }
    }

    private void require(int count) {
        if (count < 0 || count > remaining()) {
            throw unexpectedEnd();
        }
    }

    private MalformedException unexpectedEnd() {
        return new MalformedException(
                end, end == bytes.length && position < 8 ? "unexpected end" : "unexpected end of section or function");
    }
}

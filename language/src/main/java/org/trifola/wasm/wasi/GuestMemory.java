// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.runtime.RawMemory;

/**
 * The guest's memory as WASI functions see it: pointers are unsigned 32-bit numbers, and one that points outside is error
 * {@link Errno#FAULT}, not a trap.
 */
final class GuestMemory {
    private static final int MAX_STRING = 1 << 16;

    private final Memory memory;

    GuestMemory(Memory memory) {
        this.memory = memory;
    }

    /** The place of a range in the process; it holds until the next call into the guest. */
    long address(int pointer, long length) {
        long start = Integer.toUnsignedLong(pointer);
        if (!memory.contains(start, length)) {
            throw Errno.FAULT.error();
        }
        return memory.base() + start;
    }

    byte getByte(int pointer) {
        return RawMemory.getByte(address(pointer, 1));
    }

    short getShort(int pointer) {
        return RawMemory.getShort(address(pointer, Short.BYTES));
    }

    int getInt(int pointer) {
        return RawMemory.getInt(address(pointer, Integer.BYTES));
    }

    long getLong(int pointer) {
        return RawMemory.getLong(address(pointer, Long.BYTES));
    }

    void putByte(int pointer, byte value) {
        RawMemory.putByte(address(pointer, 1), value);
    }

    void putShort(int pointer, short value) {
        RawMemory.putShort(address(pointer, Short.BYTES), value);
    }

    void putInt(int pointer, int value) {
        RawMemory.putInt(address(pointer, Integer.BYTES), value);
    }

    void putLong(int pointer, long value) {
        RawMemory.putLong(address(pointer, Long.BYTES), value);
    }

    private byte[] getBytes(int pointer, int length) {
        long address = address(pointer, length);
        byte[] bytes = new byte[length];
        RawMemory.copyToArray(address, bytes, 0, length);
        return bytes;
    }

    /** Writes a part of an array. */
    void putBytes(int pointer, byte[] bytes, int start, int length) {
        RawMemory.copyFromArray(bytes, start, address(pointer, length), length);
    }

    /** A string of strict UTF-8, no longer than any path: it is copied to the host's heap. */
    String getString(int pointer, int length) {
        address(pointer, Integer.toUnsignedLong(length));
        if (Integer.compareUnsigned(length, MAX_STRING) > 0) {
            throw Errno.NAMETOOLONG.error();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(getBytes(pointer, length)))
                    .toString();
        } catch (CharacterCodingException _) {
            throw Errno.ILSEQ.error();
        }
    }
}

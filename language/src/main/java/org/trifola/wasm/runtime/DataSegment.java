// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.DefType;

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

    private void checkRange(int from, int elements, int elementBytes, @Nullable Node location) {
        long byteCount = Integer.toUnsignedLong(elements) * elementBytes;
        if (Integer.toUnsignedLong(from) + byteCount > length) {
            throw Trap.create(TrapKind.OUT_OF_BOUNDS_MEMORY_ACCESS, "the data segment ends before", location);
        }
    }

    /** {@code array.new_data}: the start is in bytes, and unsigned like the number of elements. */
    @TruffleBoundary
    public Array newArray(DefType type, int from, int elements, @Nullable Node location) {
        checkRange(from, elements, Array.elementBytes(Array.storageType(type)), location);
        Array array = Array.createLarge(type, elements, location);
        copyTo(array, 0, from, elements, location);
        return array;
    }

    /** {@code array.init_data} of a range of the array that is checked; the start is in bytes and unsigned. */
    @TruffleBoundary
    public void copyTo(Array array, int to, int from, int elements, @Nullable Node location) {
        int width = array.elementBytes();
        checkRange(from, elements, width, location);
        ByteBuffer buffer =
                ByteBuffer.wrap(bytes, start + from, elements * width).order(ByteOrder.LITTLE_ENDIAN);
        switch (array) {
            case Array.OfI8 target -> buffer.get(target.values, to, elements);
            case Array.OfI16 target -> buffer.asShortBuffer().get(target.values, to, elements);
            case Array.OfI32 target -> buffer.asIntBuffer().get(target.values, to, elements);
            case Array.OfI64 target -> buffer.asLongBuffer().get(target.values, to, elements);
            case Array.OfF32 target -> buffer.asFloatBuffer().get(target.values, to, elements);
            case Array.OfF64 target -> buffer.asDoubleBuffer().get(target.values, to, elements);
            case Array.OfV128 target -> buffer.asLongBuffer().get(target.values, 2 * to, 2 * elements);
            case Array.OfRef _ -> throw new IllegalArgumentException("references are not made of bytes");
        }
    }
}

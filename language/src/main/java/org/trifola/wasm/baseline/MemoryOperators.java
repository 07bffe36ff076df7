// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.runtime.RawMemory;
import org.trifola.wasm.runtime.Trap;

/**
 * Memory instructions for compiled methods, named after the instructions: operands first, then the static offset, then the
 * memory.
 *
 * <p>They are short because HotSpot stops inlining into a method when all that it inlined exceeds 8000 bytes of code.
 * Specification: 4.4.7 "Memory Instructions".
 */
public final class MemoryOperators {
    private static final long U32 = 0xFFFF_FFFFL;

    private MemoryOperators() {}

    /** The place of a range in the process. */
    private static long place(int address, long offset, int width, Memory memory) {
        long index = (address & U32) + offset;
        if (index > memory.byteSize() - width) {
            throw outOfBounds(index, width, memory);
        }
        return memory.currentBase() + index;
    }

    private static Trap outOfBounds(long index, int width, Memory memory) {
        return Backtrace.complete(memory.outOfBounds(index, width, Backtrace.location()));
    }

    public static int i32Load(int address, long offset, Memory memory) {
        return RawMemory.getInt(place(address, offset, 4, memory));
    }

    public static long i64Load(int address, long offset, Memory memory) {
        return RawMemory.getLong(place(address, offset, 8, memory));
    }

    public static float f32Load(int address, long offset, Memory memory) {
        return RawMemory.getFloat(place(address, offset, 4, memory));
    }

    public static double f64Load(int address, long offset, Memory memory) {
        return RawMemory.getDouble(place(address, offset, 8, memory));
    }

    public static int i32Load8S(int address, long offset, Memory memory) {
        return RawMemory.getByte(place(address, offset, 1, memory));
    }

    public static int i32Load8U(int address, long offset, Memory memory) {
        return RawMemory.getByte(place(address, offset, 1, memory)) & 0xFF;
    }

    public static int i32Load16S(int address, long offset, Memory memory) {
        return RawMemory.getShort(place(address, offset, 2, memory));
    }

    public static int i32Load16U(int address, long offset, Memory memory) {
        return RawMemory.getShort(place(address, offset, 2, memory)) & 0xFFFF;
    }

    public static long i64Load8S(int address, long offset, Memory memory) {
        return RawMemory.getByte(place(address, offset, 1, memory));
    }

    public static long i64Load8U(int address, long offset, Memory memory) {
        return RawMemory.getByte(place(address, offset, 1, memory)) & 0xFFL;
    }

    public static long i64Load16S(int address, long offset, Memory memory) {
        return RawMemory.getShort(place(address, offset, 2, memory));
    }

    public static long i64Load16U(int address, long offset, Memory memory) {
        return RawMemory.getShort(place(address, offset, 2, memory)) & 0xFFFFL;
    }

    public static long i64Load32S(int address, long offset, Memory memory) {
        return RawMemory.getInt(place(address, offset, 4, memory));
    }

    public static long i64Load32U(int address, long offset, Memory memory) {
        return RawMemory.getInt(place(address, offset, 4, memory)) & U32;
    }

    public static void i32Store(int address, int value, long offset, Memory memory) {
        RawMemory.putInt(place(address, offset, 4, memory), value);
    }

    public static void i64Store(int address, long value, long offset, Memory memory) {
        RawMemory.putLong(place(address, offset, 8, memory), value);
    }

    public static void f32Store(int address, float value, long offset, Memory memory) {
        RawMemory.putFloat(place(address, offset, 4, memory), value);
    }

    public static void f64Store(int address, double value, long offset, Memory memory) {
        RawMemory.putDouble(place(address, offset, 8, memory), value);
    }

    public static void i32Store8(int address, int value, long offset, Memory memory) {
        RawMemory.putByte(place(address, offset, 1, memory), (byte) value);
    }

    public static void i32Store16(int address, int value, long offset, Memory memory) {
        RawMemory.putShort(place(address, offset, 2, memory), (short) value);
    }

    public static void i64Store8(int address, long value, long offset, Memory memory) {
        RawMemory.putByte(place(address, offset, 1, memory), (byte) value);
    }

    public static void i64Store16(int address, long value, long offset, Memory memory) {
        RawMemory.putShort(place(address, offset, 2, memory), (short) value);
    }

    public static void i64Store32(int address, long value, long offset, Memory memory) {
        RawMemory.putInt(place(address, offset, 4, memory), (int) value);
    }

    /** {@code memory.size}. */
    public static int size(Memory memory) {
        return (int) memory.pages();
    }

    /** {@code memory.grow}. */
    public static int grow(int delta, Memory memory) {
        return (int) memory.grow(delta & U32);
    }

    /** {@code memory.fill}. */
    public static void fill(int start, int value, int length, Memory memory) {
        try {
            memory.fill(start & U32, (byte) value, length & U32, null);
        } catch (Trap trap) {
            throw Backtrace.complete(trap);
        }
    }

    /** {@code memory.copy}. */
    public static void copy(int start, int sourceStart, int length, Memory memory, Memory source) {
        try {
            memory.copy(start & U32, source, sourceStart & U32, length & U32, null);
        } catch (Trap trap) {
            throw Backtrace.complete(trap);
        }
    }

    /** {@code memory.init}. */
    public static void init(int start, int sourceStart, int length, Memory memory, Instance instance, int dataIndex) {
        try {
            memory.init(start & U32, instance.data(dataIndex), sourceStart & U32, length & U32, null);
        } catch (Trap trap) {
            throw Backtrace.complete(trap);
        }
    }

    /** {@code data.drop}. */
    public static void drop(Instance instance, int dataIndex) {
        instance.data(dataIndex).drop();
    }
}

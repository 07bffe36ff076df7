// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.trifola.wasm.runtime.RawMemory.UNSAFE;

import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.runtime.Trap;

/**
 * Memory instructions for compiled methods, named after the instructions: operands first, then the static offset plus the
 * number of bytes, then the memory.
 *
 * <p>They are short because HotSpot stops inlining into a method when all that it inlined exceeds 8000 bytes of code, and they go
 * through few methods because its last tier does the same at 18,000 nodes, of which each method that it inlines makes some ten: what
 * stands at the end of a long function stayed a call, hot or not. HotSpot's first tiers do not inline them at all: they leave alone
 * what needs more than five slots of stack and variables beyond its parameters, and for that the end stands before the address in
 * sums. Each access would be five methods there, with counters and a trap of its own; compilation took twice as long.
 * Specification: 4.4.7 "Memory Instructions".
 */
public final class MemoryOperators {
    /** What the names of methods end in that are given a static offset, and an address for which somebody has looked already. */
    static final String INSIDE = "Inside";

    private static final long U32 = 0xFFFF_FFFFL;

    private MemoryOperators() {}

    /** Traps: the range that ends before an index is not inside a memory. */
    public static Trap outOfBounds(long end, int width, Memory memory) {
        return Backtrace.complete(memory.outOfBounds(end - width, width, Backtrace.location()));
    }

    /** Where in native memory a vector is. */
    public static long vectorPlace(int address, long offsetAndSize, Memory memory) {
        long end = (address & U32) + offsetAndSize;
        if (end > memory.byteSize) {
            throw outOfBounds(end, 16, memory);
        }
        return memory.movingBase + end - 16;
    }

    private static long place8(long end, Memory memory) {
        if (end > memory.byteSize) {
            throw outOfBounds(end, 8, memory);
        }
        return memory.movingBase + end - 8;
    }

    private static long place4(long end, Memory memory) {
        if (end > memory.byteSize) {
            throw outOfBounds(end, 4, memory);
        }
        return memory.movingBase + end - 4;
    }

    private static long place2(long end, Memory memory) {
        if (end > memory.byteSize) {
            throw outOfBounds(end, 2, memory);
        }
        return memory.movingBase + end - 2;
    }

    private static long place1(long end, Memory memory) {
        if (end > memory.byteSize) {
            throw outOfBounds(end, 1, memory);
        }
        return memory.movingBase + end - 1;
    }

    public static int i32Load(int address, long end, Memory memory) {
        return UNSAFE.getInt(null, place4(end + (address & U32), memory));
    }

    public static long i64Load(int address, long end, Memory memory) {
        return UNSAFE.getLong(null, place8(end + (address & U32), memory));
    }

    public static float f32Load(int address, long end, Memory memory) {
        return UNSAFE.getFloat(null, place4(end + (address & U32), memory));
    }

    public static double f64Load(int address, long end, Memory memory) {
        return UNSAFE.getDouble(null, place8(end + (address & U32), memory));
    }

    public static int i32Load8S(int address, long end, Memory memory) {
        return UNSAFE.getByte(null, place1(end + (address & U32), memory));
    }

    public static int i32Load8U(int address, long end, Memory memory) {
        return UNSAFE.getByte(null, place1(end + (address & U32), memory)) & 0xFF;
    }

    public static int i32Load16S(int address, long end, Memory memory) {
        return UNSAFE.getShort(null, place2(end + (address & U32), memory));
    }

    public static int i32Load16U(int address, long end, Memory memory) {
        return UNSAFE.getShort(null, place2(end + (address & U32), memory)) & 0xFFFF;
    }

    public static long i64Load8S(int address, long end, Memory memory) {
        return UNSAFE.getByte(null, place1(end + (address & U32), memory));
    }

    public static long i64Load8U(int address, long end, Memory memory) {
        return UNSAFE.getByte(null, place1(end + (address & U32), memory)) & 0xFFL;
    }

    public static long i64Load16S(int address, long end, Memory memory) {
        return UNSAFE.getShort(null, place2(end + (address & U32), memory));
    }

    public static long i64Load16U(int address, long end, Memory memory) {
        return UNSAFE.getShort(null, place2(end + (address & U32), memory)) & 0xFFFFL;
    }

    public static long i64Load32S(int address, long end, Memory memory) {
        return UNSAFE.getInt(null, place4(end + (address & U32), memory));
    }

    public static long i64Load32U(int address, long end, Memory memory) {
        return UNSAFE.getInt(null, place4(end + (address & U32), memory)) & U32;
    }

    public static void i32Store(int address, int value, long end, Memory memory) {
        UNSAFE.putInt(null, place4(end + (address & U32), memory), value);
    }

    public static void i64Store(int address, long value, long end, Memory memory) {
        UNSAFE.putLong(null, place8(end + (address & U32), memory), value);
    }

    public static void f32Store(int address, float value, long end, Memory memory) {
        UNSAFE.putFloat(null, place4(end + (address & U32), memory), value);
    }

    public static void f64Store(int address, double value, long end, Memory memory) {
        UNSAFE.putDouble(null, place8(end + (address & U32), memory), value);
    }

    public static void i32Store8(int address, int value, long end, Memory memory) {
        UNSAFE.putByte(null, place1(end + (address & U32), memory), (byte) value);
    }

    public static void i32Store16(int address, int value, long end, Memory memory) {
        UNSAFE.putShort(null, place2(end + (address & U32), memory), (short) value);
    }

    public static void i64Store8(int address, long value, long end, Memory memory) {
        UNSAFE.putByte(null, place1(end + (address & U32), memory), (byte) value);
    }

    public static void i64Store16(int address, long value, long end, Memory memory) {
        UNSAFE.putShort(null, place2(end + (address & U32), memory), (short) value);
    }

    public static void i64Store32(int address, long value, long end, Memory memory) {
        UNSAFE.putInt(null, place4(end + (address & U32), memory), (int) value);
    }

    /**
     * Looks whether there is memory from an address up to the end of the last access that is to follow, given for address zero.
     *
     * @return the address
     */
    public static int inside(int address, long end, Memory memory) {
        long size = memory.byteSize;
        if (end + (address & U32) > size) {
            throw Backtrace.outOfBounds(address & U32, size, memory);
        }
        return address;
    }

    public static int i32LoadInside(int address, long offset, Memory memory) {
        return UNSAFE.getInt(null, memory.movingBase + offset + (address & U32));
    }

    public static long i64LoadInside(int address, long offset, Memory memory) {
        return UNSAFE.getLong(null, memory.movingBase + offset + (address & U32));
    }

    public static float f32LoadInside(int address, long offset, Memory memory) {
        return UNSAFE.getFloat(null, memory.movingBase + offset + (address & U32));
    }

    public static double f64LoadInside(int address, long offset, Memory memory) {
        return UNSAFE.getDouble(null, memory.movingBase + offset + (address & U32));
    }

    public static int i32Load8SInside(int address, long offset, Memory memory) {
        return UNSAFE.getByte(null, memory.movingBase + offset + (address & U32));
    }

    public static int i32Load8UInside(int address, long offset, Memory memory) {
        return UNSAFE.getByte(null, memory.movingBase + offset + (address & U32)) & 0xFF;
    }

    public static int i32Load16SInside(int address, long offset, Memory memory) {
        return UNSAFE.getShort(null, memory.movingBase + offset + (address & U32));
    }

    public static int i32Load16UInside(int address, long offset, Memory memory) {
        return UNSAFE.getShort(null, memory.movingBase + offset + (address & U32)) & 0xFFFF;
    }

    public static long i64Load8SInside(int address, long offset, Memory memory) {
        return UNSAFE.getByte(null, memory.movingBase + offset + (address & U32));
    }

    public static long i64Load8UInside(int address, long offset, Memory memory) {
        return UNSAFE.getByte(null, memory.movingBase + offset + (address & U32)) & 0xFFL;
    }

    public static long i64Load16SInside(int address, long offset, Memory memory) {
        return UNSAFE.getShort(null, memory.movingBase + offset + (address & U32));
    }

    public static long i64Load16UInside(int address, long offset, Memory memory) {
        return UNSAFE.getShort(null, memory.movingBase + offset + (address & U32)) & 0xFFFFL;
    }

    public static long i64Load32SInside(int address, long offset, Memory memory) {
        return UNSAFE.getInt(null, memory.movingBase + offset + (address & U32));
    }

    public static long i64Load32UInside(int address, long offset, Memory memory) {
        return UNSAFE.getInt(null, memory.movingBase + offset + (address & U32)) & U32;
    }

    public static void i32StoreInside(int address, int value, long offset, Memory memory) {
        UNSAFE.putInt(null, memory.movingBase + offset + (address & U32), value);
    }

    public static void i64StoreInside(int address, long value, long offset, Memory memory) {
        UNSAFE.putLong(null, memory.movingBase + offset + (address & U32), value);
    }

    public static void f32StoreInside(int address, float value, long offset, Memory memory) {
        UNSAFE.putFloat(null, memory.movingBase + offset + (address & U32), value);
    }

    public static void f64StoreInside(int address, double value, long offset, Memory memory) {
        UNSAFE.putDouble(null, memory.movingBase + offset + (address & U32), value);
    }

    public static void i32Store8Inside(int address, int value, long offset, Memory memory) {
        UNSAFE.putByte(null, memory.movingBase + offset + (address & U32), (byte) value);
    }

    public static void i32Store16Inside(int address, int value, long offset, Memory memory) {
        UNSAFE.putShort(null, memory.movingBase + offset + (address & U32), (short) value);
    }

    public static void i64Store8Inside(int address, long value, long offset, Memory memory) {
        UNSAFE.putByte(null, memory.movingBase + offset + (address & U32), (byte) value);
    }

    public static void i64Store16Inside(int address, long value, long offset, Memory memory) {
        UNSAFE.putShort(null, memory.movingBase + offset + (address & U32), (short) value);
    }

    public static void i64Store32Inside(int address, long value, long offset, Memory memory) {
        UNSAFE.putInt(null, memory.movingBase + offset + (address & U32), (int) value);
    }

    /** {@code memory.grow}. */
    public static long grow(long delta, Memory memory) {
        return memory.grow(delta);
    }

    /** {@code memory.fill}. */
    public static void fill(long start, long value, long length, Memory memory) {
        try {
            memory.fill(start, (byte) value, length, null);
        } catch (Trap trap) {
            throw Backtrace.locate(trap);
        }
    }

    /** {@code memory.copy}. */
    public static void copy(long start, long sourceStart, long length, Memory memory, Memory source) {
        try {
            memory.copy(start, source, sourceStart, length, null);
        } catch (Trap trap) {
            throw Backtrace.locate(trap);
        }
    }

    /** {@code memory.init}. */
    public static void init(
            long start, long sourceStart, long length, Memory memory, Instance instance, int dataIndex) {
        try {
            memory.init(start, instance.data(dataIndex), sourceStart, length, null);
        } catch (Trap trap) {
            throw Backtrace.locate(trap);
        }
    }

    /** {@code data.drop}. */
    public static void drop(Instance instance, int dataIndex) {
        instance.data(dataIndex).drop();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.runtime.Global;
import org.trifola.wasm.runtime.Instance;

/** Vectors as objects and as lanes, for compiled methods. Specification: 4.3.5 "Vector Operations". */
public final class Vectors {
    private Vectors() {}

    public static V128 pack(long low, long high) {
        return new V128(low, high);
    }

    public static V128 pack(int lane0, int lane1, int lane2, int lane3) {
        return V128.of(lane0, lane1, lane2, lane3);
    }

    public static V128 pack(float lane0, float lane1, float lane2, float lane3) {
        return pack(reinterpretI32(lane0), reinterpretI32(lane1), reinterpretI32(lane2), reinterpretI32(lane3));
    }

    public static V128 pack(double lane0, double lane1) {
        return new V128(reinterpretI64(lane0), reinterpretI64(lane1));
    }

    public static int reinterpretI32(float lane) {
        return Float.floatToRawIntBits(lane);
    }

    public static long reinterpretI64(double lane) {
        return Double.doubleToRawLongBits(lane);
    }

    public static float reinterpretF32(int lane) {
        return Float.intBitsToFloat(lane);
    }

    public static double reinterpretF64(long lane) {
        return Double.longBitsToDouble(lane);
    }

    /** A lane of 8 bits in a half. */
    public static int i8(long half, int lane) {
        return (byte) (half >>> lane * Byte.SIZE);
    }

    /** A lane of 16 bits in a half. */
    public static int i16(long half, int lane) {
        return (short) (half >>> lane * Short.SIZE);
    }

    /** A half with a number in a lane of 8 bits. */
    public static long withI8(int value, long half, int lane) {
        int shift = lane * Byte.SIZE;
        return half & ~(0xFFL << shift) | (value & 0xFFL) << shift;
    }

    /** A half with a number in a lane of 16 bits. */
    public static long withI16(int value, long half, int lane) {
        int shift = lane * Short.SIZE;
        return half & ~(0xFFFFL << shift) | (value & 0xFFFFL) << shift;
    }

    /** Eight bytes of two vectors, by their indices. */
    public static long pick(long x0, long x1, long y0, long y1, long indices) {
        long result = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            int index = (int) (indices >>> shift) & 0xFF;
            long half = index < 16 ? index < 8 ? x0 : x1 : index < 24 ? y0 : y1;
            result |= (half >>> (index << 3) & 0xFF) << shift;
        }
        return result;
    }

    /** Four bytes of two vectors, by their indices. */
    public static int pick(int x0, int x1, int x2, int x3, int y0, int y1, int y2, int y3, int indices) {
        return (int) pick(
                V128.join(x0, x1), V128.join(x2, x3), V128.join(y0, y1), V128.join(y2, y3), indices & 0xFFFF_FFFFL);
    }

    /** {@code global.get}. */
    public static V128 getV128(Instance instance, int index) {
        Global global = instance.global(index);
        return new V128(global.bits(), global.highBits());
    }

    /** {@code global.set}. */
    public static void set(V128 value, Instance instance, int index) {
        instance.global(index).setBits(value.low(), value.high());
    }

    /** Puts a vector among the results of a function. */
    public static void put(V128 value, Object[] tuple, int index) {
        tuple[index] = value;
    }

    /** A vector that comes from elsewhere. */
    public static V128 unboxV128(Object value) {
        return (V128) value;
    }
}

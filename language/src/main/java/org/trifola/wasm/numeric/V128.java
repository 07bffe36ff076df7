// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * A vector of 128 bits and the operators on all its bits at once.
 *
 * <p>Lane 0 of every shape holds the least significant bits. This is the form in which vectors leave a function and in which
 * the specification's operators are defined; the classes named after shapes ({@link I8x16} and so on) hold the operators on
 * lanes. Specification: 4.3.5 "Vector Operations".
 *
 * @param low the first eight bytes in memory
 * @param high the last eight bytes in memory
 */
public record V128(long low, long high) {
    /** The size in bytes. */
    public static final int BYTES = 16;

    /** All bits zero. */
    public static final V128 ZERO = new V128(0, 0);

    /** The vector with these sixteen bytes. */
    public static V128 of(byte... bytes) {
        return new V128(half(bytes, 0), half(bytes, Long.BYTES));
    }

    private static long half(byte[] bytes, int start) {
        long result = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            result |= (bytes[start + i] & 0xFFL) << Byte.SIZE * i;
        }
        return result;
    }

    /** The sixteen bytes as they are in memory. */
    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bytes[i] = i8(i);
        }
        return bytes;
    }

    /** A vector of four 32-bit lanes. */
    public static V128 of(int lane0, int lane1, int lane2, int lane3) {
        return new V128(join(lane0, lane1), join(lane2, lane3));
    }

    /** Two lanes of 32 bits as one of 64. */
    public static long join(int lower, int upper) {
        return lower & 0xFFFF_FFFFL | (long) upper << 32;
    }

    /** A lane of shape i8x16. */
    public byte i8(int lane) {
        return (byte) ((lane < 8 ? low : high) >>> (lane << 3));
    }

    /** A lane of shape i16x8. */
    public short i16(int lane) {
        return (short) ((lane < 4 ? low : high) >>> (lane << 4));
    }

    /** A lane of shape i32x4. */
    public int i32(int lane) {
        return (int) ((lane < 2 ? low : high) >>> (lane << 5));
    }

    /** A lane of shape i64x2. */
    public long i64(int lane) {
        return lane == 0 ? low : high;
    }

    /** A lane of shape f32x4. */
    public float f32(int lane) {
        return Float.intBitsToFloat(i32(lane));
    }

    /** A lane of shape f64x2. */
    public double f64(int lane) {
        return Double.longBitsToDouble(i64(lane));
    }

    /** The same vector but for one lane of at most 32 bits. */
    V128 withLane(int width, int lane, int value) {
        int shift = lane * width;
        long mask = (1L << width) - 1;
        long bits = (value & mask) << shift;
        return shift < Long.SIZE
                ? new V128(low & ~(mask << shift) | bits, high)
                : new V128(low, high & ~(mask << shift) | bits);
    }

    /** {@code v128.not}. */
    public static V128 not(V128 x) {
        return new V128(~x.low, ~x.high);
    }

    /** {@code v128.and}. */
    public static V128 and(V128 x, V128 y) {
        return new V128(x.low & y.low, x.high & y.high);
    }

    /** {@code v128.andnot}: the bits of the first vector that are not in the second. */
    public static V128 andnot(V128 x, V128 y) {
        return new V128(x.low & ~y.low, x.high & ~y.high);
    }

    /** {@code v128.or}. */
    public static V128 or(V128 x, V128 y) {
        return new V128(x.low | y.low, x.high | y.high);
    }

    /** {@code v128.xor}. */
    public static V128 xor(V128 x, V128 y) {
        return new V128(x.low ^ y.low, x.high ^ y.high);
    }

    /** {@code v128.bitselect}: the bits of the first vector where the mask is one, else those of the second. */
    public static V128 bitselect(V128 x, V128 y, V128 mask) {
        return new V128((x.low ^ y.low) & mask.low ^ y.low, (x.high ^ y.high) & mask.high ^ y.high);
    }

    /** {@code v128.any_true}: 1 if any bit is one, else 0. */
    public static int anyTrue(V128 x) {
        return (x.low | x.high) != 0 ? 1 : 0;
    }

    /** The bits as two hexadecimal numbers, the more significant first. */
    @Override
    public String toString() {
        return "v128 0x%016x_%016x".formatted(high, low);
    }
}

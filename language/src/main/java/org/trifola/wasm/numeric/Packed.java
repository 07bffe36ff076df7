// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * Operators on narrow integers in a long, half a vector, for code that holds vectors as two halves; those that test a vector
 * take both. The last argument is the width of the lanes, 8 or 16 bits.
 *
 * <p>All lanes are worked on at once: where a carry could go into the next lane the highest bits are treated apart.
 * Specification: 4.3.5 "Vector Operations".
 */
public final class Packed {
    private Packed() {}

    /** The highest bits of all lanes. */
    private static long highest(int width) {
        return width == Byte.SIZE ? 0x8080_8080_8080_8080L : 0x8000_8000_8000_8000L;
    }

    /** The lowest bits of all lanes. */
    private static long lowest(int width) {
        return width == Byte.SIZE ? 0x0101_0101_0101_0101L : 0x0001_0001_0001_0001L;
    }

    /** All bits of the lowest lane. */
    private static int lane(int width) {
        return (1 << width) - 1;
    }

    /** {@code iadd}, modulo 2^width in each lane. */
    public static long add(long x, long y, int width) {
        return (x & ~highest(width)) + (y & ~highest(width)) ^ (x ^ y) & highest(width);
    }

    /** {@code isub}, modulo 2^width in each lane. */
    public static long sub(long x, long y, int width) {
        return (x | highest(width)) - (y & ~highest(width)) ^ (x ^ ~y) & highest(width);
    }

    /** {@code ineg} of each lane. */
    public static long neg(long x, int width) {
        return sub(0, x, width);
    }

    /** Lanes of all ones where the highest bit is one, of zeros elsewhere. */
    private static long spread(long highest, int width) {
        return (highest << 1) - (highest >>> width - 1);
    }

    /** {@code ieq}: lanes of all ones where the lanes are equal, of zeros elsewhere. */
    public static long eq(long x, long y, int width) {
        return ~ne(x, y, width);
    }

    /** {@code ine}: the complement of {@link #eq}. */
    public static long ne(long x, long y, int width) {
        long difference = x ^ y;
        return spread(((difference & ~highest(width)) + ~highest(width) | difference) & highest(width), width);
    }

    /** {@code ilt_u}, as lanes of ones or zeros. */
    public static long ltU(long x, long y, int width) {
        return spread((~x & y | ~(x ^ y) & sub(x, y, width)) & highest(width), width);
    }

    /** {@code igt_u}, as lanes of ones or zeros. */
    public static long gtU(long x, long y, int width) {
        return ltU(y, x, width);
    }

    /** {@code ile_u}, as lanes of ones or zeros. */
    public static long leU(long x, long y, int width) {
        return ~ltU(y, x, width);
    }

    /** {@code ige_u}, as lanes of ones or zeros. */
    public static long geU(long x, long y, int width) {
        return ~ltU(x, y, width);
    }

    /** {@code ilt_s}: as {@link #ltU}, with the signs turned round. */
    public static long ltS(long x, long y, int width) {
        return ltU(x ^ highest(width), y ^ highest(width), width);
    }

    /** {@code igt_s}, as lanes of ones or zeros. */
    public static long gtS(long x, long y, int width) {
        return ltS(y, x, width);
    }

    /** {@code ile_s}, as lanes of ones or zeros. */
    public static long leS(long x, long y, int width) {
        return ~ltS(y, x, width);
    }

    /** {@code ige_s}, as lanes of ones or zeros. */
    public static long geS(long x, long y, int width) {
        return ~ltS(x, y, width);
    }

    private static long select(long x, long y, long mask) {
        return (x ^ y) & mask ^ y;
    }

    /** {@code imin_u}: the smaller lanes. */
    public static long minU(long x, long y, int width) {
        return select(x, y, ltU(x, y, width));
    }

    /** {@code imax_u}: the larger lanes. */
    public static long maxU(long x, long y, int width) {
        return select(y, x, ltU(x, y, width));
    }

    /** {@code imin_s}: the smaller lanes. */
    public static long minS(long x, long y, int width) {
        return select(x, y, ltS(x, y, width));
    }

    /** {@code imax_s}: the larger lanes. */
    public static long maxS(long x, long y, int width) {
        return select(y, x, ltS(x, y, width));
    }

    /** {@code iabs}; the least number has none and stays as it is. */
    public static long abs(long x, int width) {
        long negative = spread(x & highest(width), width);
        return sub(x ^ negative, negative, width);
    }

    /** {@code iadd_sat_u}: the largest number where the sum is too large. */
    public static long addSatU(long x, long y, int width) {
        long sum = add(x, y, width);
        return sum | ltU(sum, x, width);
    }

    /** {@code isub_sat_u}: zero where the difference is negative. */
    public static long subSatU(long x, long y, int width) {
        return sub(x, y, width) & geU(x, y, width);
    }

    /** {@code iadd_sat_s}: the least or largest number where the sum does not fit. */
    public static long addSatS(long x, long y, int width) {
        long sum = add(x, y, width);
        long overflow = spread(~(x ^ y) & (x ^ sum) & highest(width), width);
        return select(saturated(x, width), sum, overflow);
    }

    /** {@code isub_sat_s}: the least or largest number where the difference does not fit. */
    public static long subSatS(long x, long y, int width) {
        long difference = sub(x, y, width);
        long overflow = spread((x ^ y) & (x ^ difference) & highest(width), width);
        return select(saturated(x, width), difference, overflow);
    }

    /** The least number in negative lanes, the largest in others. */
    private static long saturated(long x, int width) {
        return ~highest(width) ^ spread(x & highest(width), width);
    }

    /** {@code iavgr_u}: the mean, rounded up. */
    public static long avgrU(long x, long y, int width) {
        return sub(x | y, (x ^ y) >>> 1 & ~highest(width), width);
    }

    /** {@code ishl} of each lane; the count is taken modulo the width. */
    public static long shl(long x, int count, int width) {
        int bits = count & width - 1;
        return x << bits & lowest(width) * (lane(width) << bits & lane(width));
    }

    /** {@code ishr_u} of each lane; the count is taken modulo the width. */
    public static long shrU(long x, int count, int width) {
        int bits = count & width - 1;
        return x >>> bits & lowest(width) * (lane(width) >>> bits);
    }

    /** {@code ishr_s} of each lane; the count is taken modulo the width. */
    public static long shrS(long x, int count, int width) {
        long sign = highest(width) >>> (count & width - 1);
        return sub(shrU(x, count, width) ^ sign, sign, width);
    }

    /** For lanes of 8 bits: adds up neighbouring bits, then pairs, then nibbles. */
    public static long popcnt(long x) {
        long pairs = x - (x >>> 1 & 0x5555_5555_5555_5555L);
        long nibbles = (pairs & 0x3333_3333_3333_3333L) + (pairs >>> 2 & 0x3333_3333_3333_3333L);
        return nibbles + (nibbles >>> 4) & 0x0F0F_0F0F_0F0F_0F0FL;
    }

    /** For lanes of 8 bits: the lanes of a vector that indices name, 0 where there is none. */
    public static long swizzle(long low, long high, long indices) {
        long result = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            int index = (int) (indices >>> shift) & 0xFF;
            long lane = (index < 8 ? low : high) >>> (index << 3) & 0xFF;
            result |= (index < 16 ? lane : 0) << shift;
        }
        return result;
    }

    /** {@code imul}, modulo 2^width in each lane. */
    public static long mul(long x, long y, int width) {
        long product = 0;
        for (int shift = 0; shift < Long.SIZE; shift += width) {
            product |= ((x >>> shift) * (y >>> shift) & lane(width)) << shift;
        }
        return product;
    }

    /** {@code all_true}: 1 if no lane of a vector is zero. */
    public static int allTrue(long low, long high, int width) {
        return (ne(low, 0, width) & ne(high, 0, width)) == -1 ? 1 : 0;
    }

    /** {@code bitmask}: the highest bits of all lanes of a vector, that of the first lane lowest. */
    public static int bitmask(long low, long high, int width) {
        return gather(low, width) | gather(high, width) << Long.SIZE / width;
    }

    /** A multiplication gathers the highest bits of all lanes in the highest bits of all. */
    private static int gather(long half, int width) {
        long factors = width == Byte.SIZE ? 0x0002_0408_1020_4081L : 0x0000_2000_4000_8001L;
        return (int) ((half & highest(width)) * factors >>> Long.SIZE - Long.SIZE / width);
    }
}

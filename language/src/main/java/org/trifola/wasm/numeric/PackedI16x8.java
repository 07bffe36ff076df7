// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * Operators on four 16-bit integers in a long, half a vector, for code that holds vectors as two halves; those that test a
 * vector take both.
 *
 * <p>All lanes are worked on at once: where a carry could go into the next lane the highest bits are treated apart.
 * Specification: 4.3.5 "Vector Operations".
 */
public final class PackedI16x8 {
    private static final int WIDTH = 16;
    private static final long HIGHEST = 0x8000_8000_8000_8000L;
    private static final long LOWEST = 0x0001_0001_0001_0001L;

    private PackedI16x8() {}

    public static long add(long x, long y) {
        return (x & ~HIGHEST) + (y & ~HIGHEST) ^ (x ^ y) & HIGHEST;
    }

    public static long sub(long x, long y) {
        return (x | HIGHEST) - (y & ~HIGHEST) ^ (x ^ ~y) & HIGHEST;
    }

    public static long neg(long x) {
        return sub(0, x);
    }

    /** Lanes of all ones where the highest bit is one, of zeros elsewhere. */
    private static long spread(long highest) {
        return (highest << 1) - (highest >>> WIDTH - 1);
    }

    public static long eq(long x, long y) {
        return ~ne(x, y);
    }

    public static long ne(long x, long y) {
        long difference = x ^ y;
        return spread(((difference & ~HIGHEST) + ~HIGHEST | difference) & HIGHEST);
    }

    public static long ltU(long x, long y) {
        return spread((~x & y | ~(x ^ y) & sub(x, y)) & HIGHEST);
    }

    public static long gtU(long x, long y) {
        return ltU(y, x);
    }

    public static long leU(long x, long y) {
        return ~ltU(y, x);
    }

    public static long geU(long x, long y) {
        return ~ltU(x, y);
    }

    public static long ltS(long x, long y) {
        return ltU(x ^ HIGHEST, y ^ HIGHEST);
    }

    public static long gtS(long x, long y) {
        return ltS(y, x);
    }

    public static long leS(long x, long y) {
        return ~ltS(y, x);
    }

    public static long geS(long x, long y) {
        return ~ltS(x, y);
    }

    private static long select(long x, long y, long mask) {
        return (x ^ y) & mask ^ y;
    }

    public static long minU(long x, long y) {
        return select(x, y, ltU(x, y));
    }

    public static long maxU(long x, long y) {
        return select(y, x, ltU(x, y));
    }

    public static long minS(long x, long y) {
        return select(x, y, ltS(x, y));
    }

    public static long maxS(long x, long y) {
        return select(y, x, ltS(x, y));
    }

    public static long abs(long x) {
        long negative = spread(x & HIGHEST);
        return sub(x ^ negative, negative);
    }

    public static long addSatU(long x, long y) {
        long sum = add(x, y);
        return sum | ltU(sum, x);
    }

    public static long subSatU(long x, long y) {
        return sub(x, y) & geU(x, y);
    }

    public static long addSatS(long x, long y) {
        long sum = add(x, y);
        long overflow = spread(~(x ^ y) & (x ^ sum) & HIGHEST);
        return select(saturated(x), sum, overflow);
    }

    public static long subSatS(long x, long y) {
        long difference = sub(x, y);
        long overflow = spread((x ^ y) & (x ^ difference) & HIGHEST);
        return select(saturated(x), difference, overflow);
    }

    /** The least number in negative lanes, the largest in others. */
    private static long saturated(long x) {
        return ~HIGHEST ^ spread(x & HIGHEST);
    }

    public static long avgrU(long x, long y) {
        return sub(x | y, (x ^ y) >>> 1 & ~HIGHEST);
    }

    public static long shl(long x, int count) {
        int bits = count & WIDTH - 1;
        return x << bits & LOWEST * (0xFFFF << bits & 0xFFFF);
    }

    public static long shrU(long x, int count) {
        int bits = count & WIDTH - 1;
        return x >>> bits & LOWEST * (0xFFFF >>> bits);
    }

    public static long shrS(long x, int count) {
        long sign = HIGHEST >>> (count & WIDTH - 1);
        return sub(shrU(x, count) ^ sign, sign);
    }

    public static long mul(long x, long y) {
        long product = 0;
        for (int shift = 0; shift < Long.SIZE; shift += WIDTH) {
            product |= ((x >>> shift) * (y >>> shift) & 0xFFFF) << shift;
        }
        return product;
    }

    public static int allTrue(long low, long high) {
        return (ne(low, 0) & ne(high, 0)) == -1 ? 1 : 0;
    }

    /** A multiplication gathers the highest bits of all lanes in the highest four. */
    public static int bitmask(long low, long high) {
        return gather(low) | gather(high) << Long.SIZE / WIDTH;
    }

    private static int gather(long half) {
        return (int) ((half & HIGHEST) * 0x0000_2000_4000_8001L >>> Long.SIZE - Long.SIZE / WIDTH);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

/**
 * Operators on lanes of 32 and 64 bits that no numeric instruction does, named after the vector instructions; those that
 * test a vector take all its lanes.
 *
 * <p>Specification: 4.3.5 "Vector Operations".
 */
public final class LaneMethods {
    private LaneMethods() {}

    /** {@code v128.not}. */
    public static int not(int x) {
        return ~x;
    }

    /** {@code v128.not}. */
    public static long not(long x) {
        return ~x;
    }

    /** {@code v128.andnot}. */
    public static int andnot(int x, int y) {
        return x & ~y;
    }

    /** {@code v128.andnot}. */
    public static long andnot(long x, long y) {
        return x & ~y;
    }

    /** {@code v128.bitselect}: bits of the first operand where the mask has ones. */
    public static int bitselect(int x, int y, int mask) {
        return (x ^ y) & mask ^ y;
    }

    /** {@code v128.bitselect}: bits of the first operand where the mask has ones. */
    public static long bitselect(long x, long y, long mask) {
        return (x ^ y) & mask ^ y;
    }

    /** {@code v128.any_true}: 1 if any bit is one. */
    public static int anyTrue(int lane0, int lane1, int lane2, int lane3) {
        return (lane0 | lane1 | lane2 | lane3) != 0 ? 1 : 0;
    }

    /** {@code v128.any_true}: 1 if any bit is one. */
    public static int anyTrue(long low, long high) {
        return (low | high) != 0 ? 1 : 0;
    }

    /** {@code i32x4.all_true}: 1 if no lane is zero. */
    public static int allTrue(int lane0, int lane1, int lane2, int lane3) {
        return lane0 != 0 && lane1 != 0 && lane2 != 0 && lane3 != 0 ? 1 : 0;
    }

    /** {@code i64x2.all_true}: 1 if no lane is zero. */
    public static int allTrue(long lane0, long lane1) {
        return lane0 != 0 && lane1 != 0 ? 1 : 0;
    }

    /** {@code i32x4.bitmask}: the signs of the lanes, that of the first one lowest. */
    public static int bitmask(int lane0, int lane1, int lane2, int lane3) {
        return lane0 >>> 31 | lane1 >>> 31 << 1 | lane2 >>> 31 << 2 | lane3 >>> 31 << 3;
    }

    /** {@code i64x2.bitmask}: the signs of the lanes, that of the first one lowest. */
    public static int bitmask(long lane0, long lane1) {
        return (int) (lane0 >>> 63 | lane1 >>> 63 << 1);
    }

    /** A lane of {@code i32x4.neg}. */
    public static int neg(int x) {
        return -x;
    }

    /** A lane of {@code i64x2.neg}. */
    public static long neg(long x) {
        return -x;
    }

    /** A lane of {@code i32x4.abs}. */
    public static int abs(int x) {
        return Math.abs(x);
    }

    /** A lane of {@code i64x2.abs}. */
    public static long abs(long x) {
        return Math.abs(x);
    }

    /** A lane of {@code i32x4.min_s}. */
    public static int minS(int x, int y) {
        return Math.min(x, y);
    }

    /** A lane of {@code i32x4.min_u}. */
    public static int minU(int x, int y) {
        return Math.min(x ^ Integer.MIN_VALUE, y ^ Integer.MIN_VALUE) ^ Integer.MIN_VALUE;
    }

    /** A lane of {@code i32x4.max_s}. */
    public static int maxS(int x, int y) {
        return Math.max(x, y);
    }

    /** A lane of {@code i32x4.max_u}. */
    public static int maxU(int x, int y) {
        return Math.max(x ^ Integer.MIN_VALUE, y ^ Integer.MIN_VALUE) ^ Integer.MIN_VALUE;
    }

    /** A lane of {@code f32x4.pmin}: the first operand unless the second is less. */
    public static float pmin(float x, float y) {
        return y < x ? y : x;
    }

    /** A lane of {@code f64x2.pmin}: the first operand unless the second is less. */
    public static double pmin(double x, double y) {
        return y < x ? y : x;
    }

    /** A lane of {@code f32x4.pmax}: the first operand unless the second is greater. */
    public static float pmax(float x, float y) {
        return x < y ? y : x;
    }

    /** A lane of {@code f64x2.pmax}: the first operand unless the second is greater. */
    public static double pmax(double x, double y) {
        return x < y ? y : x;
    }

    /** A lane of {@code f32x4.relaxed_madd}, rounded twice as in the deterministic profile. */
    public static float relaxedMadd(float x, float y, float z) {
        return x * y + z;
    }

    /** A lane of {@code f64x2.relaxed_madd}, rounded twice as in the deterministic profile. */
    public static double relaxedMadd(double x, double y, double z) {
        return x * y + z;
    }

    /** A lane of {@code f32x4.relaxed_nmadd}, rounded twice as in the deterministic profile. */
    public static float relaxedNmadd(float x, float y, float z) {
        return -x * y + z;
    }

    /** A lane of {@code f64x2.relaxed_nmadd}, rounded twice as in the deterministic profile. */
    public static double relaxedNmadd(double x, double y, double z) {
        return -x * y + z;
    }
}

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

    public static int not(int x) {
        return ~x;
    }

    public static long not(long x) {
        return ~x;
    }

    public static int andnot(int x, int y) {
        return x & ~y;
    }

    public static long andnot(long x, long y) {
        return x & ~y;
    }

    public static int bitselect(int x, int y, int mask) {
        return (x ^ y) & mask ^ y;
    }

    public static long bitselect(long x, long y, long mask) {
        return (x ^ y) & mask ^ y;
    }

    public static int anyTrue(int lane0, int lane1, int lane2, int lane3) {
        return (lane0 | lane1 | lane2 | lane3) != 0 ? 1 : 0;
    }

    public static int anyTrue(long low, long high) {
        return (low | high) != 0 ? 1 : 0;
    }

    public static int allTrue(int lane0, int lane1, int lane2, int lane3) {
        return lane0 != 0 && lane1 != 0 && lane2 != 0 && lane3 != 0 ? 1 : 0;
    }

    public static int allTrue(long lane0, long lane1) {
        return lane0 != 0 && lane1 != 0 ? 1 : 0;
    }

    public static int bitmask(int lane0, int lane1, int lane2, int lane3) {
        return lane0 >>> 31 | lane1 >>> 31 << 1 | lane2 >>> 31 << 2 | lane3 >>> 31 << 3;
    }

    public static int bitmask(long lane0, long lane1) {
        return (int) (lane0 >>> 63 | lane1 >>> 63 << 1);
    }

    public static int neg(int x) {
        return -x;
    }

    public static long neg(long x) {
        return -x;
    }

    public static int abs(int x) {
        return Math.abs(x);
    }

    public static long abs(long x) {
        return Math.abs(x);
    }

    public static int minS(int x, int y) {
        return Math.min(x, y);
    }

    public static int minU(int x, int y) {
        return Math.min(x ^ Integer.MIN_VALUE, y ^ Integer.MIN_VALUE) ^ Integer.MIN_VALUE;
    }

    public static int maxS(int x, int y) {
        return Math.max(x, y);
    }

    public static int maxU(int x, int y) {
        return Math.max(x ^ Integer.MIN_VALUE, y ^ Integer.MIN_VALUE) ^ Integer.MIN_VALUE;
    }

    public static float pmin(float x, float y) {
        return y < x ? y : x;
    }

    public static double pmin(double x, double y) {
        return y < x ? y : x;
    }

    public static float pmax(float x, float y) {
        return x < y ? y : x;
    }

    public static double pmax(double x, double y) {
        return x < y ? y : x;
    }

    public static float relaxedMadd(float x, float y, float z) {
        return x * y + z;
    }

    public static double relaxedMadd(double x, double y, double z) {
        return x * y + z;
    }

    public static float relaxedNmadd(float x, float y, float z) {
        return -x * y + z;
    }

    public static double relaxedNmadd(double x, double y, double z) {
        return -x * y + z;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * Arithmetic on 128-bit integers given as two halves; every operator has a method for each half of its result.
 *
 * <p>Wide-arithmetic proposal.
 */
public final class I128 {
    private I128() {}

    /** The lower half of a sum. */
    public static long addLow(long xLow, long yLow) {
        return xLow + yLow;
    }

    /** The upper half of a sum. */
    public static long addHigh(long xLow, long xHigh, long yLow, long yHigh) {
        long carry = Long.compareUnsigned(xLow + yLow, xLow) < 0 ? 1 : 0;
        return xHigh + yHigh + carry;
    }

    /** The lower half of a difference. */
    public static long subLow(long xLow, long yLow) {
        return xLow - yLow;
    }

    /** The upper half of a difference. */
    public static long subHigh(long xLow, long xHigh, long yLow, long yHigh) {
        long borrow = Long.compareUnsigned(xLow, yLow) < 0 ? 1 : 0;
        return xHigh - yHigh - borrow;
    }

    /** The lower half of a product, signed or not. */
    public static long mulLow(long x, long y) {
        return x * y;
    }

    /** The upper half of a signed product. */
    public static long mulHighS(long x, long y) {
        return Math.multiplyHigh(x, y);
    }

    /** The upper half of an unsigned product. */
    public static long mulHighU(long x, long y) {
        return Math.unsignedMultiplyHigh(x, y);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * Operators on 64-bit floating-point numbers, with NaN payloads as the specification wants them.
 *
 * <p>Where the specification lets a NaN result be one of several, the payload of an operand is kept and made quiet, which
 * is what the hardware does. Specification: 4.3.3 "Floating-Point Operations".
 */
public final class F64 {
    private static final long SIGN = 0x8000_0000_0000_0000L;
    private static final long QUIET = 0x0008_0000_0000_0000L;

    private F64() {}

    /** {@code fabs}: clears the sign, of a NaN too. */
    public static double abs(double x) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & ~SIGN);
    }

    /** {@code fneg}: flips the sign, of a NaN too. */
    public static double neg(double x) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) ^ SIGN);
    }

    /** {@code fceil}. */
    public static double ceil(double x) {
        return Double.isNaN(x) ? quiet(x) : Math.ceil(x);
    }

    /** {@code ffloor}. */
    public static double floor(double x) {
        return Double.isNaN(x) ? quiet(x) : Math.floor(x);
    }

    /** {@code ftrunc}: rounds toward zero and keeps the sign of zero. */
    public static double trunc(double x) {
        return x < 0 ? ceil(x) : floor(x);
    }

    /** {@code fnearest}: rounds to the nearest integer, ties to the even one. */
    public static double nearest(double x) {
        return Double.isNaN(x) ? quiet(x) : Math.rint(x);
    }

    /** {@code fsqrt}. */
    public static double sqrt(double x) {
        return Math.sqrt(x);
    }

    /** {@code fadd}. */
    public static double add(double x, double y) {
        return x + y;
    }

    /** {@code fsub}. */
    public static double sub(double x, double y) {
        return x - y;
    }

    /** {@code fmul}. */
    public static double mul(double x, double y) {
        return x * y;
    }

    /** {@code fdiv}. */
    public static double div(double x, double y) {
        return x / y;
    }

    /** {@code fmin}: a NaN if any operand is one; -0 is below +0. */
    public static double min(double x, double y) {
        return Double.isNaN(x) || Double.isNaN(y) ? quiet(Double.isNaN(x) ? x : y) : Math.min(x, y);
    }

    /** {@code fmax}: a NaN if any operand is one; +0 is above -0. */
    public static double max(double x, double y) {
        return Double.isNaN(x) || Double.isNaN(y) ? quiet(Double.isNaN(x) ? x : y) : Math.max(x, y);
    }

    /** {@code fcopysign}: the first number with the sign of the second. */
    public static double copysign(double x, double y) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & ~SIGN | Double.doubleToRawLongBits(y) & SIGN);
    }

    /** {@code feq}. */
    public static boolean eq(double x, double y) {
        return x == y;
    }

    /** {@code fne}. */
    public static boolean ne(double x, double y) {
        return x != y;
    }

    /** {@code flt}. */
    public static boolean lt(double x, double y) {
        return x < y;
    }

    /** {@code fgt}. */
    public static boolean gt(double x, double y) {
        return x > y;
    }

    /** {@code fle}. */
    public static boolean le(double x, double y) {
        return x <= y;
    }

    /** {@code fge}. */
    public static boolean ge(double x, double y) {
        return x >= y;
    }

    private static double quiet(double nan) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(nan) | QUIET);
    }
}

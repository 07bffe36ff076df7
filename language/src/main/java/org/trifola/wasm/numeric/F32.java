// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * Operators on 32-bit floating-point numbers, with NaN payloads as the specification wants them.
 *
 * <p>Where the specification lets a NaN result be one of several, the payload of an operand is kept and made quiet, which
 * is what the hardware does. Specification: 4.3.3 "Floating-Point Operations".
 */
public final class F32 {
    private static final int SIGN = 0x8000_0000;
    private static final int QUIET = 0x0040_0000;

    private F32() {}

    /** {@code fabs}: clears the sign, of a NaN too. */
    public static float abs(float x) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(x) & ~SIGN);
    }

    /** {@code fneg}: flips the sign, of a NaN too. */
    public static float neg(float x) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(x) ^ SIGN);
    }

    /** {@code fceil}. */
    public static float ceil(float x) {
        return Float.isNaN(x) ? quiet(x) : (float) Math.ceil(x);
    }

    /** {@code ffloor}. */
    public static float floor(float x) {
        return Float.isNaN(x) ? quiet(x) : (float) Math.floor(x);
    }

    /** {@code ftrunc}: rounds toward zero and keeps the sign of zero. */
    public static float trunc(float x) {
        return x < 0 ? ceil(x) : floor(x);
    }

    /** {@code fnearest}: rounds to the nearest integer, ties to the even one. */
    public static float nearest(float x) {
        return Float.isNaN(x) ? quiet(x) : (float) Math.rint(x);
    }

    /** {@code fsqrt}. */
    public static float sqrt(float x) {
        return (float) Math.sqrt(x);
    }

    /** {@code fadd}. */
    public static float add(float x, float y) {
        return x + y;
    }

    /** {@code fsub}. */
    public static float sub(float x, float y) {
        return x - y;
    }

    /** {@code fmul}. */
    public static float mul(float x, float y) {
        return x * y;
    }

    /** {@code fdiv}. */
    public static float div(float x, float y) {
        return x / y;
    }

    /** {@code fmin}: a NaN if any operand is one; -0 is below +0. */
    public static float min(float x, float y) {
        return Float.isNaN(x) || Float.isNaN(y) ? quiet(Float.isNaN(x) ? x : y) : Math.min(x, y);
    }

    /** {@code fmax}: a NaN if any operand is one; +0 is above -0. */
    public static float max(float x, float y) {
        return Float.isNaN(x) || Float.isNaN(y) ? quiet(Float.isNaN(x) ? x : y) : Math.max(x, y);
    }

    /** {@code fcopysign}: the first number with the sign of the second. */
    public static float copysign(float x, float y) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(x) & ~SIGN | Float.floatToRawIntBits(y) & SIGN);
    }

    /** {@code feq}. */
    public static boolean eq(float x, float y) {
        return x == y;
    }

    /** {@code fne}. */
    public static boolean ne(float x, float y) {
        return x != y;
    }

    /** {@code flt}. */
    public static boolean lt(float x, float y) {
        return x < y;
    }

    /** {@code fgt}. */
    public static boolean gt(float x, float y) {
        return x > y;
    }

    /** {@code fle}. */
    public static boolean le(float x, float y) {
        return x <= y;
    }

    /** {@code fge}. */
    public static boolean ge(float x, float y) {
        return x >= y;
    }

    private static float quiet(float nan) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(nan) | QUIET);
    }
}

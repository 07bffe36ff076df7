// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * Operators on 64-bit integers.
 *
 * <p>Specification: 4.3.2 "Integer Operations".
 */
public final class I64 {
    private I64() {}

    /** {@code iclz}: leading zero bits, 64 for zero. */
    public static long clz(long x) {
        return Long.numberOfLeadingZeros(x);
    }

    /** {@code ictz}: trailing zero bits, 64 for zero. */
    public static long ctz(long x) {
        return Long.numberOfTrailingZeros(x);
    }

    /** {@code ipopcnt}: bits that are one. */
    public static long popcnt(long x) {
        return Long.bitCount(x);
    }

    /** {@code iadd}, modulo 2^64. */
    public static long add(long x, long y) {
        return x + y;
    }

    /** {@code isub}, modulo 2^64. */
    public static long sub(long x, long y) {
        return x - y;
    }

    /** {@code imul}, modulo 2^64. */
    public static long mul(long x, long y) {
        return x * y;
    }

    /** {@code idiv_s}, rounded toward zero; the divisor is not zero and the quotient fits. */
    public static long divS(long x, long y) {
        return x / y;
    }

    /** {@code idiv_u}; the divisor is not zero. */
    public static long divU(long x, long y) {
        return Long.divideUnsigned(x, y);
    }

    /** {@code irem_s}, with the sign of the dividend; the divisor is not zero. */
    public static long remS(long x, long y) {
        return x % y;
    }

    /** {@code irem_u}; the divisor is not zero. */
    public static long remU(long x, long y) {
        return Long.remainderUnsigned(x, y);
    }

    /** Whether the quotient of {@code idiv_s} is too large: the smallest number divided by -1. */
    public static boolean divSOverflows(long x, long y) {
        return x == Long.MIN_VALUE && y == -1;
    }

    /** {@code iand}. */
    public static long and(long x, long y) {
        return x & y;
    }

    /** {@code ior}. */
    public static long or(long x, long y) {
        return x | y;
    }

    /** {@code ixor}. */
    public static long xor(long x, long y) {
        return x ^ y;
    }

    /** {@code ishl} by the count modulo 64. */
    public static long shl(long x, long y) {
        return x << y;
    }

    /** {@code ishr_s} by the count modulo 64. */
    public static long shrS(long x, long y) {
        return x >> y;
    }

    /** {@code ishr_u} by the count modulo 64. */
    public static long shrU(long x, long y) {
        return x >>> y;
    }

    /** {@code irotl} by the count modulo 64. */
    public static long rotl(long x, long y) {
        return Long.rotateLeft(x, (int) y);
    }

    /** {@code irotr} by the count modulo 64. */
    public static long rotr(long x, long y) {
        return Long.rotateRight(x, (int) y);
    }

    /** {@code ieqz}. */
    public static boolean eqz(long x) {
        return x == 0;
    }

    /** {@code ieq}. */
    public static boolean eq(long x, long y) {
        return x == y;
    }

    /** {@code ine}. */
    public static boolean ne(long x, long y) {
        return x != y;
    }

    /** {@code ilt_s}. */
    public static boolean ltS(long x, long y) {
        return x < y;
    }

    /** {@code ilt_u}. */
    public static boolean ltU(long x, long y) {
        return Long.compareUnsigned(x, y) < 0;
    }

    /** {@code igt_s}. */
    public static boolean gtS(long x, long y) {
        return x > y;
    }

    /** {@code igt_u}. */
    public static boolean gtU(long x, long y) {
        return Long.compareUnsigned(x, y) > 0;
    }

    /** {@code ile_s}. */
    public static boolean leS(long x, long y) {
        return x <= y;
    }

    /** {@code ile_u}. */
    public static boolean leU(long x, long y) {
        return Long.compareUnsigned(x, y) <= 0;
    }

    /** {@code ige_s}. */
    public static boolean geS(long x, long y) {
        return x >= y;
    }

    /** {@code ige_u}. */
    public static boolean geU(long x, long y) {
        return Long.compareUnsigned(x, y) >= 0;
    }

    /** {@code iextend8_s}: the lowest byte with its sign. */
    public static long extend8S(long x) {
        return (byte) x;
    }

    /** {@code iextend16_s}: the lowest two bytes with their sign. */
    public static long extend16S(long x) {
        return (short) x;
    }

    /** {@code iextend32_s}: the lower half with its sign. */
    public static long extend32S(long x) {
        return (int) x;
    }
}

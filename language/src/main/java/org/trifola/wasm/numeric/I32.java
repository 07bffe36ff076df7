// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * Operators on 32-bit integers.
 *
 * <p>Specification: 4.3.2 "Integer Operations".
 */
public final class I32 {
    private I32() {}

    /** {@code iclz}: leading zero bits, 32 for zero. */
    public static int clz(int x) {
        return Integer.numberOfLeadingZeros(x);
    }

    /** {@code ictz}: trailing zero bits, 32 for zero. */
    public static int ctz(int x) {
        return Integer.numberOfTrailingZeros(x);
    }

    /** {@code ipopcnt}: bits that are one. */
    public static int popcnt(int x) {
        return Integer.bitCount(x);
    }

    /** {@code iadd}, modulo 2^32. */
    public static int add(int x, int y) {
        return x + y;
    }

    /** {@code isub}, modulo 2^32. */
    public static int sub(int x, int y) {
        return x - y;
    }

    /** {@code imul}, modulo 2^32. */
    public static int mul(int x, int y) {
        return x * y;
    }

    /** {@code idiv_s}, rounded toward zero; the divisor is not zero and the quotient fits. */
    public static int divS(int x, int y) {
        return x / y;
    }

    /** {@code idiv_u}; the divisor is not zero. */
    public static int divU(int x, int y) {
        return Integer.divideUnsigned(x, y);
    }

    /** {@code irem_s}, with the sign of the dividend; the divisor is not zero. */
    public static int remS(int x, int y) {
        return x % y;
    }

    /** {@code irem_u}; the divisor is not zero. */
    public static int remU(int x, int y) {
        return Integer.remainderUnsigned(x, y);
    }

    /** Whether the quotient of {@code idiv_s} is too large: the smallest number divided by -1. */
    public static boolean divSOverflows(int x, int y) {
        return x == Integer.MIN_VALUE && y == -1;
    }

    /** {@code iand}. */
    public static int and(int x, int y) {
        return x & y;
    }

    /** {@code ior}. */
    public static int or(int x, int y) {
        return x | y;
    }

    /** {@code ixor}. */
    public static int xor(int x, int y) {
        return x ^ y;
    }

    /** {@code ishl} by the count modulo 32. */
    public static int shl(int x, int y) {
        return x << y;
    }

    /** {@code ishr_s} by the count modulo 32. */
    public static int shrS(int x, int y) {
        return x >> y;
    }

    /** {@code ishr_u} by the count modulo 32. */
    public static int shrU(int x, int y) {
        return x >>> y;
    }

    /** {@code irotl} by the count modulo 32. */
    public static int rotl(int x, int y) {
        return Integer.rotateLeft(x, y);
    }

    /** {@code irotr} by the count modulo 32. */
    public static int rotr(int x, int y) {
        return Integer.rotateRight(x, y);
    }

    /** {@code ieqz}. */
    public static boolean eqz(int x) {
        return x == 0;
    }

    /** {@code ieq}. */
    public static boolean eq(int x, int y) {
        return x == y;
    }

    /** {@code ine}. */
    public static boolean ne(int x, int y) {
        return x != y;
    }

    /** {@code ilt_s}. */
    public static boolean ltS(int x, int y) {
        return x < y;
    }

    /** {@code ilt_u}. */
    public static boolean ltU(int x, int y) {
        return Integer.compareUnsigned(x, y) < 0;
    }

    /** {@code igt_s}. */
    public static boolean gtS(int x, int y) {
        return x > y;
    }

    /** {@code igt_u}. */
    public static boolean gtU(int x, int y) {
        return Integer.compareUnsigned(x, y) > 0;
    }

    /** {@code ile_s}. */
    public static boolean leS(int x, int y) {
        return x <= y;
    }

    /** {@code ile_u}. */
    public static boolean leU(int x, int y) {
        return Integer.compareUnsigned(x, y) <= 0;
    }

    /** {@code ige_s}. */
    public static boolean geS(int x, int y) {
        return x >= y;
    }

    /** {@code ige_u}. */
    public static boolean geU(int x, int y) {
        return Integer.compareUnsigned(x, y) >= 0;
    }

    /** {@code iextend8_s}: the lowest byte with its sign. */
    public static int extend8S(int x) {
        return (byte) x;
    }

    /** {@code iextend16_s}: the lowest two bytes with their sign. */
    public static int extend16S(int x) {
        return (short) x;
    }
}

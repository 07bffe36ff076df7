// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * Applies operators on integers to all lanes of a vector, so that an operator on lanes is written as its meaning for one.
 *
 * <p>Lanes have a width of 8, 16 or 32 bits. An operator gets them with their sign and of its result the lowest bits count.
 * Sign extension keeps the order of unsigned numbers too: the unsigned relations of {@link I32} hold for narrow lanes as
 * they are.
 */
final class Lanes {
    /** A relation of two integers. */
    interface Relation {
        boolean test(int x, int y);
    }

    private Lanes() {}

    /** Applies an operator to every lane. */
    static V128 map(int width, V128 x, IntUnaryOperator operator) {
        return new V128(map(width, x.low(), operator), map(width, x.high(), operator));
    }

    private static long map(int width, long x, IntUnaryOperator operator) {
        long result = 0;
        for (int shift = 0; shift < Long.SIZE; shift += width) {
            result |= bits(width, operator.applyAsInt(lane(width, x, shift))) << shift;
        }
        return result;
    }

    /** Applies an operator to every pair of lanes. */
    static V128 map(int width, V128 x, V128 y, IntBinaryOperator operator) {
        return new V128(map(width, x.low(), y.low(), operator), map(width, x.high(), y.high(), operator));
    }

    private static long map(int width, long x, long y, IntBinaryOperator operator) {
        long result = 0;
        for (int shift = 0; shift < Long.SIZE; shift += width) {
            int lane = operator.applyAsInt(lane(width, x, shift), lane(width, y, shift));
            result |= bits(width, lane) << shift;
        }
        return result;
    }

    /** Lanes of all ones where a relation holds, of zeros elsewhere. */
    static V128 compare(int width, V128 x, V128 y, Relation relation) {
        return map(width, x, y, (a, b) -> relation.test(a, b) ? -1 : 0);
    }

    /** The same integer in every lane. */
    static V128 splat(int width, int value) {
        long half = bits(width, value);
        for (int shift = width; shift < Long.SIZE; shift *= 2) {
            half |= half << shift;
        }
        return new V128(half, half);
    }

    /** 1 if no lane is zero, else 0. */
    static int allTrue(int width, V128 x) {
        return allTrue(width, x.low()) && allTrue(width, x.high()) ? 1 : 0;
    }

    private static boolean allTrue(int width, long x) {
        boolean result = true;
        for (int shift = 0; shift < Long.SIZE; shift += width) {
            result &= lane(width, x, shift) != 0;
        }
        return result;
    }

    /** The sign bits of the lanes, that of lane 0 in the least significant position. */
    static int bitmask(int width, V128 x) {
        return bitmask(width, x.low()) | bitmask(width, x.high()) << Long.SIZE / width;
    }

    private static int bitmask(int width, long x) {
        int result = 0;
        for (int lane = 0; lane < Long.SIZE / width; lane++) {
            result |= (int) (x >>> (lane + 1) * width - 1 & 1) << lane;
        }
        return result;
    }

    /** The lanes of one half, each as a signed number in a lane of twice the width. */
    static V128 extendS(int width, long half) {
        return new V128(extendS(width, (int) half), extendS(width, (int) (half >>> Integer.SIZE)));
    }

    private static long extendS(int width, int quarter) {
        long result = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += width) {
            result |= bits(2 * width, lane(width, quarter, shift)) << 2 * shift;
        }
        return result;
    }

    /** The lanes of one half, each as an unsigned number in a lane of twice the width. */
    static V128 extendU(int width, long half) {
        return new V128(extendU(width, (int) half), extendU(width, (int) (half >>> Integer.SIZE)));
    }

    private static long extendU(int width, int quarter) {
        long result = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += width) {
            result |= bits(width, lane(width, quarter, shift)) << 2 * shift;
        }
        return result;
    }

    /** The lanes of two vectors, fitted into lanes of half the width. */
    static V128 narrow(int width, V128 x, V128 y, IntUnaryOperator fit) {
        return new V128(narrow(width, x, fit), narrow(width, y, fit));
    }

    private static long narrow(int width, V128 x, IntUnaryOperator fit) {
        return narrow(width, x.low(), fit) | narrow(width, x.high(), fit) << Integer.SIZE;
    }

    private static long narrow(int width, long x, IntUnaryOperator fit) {
        long result = 0;
        for (int shift = 0; shift < Long.SIZE; shift += width) {
            result |= bits(width / 2, fit.applyAsInt(lane(width, x, shift))) << shift / 2;
        }
        return result;
    }

    private static int lane(int width, long x, int shift) {
        return (int) (x << Long.SIZE - width - shift >> Long.SIZE - width);
    }

    private static long bits(int width, int lane) {
        return width == Long.SIZE ? lane : lane & (1L << width) - 1;
    }
}

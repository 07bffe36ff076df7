// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric.simd;

import static org.trifola.wasm.numeric.simd.Simd.bytes;
import static org.trifola.wasm.numeric.simd.Simd.ints;
import static org.trifola.wasm.numeric.simd.Simd.longs;
import static org.trifola.wasm.numeric.simd.Simd.upper;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorOperators.Comparison;

/** Operators on two 64-bit integers, see {@code numeric.I64x2}. */
final class SimdI64x2 {
    private static final LongVector ZERO = LongVector.zero(LongVector.SPECIES_128);
    private static final LongVector ONES = LongVector.broadcast(LongVector.SPECIES_128, -1);

    private SimdI64x2() {}

    private static ByteVector compare(Comparison relation, ByteVector x, ByteVector y) {
        return bytes(ZERO.blend(ONES, longs(x).compare(relation, longs(y))));
    }

    static ByteVector eq(ByteVector x, ByteVector y) {
        return compare(VectorOperators.EQ, x, y);
    }

    static ByteVector ne(ByteVector x, ByteVector y) {
        return compare(VectorOperators.NE, x, y);
    }

    static ByteVector ltS(ByteVector x, ByteVector y) {
        return compare(VectorOperators.LT, x, y);
    }

    static ByteVector gtS(ByteVector x, ByteVector y) {
        return compare(VectorOperators.GT, x, y);
    }

    static ByteVector leS(ByteVector x, ByteVector y) {
        return compare(VectorOperators.LE, x, y);
    }

    static ByteVector geS(ByteVector x, ByteVector y) {
        return compare(VectorOperators.GE, x, y);
    }

    static ByteVector splat(long x) {
        return bytes(LongVector.broadcast(LongVector.SPECIES_128, x));
    }

    static long extractLane(ByteVector x, int lane) {
        return longs(x).lane(lane);
    }

    static ByteVector replaceLane(ByteVector x, long value, int lane) {
        return bytes(longs(x).withLane(lane, value));
    }

    /** There is no absolute value of 64-bit lanes. */
    static ByteVector abs(ByteVector x) {
        LongVector sign = ZERO.sub(longs(x).lanewise(VectorOperators.LSHR, 63));
        return bytes(longs(x).lanewise(VectorOperators.XOR, sign).sub(sign));
    }

    static ByteVector neg(ByteVector x) {
        return bytes(ZERO.sub(longs(x)));
    }

    static int allTrue(ByteVector x) {
        return longs(x).compare(VectorOperators.EQ, ZERO).toLong() == 0 ? 1 : 0;
    }

    static int bitmask(ByteVector x) {
        return (int)
                longs(x).compare(VectorOperators.LT, longs(Simd.opaqueZero())).toLong();
    }

    static ByteVector add(ByteVector x, ByteVector y) {
        return bytes(longs(x).add(longs(y)));
    }

    static ByteVector sub(ByteVector x, ByteVector y) {
        return bytes(longs(x).sub(longs(y)));
    }

    static ByteVector shl(ByteVector x, int count) {
        return bytes(longs(x).lanewise(VectorOperators.LSHL, count));
    }

    static ByteVector shrU(ByteVector x, int count) {
        return bytes(longs(x).lanewise(VectorOperators.LSHR, count));
    }

    /** Extends the sign bit from where it is after an unsigned shift. */
    static ByteVector shrS(ByteVector x, int count) {
        long sign = Long.MIN_VALUE >>> count;
        return bytes(longs(shrU(x, count)).lanewise(VectorOperators.XOR, sign).sub(sign));
    }

    static ByteVector extendLowI32x4S(ByteVector x) {
        return bytes(ints(x).convertShape(VectorOperators.I2L, LongVector.SPECIES_128, 0));
    }

    static ByteVector extendLowI32x4U(ByteVector x) {
        return bytes(ints(x).convertShape(VectorOperators.ZERO_EXTEND_I2L, LongVector.SPECIES_128, 0));
    }

    static ByteVector extendHighI32x4S(ByteVector x) {
        return bytes(ints(upper(x)).convertShape(VectorOperators.I2L, LongVector.SPECIES_128, 0));
    }

    static ByteVector extendHighI32x4U(ByteVector x) {
        return bytes(ints(upper(x)).convertShape(VectorOperators.ZERO_EXTEND_I2L, LongVector.SPECIES_128, 0));
    }
}

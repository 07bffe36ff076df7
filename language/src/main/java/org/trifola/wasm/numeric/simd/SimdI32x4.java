// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric.simd;

import static org.trifola.wasm.numeric.simd.Simd.bytes;
import static org.trifola.wasm.numeric.simd.Simd.ints;
import static org.trifola.wasm.numeric.simd.Simd.shorts;
import static org.trifola.wasm.numeric.simd.Simd.upper;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorOperators.Comparison;

/** Operators on four 32-bit integers, see {@code numeric.I32x4}. */
final class SimdI32x4 {
    private static final IntVector ZERO = IntVector.zero(IntVector.SPECIES_128);
    private static final IntVector ONES = IntVector.broadcast(IntVector.SPECIES_128, -1);
    private static final IntVector SIGN = IntVector.broadcast(IntVector.SPECIES_128, Integer.MIN_VALUE);
    private static final IntVector LOWER_SHORTS = IntVector.broadcast(IntVector.SPECIES_128, 0xFFFF);

    private SimdI32x4() {}

    private static ByteVector compare(Comparison relation, ByteVector x, ByteVector y) {
        return bytes(ZERO.blend(ONES, ints(x).compare(relation, ints(y))));
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

    static ByteVector ltU(ByteVector x, ByteVector y) {
        return compare(VectorOperators.ULT, x, y);
    }

    static ByteVector gtS(ByteVector x, ByteVector y) {
        return compare(VectorOperators.GT, x, y);
    }

    static ByteVector gtU(ByteVector x, ByteVector y) {
        return compare(VectorOperators.UGT, x, y);
    }

    static ByteVector leS(ByteVector x, ByteVector y) {
        return compare(VectorOperators.LE, x, y);
    }

    static ByteVector leU(ByteVector x, ByteVector y) {
        return compare(VectorOperators.ULE, x, y);
    }

    static ByteVector geS(ByteVector x, ByteVector y) {
        return compare(VectorOperators.GE, x, y);
    }

    static ByteVector geU(ByteVector x, ByteVector y) {
        return compare(VectorOperators.UGE, x, y);
    }

    static ByteVector splat(int x) {
        return bytes(IntVector.broadcast(IntVector.SPECIES_128, x));
    }

    static int extractLane(ByteVector x, int lane) {
        return ints(x).lane(lane);
    }

    static ByteVector replaceLane(ByteVector x, int value, int lane) {
        return bytes(ints(x).withLane(lane, value));
    }

    static ByteVector abs(ByteVector x) {
        return bytes(ints(x).abs());
    }

    static ByteVector neg(ByteVector x) {
        return bytes(ints(x).neg());
    }

    static int allTrue(ByteVector x) {
        return ints(x).compare(VectorOperators.EQ, ZERO).toLong() == 0 ? 1 : 0;
    }

    static int bitmask(ByteVector x) {
        return (int)
                ints(x).compare(VectorOperators.LT, ints(Simd.opaqueZero())).toLong();
    }

    static ByteVector add(ByteVector x, ByteVector y) {
        return bytes(ints(x).add(ints(y)));
    }

    static ByteVector sub(ByteVector x, ByteVector y) {
        return bytes(ints(x).sub(ints(y)));
    }

    static ByteVector minS(ByteVector x, ByteVector y) {
        return bytes(ints(x).min(ints(y)));
    }

    static ByteVector maxS(ByteVector x, ByteVector y) {
        return bytes(ints(x).max(ints(y)));
    }

    /** There is no unsigned minimum: flipping the sign bits makes it a signed one. */
    static ByteVector minU(ByteVector x, ByteVector y) {
        return bytes(flip(flip(ints(x)).min(flip(ints(y)))));
    }

    static ByteVector maxU(ByteVector x, ByteVector y) {
        return bytes(flip(flip(ints(x)).max(flip(ints(y)))));
    }

    private static IntVector flip(IntVector x) {
        return x.lanewise(VectorOperators.XOR, SIGN);
    }

    static ByteVector mul(ByteVector x, ByteVector y) {
        return bytes(ints(x).mul(ints(y)));
    }

    static ByteVector shl(ByteVector x, int count) {
        return bytes(ints(x).lanewise(VectorOperators.LSHL, count));
    }

    static ByteVector shrS(ByteVector x, int count) {
        return bytes(ints(x).lanewise(VectorOperators.ASHR, count));
    }

    static ByteVector shrU(ByteVector x, int count) {
        return bytes(ints(x).lanewise(VectorOperators.LSHR, count));
    }

    static ByteVector extendLowI16x8S(ByteVector x) {
        return bytes(shorts(x).convertShape(VectorOperators.S2I, IntVector.SPECIES_128, 0));
    }

    static ByteVector extendLowI16x8U(ByteVector x) {
        return bytes(shorts(x).convertShape(VectorOperators.ZERO_EXTEND_S2I, IntVector.SPECIES_128, 0));
    }

    static ByteVector extendHighI16x8S(ByteVector x) {
        return bytes(shorts(upper(x)).convertShape(VectorOperators.S2I, IntVector.SPECIES_128, 0));
    }

    static ByteVector extendHighI16x8U(ByteVector x) {
        return bytes(shorts(upper(x)).convertShape(VectorOperators.ZERO_EXTEND_S2I, IntVector.SPECIES_128, 0));
    }

    static ByteVector extmulLowI16x8S(ByteVector x, ByteVector y) {
        return mul(extendLowI16x8S(x), extendLowI16x8S(y));
    }

    static ByteVector extmulLowI16x8U(ByteVector x, ByteVector y) {
        return mul(extendLowI16x8U(x), extendLowI16x8U(y));
    }

    static ByteVector extmulHighI16x8S(ByteVector x, ByteVector y) {
        return mul(extendHighI16x8S(x), extendHighI16x8S(y));
    }

    static ByteVector extmulHighI16x8U(ByteVector x, ByteVector y) {
        return mul(extendHighI16x8U(x), extendHighI16x8U(y));
    }

    static ByteVector extaddPairwiseI16x8S(ByteVector x) {
        return bytes(even(ints(x)).add(odd(ints(x))));
    }

    static ByteVector extaddPairwiseI16x8U(ByteVector x) {
        IntVector odd = ints(x).lanewise(VectorOperators.LSHR, 16);
        return bytes(ints(x).and(LOWER_SHORTS).add(odd));
    }

    static ByteVector dotI16x8S(ByteVector x, ByteVector y) {
        IntVector even = even(ints(x)).mul(even(ints(y)));
        return bytes(even.add(odd(ints(x)).mul(odd(ints(y)))));
    }

    static ByteVector relaxedDotI8x16I7x16AddS(ByteVector x, ByteVector y, ByteVector z) {
        return add(extaddPairwiseI16x8S(SimdI16x8.relaxedDotI8x16I7x16S(x, y)), z);
    }

    private static IntVector even(IntVector shorts) {
        return odd(shorts.lanewise(VectorOperators.LSHL, 16));
    }

    private static IntVector odd(IntVector shorts) {
        return shorts.lanewise(VectorOperators.ASHR, 16);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric.simd;

import static org.trifola.wasm.numeric.simd.Simd.bytes;
import static org.trifola.wasm.numeric.simd.Simd.ints;
import static org.trifola.wasm.numeric.simd.Simd.shorts;
import static org.trifola.wasm.numeric.simd.Simd.upper;
import static org.trifola.wasm.numeric.simd.Simd.xor;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorOperators.Comparison;
import jdk.incubator.vector.VectorShuffle;

/** Operators on eight 16-bit integers, see {@code numeric.I16x8}. */
final class SimdI16x8 {
    private static final ShortVector ZERO = ShortVector.zero(ShortVector.SPECIES_128);
    private static final ShortVector ONES = ShortVector.broadcast(ShortVector.SPECIES_128, -1);
    private static final ShortVector SIGN = ShortVector.broadcast(ShortVector.SPECIES_128, Short.MIN_VALUE);
    private static final ShortVector MAX = ShortVector.broadcast(ShortVector.SPECIES_128, Short.MAX_VALUE);
    private static final IntVector LOWER_SHORTS = IntVector.broadcast(IntVector.SPECIES_128, 0xFFFF);
    private static final ShortVector LOWER_BYTES = ShortVector.broadcast(ShortVector.SPECIES_128, 0xFF);
    private static final VectorShuffle<Byte> EVEN_THEN_ODD =
            VectorShuffle.fromValues(ByteVector.SPECIES_128, 0, 1, 4, 5, 8, 9, 12, 13, 2, 3, 6, 7, 10, 11, 14, 15);

    private SimdI16x8() {}

    private static ByteVector compare(Comparison relation, ByteVector x, ByteVector y) {
        return bytes(ZERO.blend(ONES, shorts(x).compare(relation, shorts(y))));
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
        return bytes(ShortVector.broadcast(ShortVector.SPECIES_128, (short) x));
    }

    static int extractLaneS(ByteVector x, int lane) {
        return shorts(x).lane(lane);
    }

    static int extractLaneU(ByteVector x, int lane) {
        return shorts(x).lane(lane) & 0xFFFF;
    }

    static ByteVector replaceLane(ByteVector x, int value, int lane) {
        return bytes(shorts(x).withLane(lane, (short) value));
    }

    static ByteVector abs(ByteVector x) {
        return bytes(shorts(x).abs());
    }

    static ByteVector neg(ByteVector x) {
        return bytes(shorts(x).neg());
    }

    static int allTrue(ByteVector x) {
        return shorts(x).compare(VectorOperators.EQ, ZERO).toLong() == 0 ? 1 : 0;
    }

    static int bitmask(ByteVector x) {
        return (int)
                shorts(x).compare(VectorOperators.LT, shorts(Simd.opaqueZero())).toLong();
    }

    static ByteVector add(ByteVector x, ByteVector y) {
        return bytes(shorts(x).add(shorts(y)));
    }

    static ByteVector sub(ByteVector x, ByteVector y) {
        return bytes(shorts(x).sub(shorts(y)));
    }

    static ByteVector minS(ByteVector x, ByteVector y) {
        return bytes(shorts(x).min(shorts(y)));
    }

    static ByteVector maxS(ByteVector x, ByteVector y) {
        return bytes(shorts(x).max(shorts(y)));
    }

    /** There is no unsigned minimum: flipping the sign bits makes it a signed one. */
    static ByteVector minU(ByteVector x, ByteVector y) {
        return bytes(flip(flip(shorts(x)).min(flip(shorts(y)))));
    }

    static ByteVector maxU(ByteVector x, ByteVector y) {
        return bytes(flip(flip(shorts(x)).max(flip(shorts(y)))));
    }

    private static ShortVector flip(ShortVector x) {
        return x.lanewise(VectorOperators.XOR, SIGN);
    }

    /** The second operand is brought into the range in which the sum does not overflow. */
    static ByteVector addSatS(ByteVector x, ByteVector y) {
        ShortVector least = SIGN.sub(shorts(x).min(ZERO));
        ShortVector most = MAX.sub(shorts(x).max(ZERO));
        return bytes(shorts(x).add(shorts(y).max(least).min(most)));
    }

    static ByteVector subSatS(ByteVector x, ByteVector y) {
        ShortVector least = shorts(x).max(ONES).sub(MAX);
        ShortVector most = shorts(x).min(ONES).sub(SIGN);
        return bytes(shorts(x).sub(shorts(y).max(least).min(most)));
    }

    static ByteVector addSatU(ByteVector x, ByteVector y) {
        ShortVector most = flip(shorts(x).not());
        return bytes(shorts(x).add(flip(flip(shorts(y)).min(most))));
    }

    static ByteVector subSatU(ByteVector x, ByteVector y) {
        ShortVector y1 = flip(shorts(y));
        return bytes(flip(shorts(x)).max(y1).sub(y1));
    }

    static ByteVector mul(ByteVector x, ByteVector y) {
        return bytes(shorts(x).mul(shorts(y)));
    }

    static ByteVector shl(ByteVector x, int count) {
        return bytes(shorts(x).lanewise(VectorOperators.LSHL, count & 15));
    }

    static ByteVector shrS(ByteVector x, int count) {
        return bytes(shorts(x).lanewise(VectorOperators.ASHR, count & 15));
    }

    static ByteVector shrU(ByteVector x, int count) {
        return bytes(shrU(shorts(x), count & 15));
    }

    /** The compiler extends the sign of a constant in an unsigned shift of narrow lanes: shifts with it, then clears it. */
    private static ShortVector shrU(ShortVector x, int count) {
        return x.lanewise(VectorOperators.ASHR, count).and((short) (0xFFFF >>> count));
    }

    static ByteVector avgrU(ByteVector x, ByteVector y) {
        return bytes(shorts(x.or(y)).sub(shrU(shorts(xor(x, y)), 1)));
    }

    static ByteVector q15mulrSatS(ByteVector x, ByteVector y) {
        IntVector even = round(lower(ints(x)).mul(lower(ints(y))));
        IntVector odd = round(higher(ints(x)).mul(higher(ints(y))));
        return bytes(even.and(LOWER_SHORTS).or(odd.lanewise(VectorOperators.LSHL, 16)));
    }

    private static IntVector lower(IntVector x) {
        return higher(x.lanewise(VectorOperators.LSHL, 16));
    }

    private static IntVector higher(IntVector x) {
        return x.lanewise(VectorOperators.ASHR, 16);
    }

    private static IntVector round(IntVector product) {
        return product.add(0x4000).lanewise(VectorOperators.ASHR, 15).min(Short.MAX_VALUE);
    }

    static ByteVector extendLowI8x16S(ByteVector x) {
        return bytes(x.convertShape(VectorOperators.B2S, ShortVector.SPECIES_128, 0));
    }

    static ByteVector extendLowI8x16U(ByteVector x) {
        return bytes(x.convertShape(VectorOperators.ZERO_EXTEND_B2S, ShortVector.SPECIES_128, 0));
    }

    static ByteVector extendHighI8x16S(ByteVector x) {
        return bytes(upper(x).convertShape(VectorOperators.B2S, ShortVector.SPECIES_128, 0));
    }

    static ByteVector extendHighI8x16U(ByteVector x) {
        return bytes(upper(x).convertShape(VectorOperators.ZERO_EXTEND_B2S, ShortVector.SPECIES_128, 0));
    }

    static ByteVector extmulLowI8x16S(ByteVector x, ByteVector y) {
        return mul(extendLowI8x16S(x), extendLowI8x16S(y));
    }

    static ByteVector extmulLowI8x16U(ByteVector x, ByteVector y) {
        return mul(extendLowI8x16U(x), extendLowI8x16U(y));
    }

    static ByteVector extmulHighI8x16S(ByteVector x, ByteVector y) {
        return mul(extendHighI8x16S(x), extendHighI8x16S(y));
    }

    static ByteVector extmulHighI8x16U(ByteVector x, ByteVector y) {
        return mul(extendHighI8x16U(x), extendHighI8x16U(y));
    }

    static ByteVector extaddPairwiseI8x16S(ByteVector x) {
        return bytes(even(shorts(x)).add(odd(shorts(x))));
    }

    static ByteVector extaddPairwiseI8x16U(ByteVector x) {
        return bytes(shorts(x).and(LOWER_BYTES).add(shrU(shorts(x), 8)));
    }

    static ByteVector relaxedDotI8x16I7x16S(ByteVector x, ByteVector y) {
        ShortVector even = even(shorts(x)).mul(even(shorts(y)));
        ShortVector sum = even.add(odd(shorts(x)).mul(odd(shorts(y))));
        // Only 2 * 128 * 128 overflows, to the least number: turn that into the largest.
        ShortVector overflow = ZERO.blend(ONES, sum.compare(VectorOperators.EQ, SIGN));
        return bytes(sum.lanewise(VectorOperators.XOR, overflow));
    }

    private static ShortVector even(ShortVector bytes) {
        return odd(bytes.lanewise(VectorOperators.LSHL, 8));
    }

    private static ShortVector odd(ShortVector bytes) {
        return bytes.lanewise(VectorOperators.ASHR, 8);
    }

    static ByteVector narrowI32x4S(ByteVector x, ByteVector y) {
        return join(fitS(ints(x)), fitS(ints(y)));
    }

    static ByteVector narrowI32x4U(ByteVector x, ByteVector y) {
        return join(fitU(ints(x)), fitU(ints(y)));
    }

    private static IntVector fitS(IntVector x) {
        return x.max(Short.MIN_VALUE).min(Short.MAX_VALUE);
    }

    private static IntVector fitU(IntVector x) {
        return x.max(0).min(0xFFFF);
    }

    /** The lower shorts of all lanes. */
    private static ByteVector join(IntVector x, IntVector y) {
        IntVector alternating = x.and(LOWER_SHORTS).or(y.lanewise(VectorOperators.LSHL, 16));
        return bytes(alternating).rearrange(EVEN_THEN_ODD);
    }
}

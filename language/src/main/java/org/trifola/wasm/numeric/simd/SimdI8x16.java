// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric.simd;

import static org.trifola.wasm.numeric.simd.Simd.bytes;
import static org.trifola.wasm.numeric.simd.Simd.shorts;
import static org.trifola.wasm.numeric.simd.Simd.xor;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorOperators.Comparison;
import jdk.incubator.vector.VectorShuffle;

/** Operators on sixteen 8-bit integers, see {@code numeric.I8x16}. */
final class SimdI8x16 {
    private static final ByteVector ZERO = ByteVector.zero(ByteVector.SPECIES_128);
    private static final ByteVector ONES = ByteVector.broadcast(ByteVector.SPECIES_128, -1);
    private static final ByteVector SIGN = ByteVector.broadcast(ByteVector.SPECIES_128, Byte.MIN_VALUE);
    private static final ByteVector MAX = ByteVector.broadcast(ByteVector.SPECIES_128, Byte.MAX_VALUE);
    private static final ByteVector SIXTEEN = ByteVector.broadcast(ByteVector.SPECIES_128, 16);
    private static final ByteVector ONES_01 = ByteVector.broadcast(ByteVector.SPECIES_128, 0x55);
    private static final ByteVector ONES_0011 = ByteVector.broadcast(ByteVector.SPECIES_128, 0x33);
    private static final ByteVector ONES_00001111 = ByteVector.broadcast(ByteVector.SPECIES_128, 0x0F);
    private static final ShortVector LOWER_BYTES = ShortVector.broadcast(ShortVector.SPECIES_128, 0xFF);
    private static final VectorShuffle<Byte> EVEN_THEN_ODD =
            VectorShuffle.fromValues(ByteVector.SPECIES_128, 0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15);

    private SimdI8x16() {}

    private static ByteVector compare(Comparison relation, ByteVector x, ByteVector y) {
        return ZERO.blend(ONES, x.compare(relation, y));
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
        return ByteVector.broadcast(ByteVector.SPECIES_128, (byte) x);
    }

    static int extractLaneS(ByteVector x, int lane) {
        return x.lane(lane);
    }

    static int extractLaneU(ByteVector x, int lane) {
        return x.lane(lane) & 0xFF;
    }

    static ByteVector replaceLane(ByteVector x, int value, int lane) {
        return x.withLane(lane, (byte) value);
    }

    static ByteVector abs(ByteVector x) {
        return x.abs();
    }

    static ByteVector neg(ByteVector x) {
        return x.neg();
    }

    static int allTrue(ByteVector x) {
        return x.compare(VectorOperators.EQ, ZERO).toLong() == 0 ? 1 : 0;
    }

    static int bitmask(ByteVector x) {
        return (int) x.compare(VectorOperators.LT, Simd.opaqueZero()).toLong();
    }

    static ByteVector add(ByteVector x, ByteVector y) {
        return x.add(y);
    }

    static ByteVector sub(ByteVector x, ByteVector y) {
        return x.sub(y);
    }

    static ByteVector minS(ByteVector x, ByteVector y) {
        return x.min(y);
    }

    static ByteVector maxS(ByteVector x, ByteVector y) {
        return x.max(y);
    }

    /** There is no unsigned minimum: flipping the sign bits makes it a signed one. */
    static ByteVector minU(ByteVector x, ByteVector y) {
        return flip(flip(x).min(flip(y)));
    }

    static ByteVector maxU(ByteVector x, ByteVector y) {
        return flip(flip(x).max(flip(y)));
    }

    private static ByteVector flip(ByteVector x) {
        return x.lanewise(VectorOperators.XOR, SIGN);
    }

    /** The second operand is brought into the range in which the sum does not overflow. */
    static ByteVector addSatS(ByteVector x, ByteVector y) {
        ByteVector least = SIGN.sub(x.min(ZERO));
        ByteVector most = MAX.sub(x.max(ZERO));
        return x.add(y.max(least).min(most));
    }

    static ByteVector subSatS(ByteVector x, ByteVector y) {
        ByteVector least = x.max(ONES).sub(MAX);
        ByteVector most = x.min(ONES).sub(SIGN);
        return x.sub(y.max(least).min(most));
    }

    static ByteVector addSatU(ByteVector x, ByteVector y) {
        ByteVector most = flip(x.not());
        return x.add(flip(flip(y).min(most)));
    }

    static ByteVector subSatU(ByteVector x, ByteVector y) {
        ByteVector y1 = flip(y);
        return flip(x).max(y1).sub(y1);
    }

    static ByteVector swizzle(ByteVector x, ByteVector lanes) {
        return x.rearrange(lanes.toShuffle()).and(ltU(lanes, SIXTEEN));
    }

    /** Adds up neighbouring bits, then pairs, then nibbles. */
    static ByteVector popcnt(ByteVector x) {
        ByteVector pairs = x.sub(shrU(x, 1).and(ONES_01));
        ByteVector nibbles = pairs.and(ONES_0011).add(shrU(pairs, 2).and(ONES_0011));
        return nibbles.add(shrU(nibbles, 4)).and(ONES_00001111);
    }

    static ByteVector avgrU(ByteVector x, ByteVector y) {
        return x.or(y).sub(shrU(xor(x, y), 1));
    }

    /** There are no shifts of bytes: pairs of them are shifted, and bits that came from the neighbour cleared. */
    static ByteVector shl(ByteVector x, int count) {
        int bits = count & 7;
        return bytes(shorts(x).lanewise(VectorOperators.LSHL, bits)).and((byte) (0xFF << bits));
    }

    static ByteVector shrU(ByteVector x, int count) {
        int bits = count & 7;
        return bytes(shorts(x).lanewise(VectorOperators.ASHR, bits)).and((byte) (0xFF >>> bits));
    }

    /** Extends the sign bit from where it is after an unsigned shift. */
    static ByteVector shrS(ByteVector x, int count) {
        byte sign = (byte) (0x80 >>> (count & 7));
        return shrU(x, count).lanewise(VectorOperators.XOR, sign).sub(sign);
    }

    static ByteVector narrowI16x8S(ByteVector x, ByteVector y) {
        return join(fitS(shorts(x)), fitS(shorts(y)));
    }

    static ByteVector narrowI16x8U(ByteVector x, ByteVector y) {
        return join(fitU(shorts(x)), fitU(shorts(y)));
    }

    private static ShortVector fitS(ShortVector x) {
        return x.max(Byte.MIN_VALUE).min(Byte.MAX_VALUE);
    }

    private static ShortVector fitU(ShortVector x) {
        return x.max((short) 0).min((short) 0xFF);
    }

    /** The lower bytes of all lanes. */
    private static ByteVector join(ShortVector x, ShortVector y) {
        ShortVector alternating = x.and(LOWER_BYTES).or(y.lanewise(VectorOperators.LSHL, 8));
        return bytes(alternating).rearrange(EVEN_THEN_ODD);
    }
}

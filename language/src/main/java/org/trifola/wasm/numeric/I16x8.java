// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * Operators on vectors of eight 16-bit integers.
 *
 * <p>Specification: 4.3.5 "Vector Operations".
 */
public final class I16x8 {
    private static final int WIDTH = 16;

    private I16x8() {}

    /** {@code i16x8.splat}. */
    public static V128 splat(int x) {
        return Lanes.splat(WIDTH, x);
    }

    /** {@code i16x8.extract_lane_s}. */
    public static int extractLaneS(V128 x, int lane) {
        return x.i16(lane);
    }

    /** {@code i16x8.extract_lane_u}. */
    public static int extractLaneU(V128 x, int lane) {
        return Short.toUnsignedInt(x.i16(lane));
    }

    /** {@code i16x8.replace_lane}. */
    public static V128 replaceLane(V128 x, int value, int lane) {
        return x.withLane(WIDTH, lane, value);
    }

    /** {@code i16x8.eq}. */
    public static V128 eq(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::eq);
    }

    /** {@code i16x8.ne}. */
    public static V128 ne(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::ne);
    }

    /** {@code i16x8.lt_s}. */
    public static V128 ltS(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::ltS);
    }

    /** {@code i16x8.lt_u}. */
    public static V128 ltU(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::ltU);
    }

    /** {@code i16x8.gt_s}. */
    public static V128 gtS(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::gtS);
    }

    /** {@code i16x8.gt_u}. */
    public static V128 gtU(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::gtU);
    }

    /** {@code i16x8.le_s}. */
    public static V128 leS(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::leS);
    }

    /** {@code i16x8.le_u}. */
    public static V128 leU(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::leU);
    }

    /** {@code i16x8.ge_s}. */
    public static V128 geS(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::geS);
    }

    /** {@code i16x8.ge_u}. */
    public static V128 geU(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::geU);
    }

    /** {@code i16x8.abs}. */
    public static V128 abs(V128 x) {
        return Lanes.map(WIDTH, x, Math::abs);
    }

    /** {@code i16x8.neg}. */
    public static V128 neg(V128 x) {
        return Lanes.map(WIDTH, x, lane -> -lane);
    }

    /** {@code i16x8.all_true}. */
    public static int allTrue(V128 x) {
        return Lanes.allTrue(WIDTH, x);
    }

    /** {@code i16x8.bitmask}. */
    public static int bitmask(V128 x) {
        return Lanes.bitmask(WIDTH, x);
    }

    /** {@code i16x8.narrow_i32x4_s}. */
    public static V128 narrowI32x4S(V128 x, V128 y) {
        return Lanes.narrow(2 * WIDTH, x, y, I16x8::fitS);
    }

    /** {@code i16x8.narrow_i32x4_u}. */
    public static V128 narrowI32x4U(V128 x, V128 y) {
        return Lanes.narrow(2 * WIDTH, x, y, I16x8::fitU);
    }

    /** {@code i16x8.extend_low_i8x16_s}. */
    public static V128 extendLowI8x16S(V128 x) {
        return Lanes.extendS(WIDTH / 2, x.low());
    }

    /** {@code i16x8.extend_low_i8x16_u}. */
    public static V128 extendLowI8x16U(V128 x) {
        return Lanes.extendU(WIDTH / 2, x.low());
    }

    /** {@code i16x8.extend_high_i8x16_s}. */
    public static V128 extendHighI8x16S(V128 x) {
        return Lanes.extendS(WIDTH / 2, x.high());
    }

    /** {@code i16x8.extend_high_i8x16_u}. */
    public static V128 extendHighI8x16U(V128 x) {
        return Lanes.extendU(WIDTH / 2, x.high());
    }

    /** {@code i16x8.extadd_pairwise_i8x16_s}: the sums of neighbours. */
    public static V128 extaddPairwiseI8x16S(V128 x) {
        return Lanes.map(WIDTH, x, pair -> (byte) pair + (pair >> 8));
    }

    /** {@code i16x8.extadd_pairwise_i8x16_u}: the sums of neighbours. */
    public static V128 extaddPairwiseI8x16U(V128 x) {
        return Lanes.map(WIDTH, x, pair -> (pair & 0xFF) + (pair >> 8 & 0xFF));
    }

    /** {@code i16x8.extmul_low_i8x16_s}. */
    public static V128 extmulLowI8x16S(V128 x, V128 y) {
        return mul(extendLowI8x16S(x), extendLowI8x16S(y));
    }

    /** {@code i16x8.extmul_low_i8x16_u}. */
    public static V128 extmulLowI8x16U(V128 x, V128 y) {
        return mul(extendLowI8x16U(x), extendLowI8x16U(y));
    }

    /** {@code i16x8.extmul_high_i8x16_s}. */
    public static V128 extmulHighI8x16S(V128 x, V128 y) {
        return mul(extendHighI8x16S(x), extendHighI8x16S(y));
    }

    /** {@code i16x8.extmul_high_i8x16_u}. */
    public static V128 extmulHighI8x16U(V128 x, V128 y) {
        return mul(extendHighI8x16U(x), extendHighI8x16U(y));
    }

    /** {@code i16x8.shl} by the count modulo 16. */
    public static V128 shl(V128 x, int count) {
        return Lanes.map(WIDTH, x, lane -> lane << (count & WIDTH - 1));
    }

    /** {@code i16x8.shr_s} by the count modulo 16. */
    public static V128 shrS(V128 x, int count) {
        return Lanes.map(WIDTH, x, lane -> lane >> (count & WIDTH - 1));
    }

    /** {@code i16x8.shr_u} by the count modulo 16. */
    public static V128 shrU(V128 x, int count) {
        return Lanes.map(WIDTH, x, lane -> (lane & 0xFFFF) >>> (count & WIDTH - 1));
    }

    /** {@code i16x8.add}. */
    public static V128 add(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, I32::add);
    }

    /** {@code i16x8.add_sat_s}. */
    public static V128 addSatS(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> fitS(a + b));
    }

    /** {@code i16x8.add_sat_u}. */
    public static V128 addSatU(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> fitU((a & 0xFFFF) + (b & 0xFFFF)));
    }

    /** {@code i16x8.sub}. */
    public static V128 sub(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, I32::sub);
    }

    /** {@code i16x8.sub_sat_s}. */
    public static V128 subSatS(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> fitS(a - b));
    }

    /** {@code i16x8.sub_sat_u}. */
    public static V128 subSatU(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> fitU((a & 0xFFFF) - (b & 0xFFFF)));
    }

    /** {@code i16x8.mul}. */
    public static V128 mul(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, I32::mul);
    }

    /** {@code i16x8.q15mulr_sat_s}: the product of fixed-point numbers with 15 bits after the point, rounded. */
    public static V128 q15mulrSatS(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> fitS(a * b + 0x4000 >> 15));
    }

    /** {@code i16x8.min_s}. */
    public static V128 minS(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, Math::min);
    }

    /** {@code i16x8.min_u}. */
    public static V128 minU(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> I32.ltU(a, b) ? a : b);
    }

    /** {@code i16x8.max_s}. */
    public static V128 maxS(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, Math::max);
    }

    /** {@code i16x8.max_u}. */
    public static V128 maxU(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> I32.gtU(a, b) ? a : b);
    }

    /** {@code i16x8.avgr_u}: the average, rounded up. */
    public static V128 avgrU(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> (a & 0xFFFF) + (b & 0xFFFF) + 1 >> 1);
    }

    /** {@code i16x8.relaxed_dot_i8x16_i7x16_s}: the sums, with saturation, of the products of neighbours. */
    public static V128 relaxedDotI8x16I7x16S(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> fitS((byte) a * (byte) b + (a >> 8) * (b >> 8)));
    }

    /** The nearest signed number of this width. */
    private static int fitS(int x) {
        return Math.clamp(x, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /** The nearest unsigned number of this width. */
    private static int fitU(int x) {
        return Math.clamp(x, 0, 0xFFFF);
    }
}

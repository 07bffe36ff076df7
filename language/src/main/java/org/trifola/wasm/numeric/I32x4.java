// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * Operators on vectors of four 32-bit integers.
 *
 * <p>Specification: 4.3.5 "Vector Operations".
 */
public final class I32x4 {
    private static final int WIDTH = 32;

    private I32x4() {}

    /** {@code i32x4.splat}. */
    public static V128 splat(int x) {
        return Lanes.splat(WIDTH, x);
    }

    /** {@code i32x4.extract_lane}. */
    public static int extractLane(V128 x, int lane) {
        return x.i32(lane);
    }

    /** {@code i32x4.replace_lane}. */
    public static V128 replaceLane(V128 x, int value, int lane) {
        return x.withLane(WIDTH, lane, value);
    }

    /** {@code i32x4.eq}. */
    public static V128 eq(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::eq);
    }

    /** {@code i32x4.ne}. */
    public static V128 ne(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::ne);
    }

    /** {@code i32x4.lt_s}. */
    public static V128 ltS(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::ltS);
    }

    /** {@code i32x4.lt_u}. */
    public static V128 ltU(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::ltU);
    }

    /** {@code i32x4.gt_s}. */
    public static V128 gtS(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::gtS);
    }

    /** {@code i32x4.gt_u}. */
    public static V128 gtU(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::gtU);
    }

    /** {@code i32x4.le_s}. */
    public static V128 leS(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::leS);
    }

    /** {@code i32x4.le_u}. */
    public static V128 leU(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::leU);
    }

    /** {@code i32x4.ge_s}. */
    public static V128 geS(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::geS);
    }

    /** {@code i32x4.ge_u}. */
    public static V128 geU(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::geU);
    }

    /** {@code i32x4.abs}. */
    public static V128 abs(V128 x) {
        return Lanes.map(WIDTH, x, Math::abs);
    }

    /** {@code i32x4.neg}. */
    public static V128 neg(V128 x) {
        return Lanes.map(WIDTH, x, lane -> -lane);
    }

    /** {@code i32x4.all_true}. */
    public static int allTrue(V128 x) {
        return Lanes.allTrue(WIDTH, x);
    }

    /** {@code i32x4.bitmask}. */
    public static int bitmask(V128 x) {
        return Lanes.bitmask(WIDTH, x);
    }

    /** {@code i32x4.extend_low_i16x8_s}. */
    public static V128 extendLowI16x8S(V128 x) {
        return Lanes.extendS(WIDTH / 2, x.low());
    }

    /** {@code i32x4.extend_low_i16x8_u}. */
    public static V128 extendLowI16x8U(V128 x) {
        return Lanes.extendU(WIDTH / 2, x.low());
    }

    /** {@code i32x4.extend_high_i16x8_s}. */
    public static V128 extendHighI16x8S(V128 x) {
        return Lanes.extendS(WIDTH / 2, x.high());
    }

    /** {@code i32x4.extend_high_i16x8_u}. */
    public static V128 extendHighI16x8U(V128 x) {
        return Lanes.extendU(WIDTH / 2, x.high());
    }

    /** {@code i32x4.extadd_pairwise_i16x8_s}: the sums of neighbours. */
    public static V128 extaddPairwiseI16x8S(V128 x) {
        return Lanes.map(WIDTH, x, pair -> (short) pair + (pair >> 16));
    }

    /** {@code i32x4.extadd_pairwise_i16x8_u}: the sums of neighbours. */
    public static V128 extaddPairwiseI16x8U(V128 x) {
        return Lanes.map(WIDTH, x, pair -> (pair & 0xFFFF) + (pair >>> 16));
    }

    /** {@code i32x4.extmul_low_i16x8_s}. */
    public static V128 extmulLowI16x8S(V128 x, V128 y) {
        return mul(extendLowI16x8S(x), extendLowI16x8S(y));
    }

    /** {@code i32x4.extmul_low_i16x8_u}. */
    public static V128 extmulLowI16x8U(V128 x, V128 y) {
        return mul(extendLowI16x8U(x), extendLowI16x8U(y));
    }

    /** {@code i32x4.extmul_high_i16x8_s}. */
    public static V128 extmulHighI16x8S(V128 x, V128 y) {
        return mul(extendHighI16x8S(x), extendHighI16x8S(y));
    }

    /** {@code i32x4.extmul_high_i16x8_u}. */
    public static V128 extmulHighI16x8U(V128 x, V128 y) {
        return mul(extendHighI16x8U(x), extendHighI16x8U(y));
    }

    /** {@code i32x4.dot_i16x8_s}: the sums of the products of neighbours. */
    public static V128 dotI16x8S(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> (short) a * (short) b + (a >> 16) * (b >> 16));
    }

    /** {@code i32x4.relaxed_dot_i8x16_i7x16_add_s}: the sums of four products each and a third vector. */
    public static V128 relaxedDotI8x16I7x16AddS(V128 x, V128 y, V128 z) {
        return add(extaddPairwiseI16x8S(I16x8.relaxedDotI8x16I7x16S(x, y)), z);
    }

    /** {@code i32x4.shl} by the count modulo 32. */
    public static V128 shl(V128 x, int count) {
        return Lanes.map(WIDTH, x, lane -> lane << count);
    }

    /** {@code i32x4.shr_s} by the count modulo 32. */
    public static V128 shrS(V128 x, int count) {
        return Lanes.map(WIDTH, x, lane -> lane >> count);
    }

    /** {@code i32x4.shr_u} by the count modulo 32. */
    public static V128 shrU(V128 x, int count) {
        return Lanes.map(WIDTH, x, lane -> lane >>> count);
    }

    /** {@code i32x4.add}. */
    public static V128 add(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, I32::add);
    }

    /** {@code i32x4.sub}. */
    public static V128 sub(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, I32::sub);
    }

    /** {@code i32x4.mul}. */
    public static V128 mul(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, I32::mul);
    }

    /** {@code i32x4.min_s}. */
    public static V128 minS(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, Math::min);
    }

    /** {@code i32x4.min_u}. */
    public static V128 minU(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> I32.ltU(a, b) ? a : b);
    }

    /** {@code i32x4.max_s}. */
    public static V128 maxS(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, Math::max);
    }

    /** {@code i32x4.max_u}. */
    public static V128 maxU(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> I32.gtU(a, b) ? a : b);
    }

    /** {@code i32x4.trunc_sat_f32x4_s}. */
    public static V128 truncSatF32x4S(V128 x) {
        return Lanes.map(WIDTH, x, lane -> Conversions.i32TruncS(Float.intBitsToFloat(lane)));
    }

    /** {@code i32x4.trunc_sat_f32x4_u}. */
    public static V128 truncSatF32x4U(V128 x) {
        return Lanes.map(WIDTH, x, lane -> Conversions.i32TruncSatU(Float.intBitsToFloat(lane)));
    }

    /** {@code i32x4.trunc_sat_f64x2_s_zero}: two integers, then two zeros. */
    public static V128 truncSatF64x2SZero(V128 x) {
        return V128.of(Conversions.i32TruncS(x.f64(0)), Conversions.i32TruncS(x.f64(1)), 0, 0);
    }

    /** {@code i32x4.trunc_sat_f64x2_u_zero}: two integers, then two zeros. */
    public static V128 truncSatF64x2UZero(V128 x) {
        return V128.of(Conversions.i32TruncSatU(x.f64(0)), Conversions.i32TruncSatU(x.f64(1)), 0, 0);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * Operators on vectors of two 64-bit integers.
 *
 * <p>Specification: 4.3.5 "Vector Operations".
 */
public final class I64x2 {
    private I64x2() {}

    /** {@code i64x2.splat}. */
    public static V128 splat(long x) {
        return new V128(x, x);
    }

    /** {@code i64x2.extract_lane}. */
    public static long extractLane(V128 x, int lane) {
        return x.i64(lane);
    }

    /** {@code i64x2.replace_lane}. */
    public static V128 replaceLane(V128 x, long value, int lane) {
        return lane == 0 ? new V128(value, x.high()) : new V128(x.low(), value);
    }

    /** {@code i64x2.eq}. */
    public static V128 eq(V128 x, V128 y) {
        return new V128(ones(x.low() == y.low()), ones(x.high() == y.high()));
    }

    /** {@code i64x2.ne}. */
    public static V128 ne(V128 x, V128 y) {
        return new V128(ones(x.low() != y.low()), ones(x.high() != y.high()));
    }

    /** {@code i64x2.lt_s}. */
    public static V128 ltS(V128 x, V128 y) {
        return new V128(ones(x.low() < y.low()), ones(x.high() < y.high()));
    }

    /** {@code i64x2.gt_s}. */
    public static V128 gtS(V128 x, V128 y) {
        return new V128(ones(x.low() > y.low()), ones(x.high() > y.high()));
    }

    /** {@code i64x2.le_s}. */
    public static V128 leS(V128 x, V128 y) {
        return new V128(ones(x.low() <= y.low()), ones(x.high() <= y.high()));
    }

    /** {@code i64x2.ge_s}. */
    public static V128 geS(V128 x, V128 y) {
        return new V128(ones(x.low() >= y.low()), ones(x.high() >= y.high()));
    }

    private static long ones(boolean holds) {
        return holds ? -1 : 0;
    }

    /** {@code i64x2.abs}. */
    public static V128 abs(V128 x) {
        return new V128(Math.abs(x.low()), Math.abs(x.high()));
    }

    /** {@code i64x2.neg}. */
    public static V128 neg(V128 x) {
        return new V128(-x.low(), -x.high());
    }

    /** {@code i64x2.all_true}. */
    public static int allTrue(V128 x) {
        return x.low() != 0 && x.high() != 0 ? 1 : 0;
    }

    /** {@code i64x2.bitmask}. */
    public static int bitmask(V128 x) {
        return (int) (x.low() >>> 63 | x.high() >>> 62 & 2);
    }

    /** {@code i64x2.extend_low_i32x4_s}. */
    public static V128 extendLowI32x4S(V128 x) {
        return new V128(x.i32(0), x.i32(1));
    }

    /** {@code i64x2.extend_low_i32x4_u}. */
    public static V128 extendLowI32x4U(V128 x) {
        return new V128(Integer.toUnsignedLong(x.i32(0)), Integer.toUnsignedLong(x.i32(1)));
    }

    /** {@code i64x2.extend_high_i32x4_s}. */
    public static V128 extendHighI32x4S(V128 x) {
        return new V128(x.i32(2), x.i32(3));
    }

    /** {@code i64x2.extend_high_i32x4_u}. */
    public static V128 extendHighI32x4U(V128 x) {
        return new V128(Integer.toUnsignedLong(x.i32(2)), Integer.toUnsignedLong(x.i32(3)));
    }

    /** {@code i64x2.extmul_low_i32x4_s}. */
    public static V128 extmulLowI32x4S(V128 x, V128 y) {
        return mul(extendLowI32x4S(x), extendLowI32x4S(y));
    }

    /** {@code i64x2.extmul_low_i32x4_u}. */
    public static V128 extmulLowI32x4U(V128 x, V128 y) {
        return mul(extendLowI32x4U(x), extendLowI32x4U(y));
    }

    /** {@code i64x2.extmul_high_i32x4_s}. */
    public static V128 extmulHighI32x4S(V128 x, V128 y) {
        return mul(extendHighI32x4S(x), extendHighI32x4S(y));
    }

    /** {@code i64x2.extmul_high_i32x4_u}. */
    public static V128 extmulHighI32x4U(V128 x, V128 y) {
        return mul(extendHighI32x4U(x), extendHighI32x4U(y));
    }

    /** {@code i64x2.shl} by the count modulo 64. */
    public static V128 shl(V128 x, int count) {
        return new V128(x.low() << count, x.high() << count);
    }

    /** {@code i64x2.shr_s} by the count modulo 64. */
    public static V128 shrS(V128 x, int count) {
        return new V128(x.low() >> count, x.high() >> count);
    }

    /** {@code i64x2.shr_u} by the count modulo 64. */
    public static V128 shrU(V128 x, int count) {
        return new V128(x.low() >>> count, x.high() >>> count);
    }

    /** {@code i64x2.add}. */
    public static V128 add(V128 x, V128 y) {
        return new V128(x.low() + y.low(), x.high() + y.high());
    }

    /** {@code i64x2.sub}. */
    public static V128 sub(V128 x, V128 y) {
        return new V128(x.low() - y.low(), x.high() - y.high());
    }

    /** {@code i64x2.mul}. */
    public static V128 mul(V128 x, V128 y) {
        return new V128(x.low() * y.low(), x.high() * y.high());
    }
}

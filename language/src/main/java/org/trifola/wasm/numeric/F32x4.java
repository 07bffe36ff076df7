// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * Operators on vectors of four 32-bit floating-point numbers; what happens in a lane is said in {@link F32}.
 *
 * <p>Specification: 4.3.5 "Vector Operations". The relaxed operators are those of the deterministic profile.
 */
public final class F32x4 {
    private F32x4() {}

    private interface Unary {
        float apply(float x);
    }

    private interface Binary {
        float apply(float x, float y);
    }

    private interface Relation {
        boolean test(float x, float y);
    }

    private static V128 map(V128 x, Unary operator) {
        return of(
                operator.apply(x.f32(0)), operator.apply(x.f32(1)), operator.apply(x.f32(2)), operator.apply(x.f32(3)));
    }

    private static V128 map(V128 x, V128 y, Binary operator) {
        return of(
                operator.apply(x.f32(0), y.f32(0)),
                operator.apply(x.f32(1), y.f32(1)),
                operator.apply(x.f32(2), y.f32(2)),
                operator.apply(x.f32(3), y.f32(3)));
    }

    private static V128 compare(V128 x, V128 y, Relation relation) {
        return V128.of(
                relation.test(x.f32(0), y.f32(0)) ? -1 : 0,
                relation.test(x.f32(1), y.f32(1)) ? -1 : 0,
                relation.test(x.f32(2), y.f32(2)) ? -1 : 0,
                relation.test(x.f32(3), y.f32(3)) ? -1 : 0);
    }

    private static V128 of(float lane0, float lane1, float lane2, float lane3) {
        return V128.of(
                Float.floatToRawIntBits(lane0),
                Float.floatToRawIntBits(lane1),
                Float.floatToRawIntBits(lane2),
                Float.floatToRawIntBits(lane3));
    }

    /** {@code f32x4.eq}. */
    public static V128 eq(V128 x, V128 y) {
        return compare(x, y, F32::eq);
    }

    /** {@code f32x4.ne}. */
    public static V128 ne(V128 x, V128 y) {
        return compare(x, y, F32::ne);
    }

    /** {@code f32x4.lt}. */
    public static V128 lt(V128 x, V128 y) {
        return compare(x, y, F32::lt);
    }

    /** {@code f32x4.gt}. */
    public static V128 gt(V128 x, V128 y) {
        return compare(x, y, F32::gt);
    }

    /** {@code f32x4.le}. */
    public static V128 le(V128 x, V128 y) {
        return compare(x, y, F32::le);
    }

    /** {@code f32x4.ge}. */
    public static V128 ge(V128 x, V128 y) {
        return compare(x, y, F32::ge);
    }

    /** {@code f32x4.abs}. */
    public static V128 abs(V128 x) {
        return map(x, F32::abs);
    }

    /** {@code f32x4.neg}. */
    public static V128 neg(V128 x) {
        return map(x, F32::neg);
    }

    /** {@code f32x4.sqrt}. */
    public static V128 sqrt(V128 x) {
        return map(x, F32::sqrt);
    }

    /** {@code f32x4.ceil}. */
    public static V128 ceil(V128 x) {
        return map(x, F32::ceil);
    }

    /** {@code f32x4.floor}. */
    public static V128 floor(V128 x) {
        return map(x, F32::floor);
    }

    /** {@code f32x4.trunc}. */
    public static V128 trunc(V128 x) {
        return map(x, F32::trunc);
    }

    /** {@code f32x4.nearest}. */
    public static V128 nearest(V128 x) {
        return map(x, F32::nearest);
    }

    /** {@code f32x4.add}. */
    public static V128 add(V128 x, V128 y) {
        return map(x, y, F32::add);
    }

    /** {@code f32x4.sub}. */
    public static V128 sub(V128 x, V128 y) {
        return map(x, y, F32::sub);
    }

    /** {@code f32x4.mul}. */
    public static V128 mul(V128 x, V128 y) {
        return map(x, y, F32::mul);
    }

    /** {@code f32x4.div}. */
    public static V128 div(V128 x, V128 y) {
        return map(x, y, F32::div);
    }

    /** {@code f32x4.min}. */
    public static V128 min(V128 x, V128 y) {
        return map(x, y, F32::min);
    }

    /** {@code f32x4.max}. */
    public static V128 max(V128 x, V128 y) {
        return map(x, y, F32::max);
    }

    /** {@code f32x4.pmin}: the second number where it is smaller, else the first, even if that is a NaN. */
    public static V128 pmin(V128 x, V128 y) {
        return map(x, y, (a, b) -> b < a ? b : a);
    }

    /** {@code f32x4.pmax}: the second number where it is larger, else the first, even if that is a NaN. */
    public static V128 pmax(V128 x, V128 y) {
        return map(x, y, (a, b) -> a < b ? b : a);
    }

    /** {@code f32x4.relaxed_madd}: the product of two vectors plus the third, both rounded. */
    public static V128 relaxedMadd(V128 x, V128 y, V128 z) {
        return add(mul(x, y), z);
    }

    /** {@code f32x4.relaxed_nmadd}: the third vector minus the product of the others, both rounded. */
    public static V128 relaxedNmadd(V128 x, V128 y, V128 z) {
        return add(mul(neg(x), y), z);
    }

    /** {@code f32x4.convert_i32x4_s}. */
    public static V128 convertI32x4S(V128 x) {
        return of(
                Conversions.f32ConvertI32S(x.i32(0)),
                Conversions.f32ConvertI32S(x.i32(1)),
                Conversions.f32ConvertI32S(x.i32(2)),
                Conversions.f32ConvertI32S(x.i32(3)));
    }

    /** {@code f32x4.convert_i32x4_u}. */
    public static V128 convertI32x4U(V128 x) {
        return of(
                Conversions.f32ConvertI32U(x.i32(0)),
                Conversions.f32ConvertI32U(x.i32(1)),
                Conversions.f32ConvertI32U(x.i32(2)),
                Conversions.f32ConvertI32U(x.i32(3)));
    }

    /** {@code f32x4.demote_f64x2_zero}: two numbers, then two zeros. */
    public static V128 demoteF64x2Zero(V128 x) {
        return of(Conversions.f32DemoteF64(x.f64(0)), Conversions.f32DemoteF64(x.f64(1)), 0, 0);
    }
}

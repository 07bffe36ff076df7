// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * Operators on vectors of two 64-bit floating-point numbers; what happens in a lane is said in {@link F64}.
 *
 * <p>Specification: 4.3.5 "Vector Operations". The relaxed operators are those of the deterministic profile.
 */
public final class F64x2 {
    private F64x2() {}

    private interface Unary {
        double apply(double x);
    }

    private interface Binary {
        double apply(double x, double y);
    }

    private interface Relation {
        boolean test(double x, double y);
    }

    private static V128 map(V128 x, Unary operator) {
        return of(operator.apply(x.f64(0)), operator.apply(x.f64(1)));
    }

    private static V128 map(V128 x, V128 y, Binary operator) {
        return of(operator.apply(x.f64(0), y.f64(0)), operator.apply(x.f64(1), y.f64(1)));
    }

    private static V128 compare(V128 x, V128 y, Relation relation) {
        return new V128(relation.test(x.f64(0), y.f64(0)) ? -1 : 0, relation.test(x.f64(1), y.f64(1)) ? -1 : 0);
    }

    private static V128 of(double lane0, double lane1) {
        return new V128(Double.doubleToRawLongBits(lane0), Double.doubleToRawLongBits(lane1));
    }

    /** {@code f64x2.eq}. */
    public static V128 eq(V128 x, V128 y) {
        return compare(x, y, F64::eq);
    }

    /** {@code f64x2.ne}. */
    public static V128 ne(V128 x, V128 y) {
        return compare(x, y, F64::ne);
    }

    /** {@code f64x2.lt}. */
    public static V128 lt(V128 x, V128 y) {
        return compare(x, y, F64::lt);
    }

    /** {@code f64x2.gt}. */
    public static V128 gt(V128 x, V128 y) {
        return compare(x, y, F64::gt);
    }

    /** {@code f64x2.le}. */
    public static V128 le(V128 x, V128 y) {
        return compare(x, y, F64::le);
    }

    /** {@code f64x2.ge}. */
    public static V128 ge(V128 x, V128 y) {
        return compare(x, y, F64::ge);
    }

    /** {@code f64x2.abs}. */
    public static V128 abs(V128 x) {
        return map(x, F64::abs);
    }

    /** {@code f64x2.neg}. */
    public static V128 neg(V128 x) {
        return map(x, F64::neg);
    }

    /** {@code f64x2.sqrt}. */
    public static V128 sqrt(V128 x) {
        return map(x, F64::sqrt);
    }

    /** {@code f64x2.ceil}. */
    public static V128 ceil(V128 x) {
        return map(x, F64::ceil);
    }

    /** {@code f64x2.floor}. */
    public static V128 floor(V128 x) {
        return map(x, F64::floor);
    }

    /** {@code f64x2.trunc}. */
    public static V128 trunc(V128 x) {
        return map(x, F64::trunc);
    }

    /** {@code f64x2.nearest}. */
    public static V128 nearest(V128 x) {
        return map(x, F64::nearest);
    }

    /** {@code f64x2.add}. */
    public static V128 add(V128 x, V128 y) {
        return map(x, y, F64::add);
    }

    /** {@code f64x2.sub}. */
    public static V128 sub(V128 x, V128 y) {
        return map(x, y, F64::sub);
    }

    /** {@code f64x2.mul}. */
    public static V128 mul(V128 x, V128 y) {
        return map(x, y, F64::mul);
    }

    /** {@code f64x2.div}. */
    public static V128 div(V128 x, V128 y) {
        return map(x, y, F64::div);
    }

    /** {@code f64x2.min}. */
    public static V128 min(V128 x, V128 y) {
        return map(x, y, F64::min);
    }

    /** {@code f64x2.max}. */
    public static V128 max(V128 x, V128 y) {
        return map(x, y, F64::max);
    }

    /** {@code f64x2.pmin}: the second number where it is smaller, else the first, even if that is a NaN. */
    public static V128 pmin(V128 x, V128 y) {
        return map(x, y, (a, b) -> b < a ? b : a);
    }

    /** {@code f64x2.pmax}: the second number where it is larger, else the first, even if that is a NaN. */
    public static V128 pmax(V128 x, V128 y) {
        return map(x, y, (a, b) -> a < b ? b : a);
    }

    /** {@code f64x2.relaxed_madd}: the product of two vectors plus the third, both rounded. */
    public static V128 relaxedMadd(V128 x, V128 y, V128 z) {
        return add(mul(x, y), z);
    }

    /** {@code f64x2.relaxed_nmadd}: the third vector minus the product of the others, both rounded. */
    public static V128 relaxedNmadd(V128 x, V128 y, V128 z) {
        return add(mul(neg(x), y), z);
    }

    /** {@code f64x2.convert_low_i32x4_s}. */
    public static V128 convertLowI32x4S(V128 x) {
        return of(Conversions.f64ConvertI32S(x.i32(0)), Conversions.f64ConvertI32S(x.i32(1)));
    }

    /** {@code f64x2.convert_low_i32x4_u}. */
    public static V128 convertLowI32x4U(V128 x) {
        return of(Conversions.f64ConvertI32U(x.i32(0)), Conversions.f64ConvertI32U(x.i32(1)));
    }

    /** {@code f64x2.promote_low_f32x4}. */
    public static V128 promoteLowF32x4(V128 x) {
        return of(Conversions.f64PromoteF32(x.f32(0)), Conversions.f64PromoteF32(x.f32(1)));
    }
}

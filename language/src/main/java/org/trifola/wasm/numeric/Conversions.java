// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * Conversions between number types, named {@code targetOperatorSource} after the instruction.
 *
 * <p>{@code trunc} is partial: it is defined where the {@code fits} test of its target holds, which is never true for a
 * NaN; {@code truncSat} is total. An f32 operand is widened first, which is exact. Specification: 4.3.4 "Conversions".
 */
public final class Conversions {
    private static final double TWO_31 = 0x1p31;
    private static final double TWO_32 = 0x1p32;
    private static final double TWO_63 = 0x1p63;
    private static final double TWO_64 = 0x1p64;

    private Conversions() {}

    /** {@code i32.wrap_i64}. */
    public static int i32WrapI64(long x) {
        return (int) x;
    }

    /** {@code i64.extend_i32_s}. */
    public static long i64ExtendI32S(int x) {
        return x;
    }

    /** {@code i64.extend_i32_u}. */
    public static long i64ExtendI32U(int x) {
        return x & 0xFFFF_FFFFL;
    }

    /** Whether truncation to a signed 32-bit integer gives one. */
    public static boolean fitsI32S(double x) {
        return x > -TWO_31 - 1 && x < TWO_31;
    }

    /** Whether truncation to an unsigned 32-bit integer gives one. */
    public static boolean fitsI32U(double x) {
        return x > -1 && x < TWO_32;
    }

    /** Whether truncation to a signed 64-bit integer gives one. */
    public static boolean fitsI64S(double x) {
        return x >= -TWO_63 && x < TWO_63;
    }

    /** Whether truncation to an unsigned 64-bit integer gives one. */
    public static boolean fitsI64U(double x) {
        return x > -1 && x < TWO_64;
    }

    /** {@code i32.trunc_f64_s} (and {@code _f32_s}) where {@link #fitsI32S}, {@code i32.trunc_sat_…} everywhere. */
    public static int i32TruncS(double x) {
        return (int) x;
    }

    /** {@code i32.trunc_f64_u} (and {@code _f32_u}) where {@link #fitsI32U}. */
    public static int i32TruncU(double x) {
        return (int) (long) x;
    }

    /** {@code i32.trunc_sat_f64_u} (and {@code _f32_u}). */
    public static int i32TruncSatU(double x) {
        return x >= TWO_32 ? -1 : x > 0 ? (int) (long) x : 0;
    }

    /** {@code i64.trunc_f64_s} (and {@code _f32_s}) where {@link #fitsI64S}, {@code i64.trunc_sat_…} everywhere. */
    public static long i64TruncS(double x) {
        return (long) x;
    }

    /** {@code i64.trunc_f64_u} (and {@code _f32_u}) where {@link #fitsI64U}. */
    public static long i64TruncU(double x) {
        return x < TWO_63 ? (long) x : (long) (x - TWO_63) ^ Long.MIN_VALUE;
    }

    /** {@code i64.trunc_sat_f64_u} (and {@code _f32_u}). */
    public static long i64TruncSatU(double x) {
        return x >= TWO_64 ? -1 : x > 0 ? i64TruncU(x) : 0;
    }

    /** {@code f32.convert_i32_s}. */
    public static float f32ConvertI32S(int x) {
        return x;
    }

    /** {@code f32.convert_i32_u}. */
    public static float f32ConvertI32U(int x) {
        return x & 0xFFFF_FFFFL;
    }

    /** {@code f32.convert_i64_s}. */
    public static float f32ConvertI64S(long x) {
        return x;
    }

    /** {@code f32.convert_i64_u}: halves a large number, keeping the lost bit sticky so that it rounds once. */
    public static float f32ConvertI64U(long x) {
        return x >= 0 ? x : (float) (x >>> 1 | x & 1) * 2;
    }

    /** {@code f32.demote_f64}. */
    public static float f32DemoteF64(double x) {
        return (float) x;
    }

    /** {@code f64.convert_i32_s}. */
    public static double f64ConvertI32S(int x) {
        return x;
    }

    /** {@code f64.convert_i32_u}. */
    public static double f64ConvertI32U(int x) {
        return x & 0xFFFF_FFFFL;
    }

    /** {@code f64.convert_i64_s}. */
    public static double f64ConvertI64S(long x) {
        return x;
    }

    /** {@code f64.convert_i64_u}: see {@link #f32ConvertI64U}. */
    public static double f64ConvertI64U(long x) {
        return x >= 0 ? x : (double) (x >>> 1 | x & 1) * 2;
    }

    /** {@code f64.promote_f32}. */
    public static double f64PromoteF32(float x) {
        return x;
    }

    /** {@code i32.reinterpret_f32}. */
    public static int i32ReinterpretF32(float x) {
        return Float.floatToRawIntBits(x);
    }

    /** {@code i64.reinterpret_f64}. */
    public static long i64ReinterpretF64(double x) {
        return Double.doubleToRawLongBits(x);
    }

    /** {@code f32.reinterpret_i32}. */
    public static float f32ReinterpretI32(int x) {
        return Float.intBitsToFloat(x);
    }

    /** {@code f64.reinterpret_i64}. */
    public static double f64ReinterpretI64(long x) {
        return Double.longBitsToDouble(x);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.numeric.Conversions;
import org.trifola.wasm.numeric.I31;
import org.trifola.wasm.numeric.I32;
import org.trifola.wasm.numeric.I64;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;

/**
 * Operators for compiled methods that the machine does not have, or not with WebAssembly's traps; named after the
 * instructions.
 *
 * <p>Specification: 4.3 "Numerics", 4.4 "Instructions".
 */
public final class Operators {
    private Operators() {}

    /** {@code unreachable}: what to throw. */
    public static RuntimeException unreachable() {
        return Backtrace.trap(TrapKind.UNREACHABLE);
    }

    /** {@code ref.as_non_null}. */
    public static Object nonNull(@Nullable Object reference) {
        if (reference == null) {
            throw Backtrace.trap(TrapKind.NULL_REFERENCE);
        }
        return reference;
    }

    /** The structure of a reference. */
    public static Object nonNullStruct(@Nullable Object reference) {
        if (reference == null) {
            throw Backtrace.trap(TrapKind.NULL_STRUCTURE_REFERENCE);
        }
        return reference;
    }

    /** The descriptor of a reference to one. */
    public static Object nonNullDescriptor(@Nullable Object reference) {
        if (reference == null) {
            throw Backtrace.trap(TrapKind.NULL_DESCRIPTOR_REFERENCE);
        }
        return reference;
    }

    /** {@code ref.cast_desc_eq}: what to throw. */
    public static RuntimeException descriptorCastFailure() {
        return Backtrace.trap(TrapKind.DESCRIPTOR_CAST_FAILURE);
    }

    /** {@code ref.cast}: what to throw. */
    public static RuntimeException castFailure() {
        return Backtrace.trap(TrapKind.CAST_FAILURE);
    }

    /** {@code i31.get_s}. */
    public static int i31GetS(@Nullable Object reference) {
        if (reference == null) {
            throw Backtrace.trap(TrapKind.NULL_I31_REFERENCE);
        }
        return (int) reference;
    }

    /** {@code i31.get_u}. */
    public static int i31GetU(@Nullable Object reference) {
        return I31.unsigned(i31GetS(reference));
    }

    /** {@code select} of i32 operands. */
    public static int select(int x, int y, int condition) {
        return condition != 0 ? x : y;
    }

    /** {@code select} of i64 operands. */
    public static long select(long x, long y, int condition) {
        return condition != 0 ? x : y;
    }

    /** {@code select} of f32 operands. */
    public static float select(float x, float y, int condition) {
        return condition != 0 ? x : y;
    }

    /** {@code select} of f64 operands. */
    public static double select(double x, double y, int condition) {
        return condition != 0 ? x : y;
    }

    /** {@code select} of references. */
    public static @Nullable Object select(@Nullable Object x, @Nullable Object y, int condition) {
        return condition != 0 ? x : y;
    }

    /** {@code i32.div_s}, which traps for a zero divisor and a quotient that does not fit. */
    public static int i32DivS(int x, int y) {
        if (y == 0) {
            throw divideByZero();
        }
        if (I32.divSOverflows(x, y)) {
            throw Backtrace.trap(TrapKind.INTEGER_OVERFLOW);
        }
        return I32.divS(x, y);
    }

    /** {@code i32.div_u}, which traps for a zero divisor. */
    public static int i32DivU(int x, int y) {
        if (y == 0) {
            throw divideByZero();
        }
        return I32.divU(x, y);
    }

    /** {@code i32.rem_s}, which traps for a zero divisor. */
    public static int i32RemS(int x, int y) {
        if (y == 0) {
            throw divideByZero();
        }
        return I32.remS(x, y);
    }

    /** {@code i32.rem_u}, which traps for a zero divisor. */
    public static int i32RemU(int x, int y) {
        if (y == 0) {
            throw divideByZero();
        }
        return I32.remU(x, y);
    }

    /** {@code i64.div_s}, which traps for a zero divisor and a quotient that does not fit. */
    public static long i64DivS(long x, long y) {
        if (y == 0) {
            throw divideByZero();
        }
        if (I64.divSOverflows(x, y)) {
            throw Backtrace.trap(TrapKind.INTEGER_OVERFLOW);
        }
        return I64.divS(x, y);
    }

    /** {@code i64.div_u}, which traps for a zero divisor. */
    public static long i64DivU(long x, long y) {
        if (y == 0) {
            throw divideByZero();
        }
        return I64.divU(x, y);
    }

    /** {@code i64.rem_s}, which traps for a zero divisor. */
    public static long i64RemS(long x, long y) {
        if (y == 0) {
            throw divideByZero();
        }
        return I64.remS(x, y);
    }

    /** {@code i64.rem_u}, which traps for a zero divisor. */
    public static long i64RemU(long x, long y) {
        if (y == 0) {
            throw divideByZero();
        }
        return I64.remU(x, y);
    }

    private static Trap divideByZero() {
        return Backtrace.trap(TrapKind.INTEGER_DIVIDE_BY_ZERO);
    }

    private static Trap unfit(double x) {
        return Backtrace.trap(Double.isNaN(x) ? TrapKind.INVALID_CONVERSION : TrapKind.INTEGER_OVERFLOW);
    }

    /** {@code i32.trunc_f32_s}, which traps for what does not fit. */
    public static int i32TruncF32S(float x) {
        if (!Conversions.fitsI32S(x)) {
            throw unfit(x);
        }
        return Conversions.i32TruncS(x);
    }

    /** {@code i32.trunc_sat_f32_s}. */
    public static int i32TruncSatF32S(float x) {
        return Conversions.i32TruncS(x);
    }

    /** {@code i32.trunc_f32_u}, which traps for what does not fit. */
    public static int i32TruncF32U(float x) {
        if (!Conversions.fitsI32U(x)) {
            throw unfit(x);
        }
        return Conversions.i32TruncU(x);
    }

    /** {@code i32.trunc_sat_f32_u}. */
    public static int i32TruncSatF32U(float x) {
        return Conversions.i32TruncSatU(x);
    }

    /** {@code i32.trunc_f64_s}, which traps for what does not fit. */
    public static int i32TruncF64S(double x) {
        if (!Conversions.fitsI32S(x)) {
            throw unfit(x);
        }
        return Conversions.i32TruncS(x);
    }

    /** {@code i32.trunc_sat_f64_s}. */
    public static int i32TruncSatF64S(double x) {
        return Conversions.i32TruncS(x);
    }

    /** {@code i32.trunc_f64_u}, which traps for what does not fit. */
    public static int i32TruncF64U(double x) {
        if (!Conversions.fitsI32U(x)) {
            throw unfit(x);
        }
        return Conversions.i32TruncU(x);
    }

    /** {@code i32.trunc_sat_f64_u}. */
    public static int i32TruncSatF64U(double x) {
        return Conversions.i32TruncSatU(x);
    }

    /** {@code i64.trunc_f32_s}, which traps for what does not fit. */
    public static long i64TruncF32S(float x) {
        if (!Conversions.fitsI64S(x)) {
            throw unfit(x);
        }
        return Conversions.i64TruncS(x);
    }

    /** {@code i64.trunc_sat_f32_s}. */
    public static long i64TruncSatF32S(float x) {
        return Conversions.i64TruncS(x);
    }

    /** {@code i64.trunc_f32_u}, which traps for what does not fit. */
    public static long i64TruncF32U(float x) {
        if (!Conversions.fitsI64U(x)) {
            throw unfit(x);
        }
        return Conversions.i64TruncU(x);
    }

    /** {@code i64.trunc_sat_f32_u}. */
    public static long i64TruncSatF32U(float x) {
        return Conversions.i64TruncSatU(x);
    }

    /** {@code i64.trunc_f64_s}, which traps for what does not fit. */
    public static long i64TruncF64S(double x) {
        if (!Conversions.fitsI64S(x)) {
            throw unfit(x);
        }
        return Conversions.i64TruncS(x);
    }

    /** {@code i64.trunc_sat_f64_s}. */
    public static long i64TruncSatF64S(double x) {
        return Conversions.i64TruncS(x);
    }

    /** {@code i64.trunc_f64_u}, which traps for what does not fit. */
    public static long i64TruncF64U(double x) {
        if (!Conversions.fitsI64U(x)) {
            throw unfit(x);
        }
        return Conversions.i64TruncU(x);
    }

    /** {@code i64.trunc_sat_f64_u}. */
    public static long i64TruncSatF64U(double x) {
        return Conversions.i64TruncSatU(x);
    }

    /** {@code f32.convert_i32_u}. */
    public static float f32ConvertI32U(int x) {
        return Conversions.f32ConvertI32U(x);
    }

    /** {@code f32.convert_i64_u}. */
    public static float f32ConvertI64U(long x) {
        return Conversions.f32ConvertI64U(x);
    }

    /** {@code f64.convert_i32_u}. */
    public static double f64ConvertI32U(int x) {
        return Conversions.f64ConvertI32U(x);
    }

    /** {@code f64.convert_i64_u}. */
    public static double f64ConvertI64U(long x) {
        return Conversions.f64ConvertI64U(x);
    }

    /** {@code i32.reinterpret_f32}: the bits, those of NaN too. */
    public static int i32ReinterpretF32(float x) {
        return Conversions.i32ReinterpretF32(x);
    }

    /** {@code i64.reinterpret_f64}: the bits, those of NaN too. */
    public static long i64ReinterpretF64(double x) {
        return Conversions.i64ReinterpretF64(x);
    }

    /** {@code f32.reinterpret_i32}. */
    public static float f32ReinterpretI32(int x) {
        return Conversions.f32ReinterpretI32(x);
    }

    /** {@code f64.reinterpret_i64}. */
    public static double f64ReinterpretI64(long x) {
        return Conversions.f64ReinterpretI64(x);
    }
}

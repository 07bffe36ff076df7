// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.numeric;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.UnaryF32Node;
import org.trifola.wasm.nodes.UnaryF64Node;
import org.trifola.wasm.nodes.UnaryI32Node;
import org.trifola.wasm.nodes.UnaryI64Node;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.numeric.Conversions;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;

/** Conversions between number types; their meaning is in {@link Conversions}. */
public final class ConversionNodes {
    private ConversionNodes() {}

    /** {@code i32.wrap_i64}. */
    public static final class I32WrapI64 extends UnaryI64Node {
        public I32WrapI64(ExpressionNode operand) {
            super(ValueKind.I32, operand);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return Conversions.i32WrapI64(operand(frame, instance));
        }
    }

    /** {@code i64.extend_i32_s}. */
    public static final class I64ExtendI32S extends UnaryI32Node {
        public I64ExtendI32S(ExpressionNode operand) {
            super(ValueKind.I64, operand);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return Conversions.i64ExtendI32S(operand(frame, instance));
        }
    }

    /** {@code i64.extend_i32_u}. */
    public static final class I64ExtendI32U extends UnaryI32Node {
        public I64ExtendI32U(ExpressionNode operand) {
            super(ValueKind.I64, operand);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return Conversions.i64ExtendI32U(operand(frame, instance));
        }
    }

    /** {@code f32.convert_i32_s}. */
    public static final class F32ConvertI32S extends UnaryI32Node {
        public F32ConvertI32S(ExpressionNode operand) {
            super(ValueKind.F32, operand);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return Conversions.f32ConvertI32S(operand(frame, instance));
        }
    }

    /** {@code f32.convert_i32_u}. */
    public static final class F32ConvertI32U extends UnaryI32Node {
        public F32ConvertI32U(ExpressionNode operand) {
            super(ValueKind.F32, operand);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return Conversions.f32ConvertI32U(operand(frame, instance));
        }
    }

    /** {@code f32.convert_i64_s}. */
    public static final class F32ConvertI64S extends UnaryI64Node {
        public F32ConvertI64S(ExpressionNode operand) {
            super(ValueKind.F32, operand);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return Conversions.f32ConvertI64S(operand(frame, instance));
        }
    }

    /** {@code f32.convert_i64_u}. */
    public static final class F32ConvertI64U extends UnaryI64Node {
        public F32ConvertI64U(ExpressionNode operand) {
            super(ValueKind.F32, operand);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return Conversions.f32ConvertI64U(operand(frame, instance));
        }
    }

    /** {@code f32.demote_f64}. */
    public static final class F32DemoteF64 extends UnaryF64Node {
        public F32DemoteF64(ExpressionNode operand) {
            super(ValueKind.F32, operand);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return Conversions.f32DemoteF64(operand(frame, instance));
        }
    }

    /** {@code f64.convert_i32_s}. */
    public static final class F64ConvertI32S extends UnaryI32Node {
        public F64ConvertI32S(ExpressionNode operand) {
            super(ValueKind.F64, operand);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return Conversions.f64ConvertI32S(operand(frame, instance));
        }
    }

    /** {@code f64.convert_i32_u}. */
    public static final class F64ConvertI32U extends UnaryI32Node {
        public F64ConvertI32U(ExpressionNode operand) {
            super(ValueKind.F64, operand);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return Conversions.f64ConvertI32U(operand(frame, instance));
        }
    }

    /** {@code f64.convert_i64_s}. */
    public static final class F64ConvertI64S extends UnaryI64Node {
        public F64ConvertI64S(ExpressionNode operand) {
            super(ValueKind.F64, operand);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return Conversions.f64ConvertI64S(operand(frame, instance));
        }
    }

    /** {@code f64.convert_i64_u}. */
    public static final class F64ConvertI64U extends UnaryI64Node {
        public F64ConvertI64U(ExpressionNode operand) {
            super(ValueKind.F64, operand);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return Conversions.f64ConvertI64U(operand(frame, instance));
        }
    }

    /** {@code f64.promote_f32}. */
    public static final class F64PromoteF32 extends UnaryF32Node {
        public F64PromoteF32(ExpressionNode operand) {
            super(ValueKind.F64, operand);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return Conversions.f64PromoteF32(operand(frame, instance));
        }
    }

    /** {@code i32.reinterpret_f32}. */
    public static final class I32ReinterpretF32 extends UnaryF32Node {
        public I32ReinterpretF32(ExpressionNode operand) {
            super(ValueKind.I32, operand);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return Conversions.i32ReinterpretF32(operand(frame, instance));
        }
    }

    /** {@code i64.reinterpret_f64}. */
    public static final class I64ReinterpretF64 extends UnaryF64Node {
        public I64ReinterpretF64(ExpressionNode operand) {
            super(ValueKind.I64, operand);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return Conversions.i64ReinterpretF64(operand(frame, instance));
        }
    }

    /** {@code f32.reinterpret_i32}. */
    public static final class F32ReinterpretI32 extends UnaryI32Node {
        public F32ReinterpretI32(ExpressionNode operand) {
            super(ValueKind.F32, operand);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return Conversions.f32ReinterpretI32(operand(frame, instance));
        }
    }

    /** {@code f64.reinterpret_i64}. */
    public static final class F64ReinterpretI64 extends UnaryI64Node {
        public F64ReinterpretI64(ExpressionNode operand) {
            super(ValueKind.F64, operand);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return Conversions.f64ReinterpretI64(operand(frame, instance));
        }
    }

    /** {@code i32.trunc_sat_f32_s}. */
    public static final class I32TruncSatF32S extends UnaryF32Node {
        public I32TruncSatF32S(ExpressionNode operand) {
            super(ValueKind.I32, operand);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return Conversions.i32TruncS(operand(frame, instance));
        }
    }

    /** {@code i32.trunc_sat_f32_u}. */
    public static final class I32TruncSatF32U extends UnaryF32Node {
        public I32TruncSatF32U(ExpressionNode operand) {
            super(ValueKind.I32, operand);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return Conversions.i32TruncSatU(operand(frame, instance));
        }
    }

    /** {@code i32.trunc_sat_f64_s}. */
    public static final class I32TruncSatF64S extends UnaryF64Node {
        public I32TruncSatF64S(ExpressionNode operand) {
            super(ValueKind.I32, operand);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return Conversions.i32TruncS(operand(frame, instance));
        }
    }

    /** {@code i32.trunc_sat_f64_u}. */
    public static final class I32TruncSatF64U extends UnaryF64Node {
        public I32TruncSatF64U(ExpressionNode operand) {
            super(ValueKind.I32, operand);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return Conversions.i32TruncSatU(operand(frame, instance));
        }
    }

    /** {@code i64.trunc_sat_f32_s}. */
    public static final class I64TruncSatF32S extends UnaryF32Node {
        public I64TruncSatF32S(ExpressionNode operand) {
            super(ValueKind.I64, operand);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return Conversions.i64TruncS(operand(frame, instance));
        }
    }

    /** {@code i64.trunc_sat_f32_u}. */
    public static final class I64TruncSatF32U extends UnaryF32Node {
        public I64TruncSatF32U(ExpressionNode operand) {
            super(ValueKind.I64, operand);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return Conversions.i64TruncSatU(operand(frame, instance));
        }
    }

    /** {@code i64.trunc_sat_f64_s}. */
    public static final class I64TruncSatF64S extends UnaryF64Node {
        public I64TruncSatF64S(ExpressionNode operand) {
            super(ValueKind.I64, operand);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return Conversions.i64TruncS(operand(frame, instance));
        }
    }

    /** {@code i64.trunc_sat_f64_u}. */
    public static final class I64TruncSatF64U extends UnaryF64Node {
        public I64TruncSatF64U(ExpressionNode operand) {
            super(ValueKind.I64, operand);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return Conversions.i64TruncSatU(operand(frame, instance));
        }
    }

    /** A truncation of an f32, which traps where it is not defined. */
    private abstract static class TruncF32 extends UnaryF32Node implements StackFrame.OfNode {
        private final int offset;

        TruncF32(ValueKind kind, ExpressionNode operand, int offset) {
            super(kind, operand);
            this.offset = offset;
        }

        final void check(boolean defined, double x) {
            if (CompilerDirectives.injectBranchProbability(CompilerDirectives.SLOWPATH_PROBABILITY, !defined)) {
                throw Trap.create(Double.isNaN(x) ? TrapKind.INVALID_CONVERSION : TrapKind.INTEGER_OVERFLOW, this);
            }
        }

        @Override
        public final int offset() {
            return offset;
        }
    }

    /** A truncation of an f64, which traps where it is not defined. */
    private abstract static class TruncF64 extends UnaryF64Node implements StackFrame.OfNode {
        private final int offset;

        TruncF64(ValueKind kind, ExpressionNode operand, int offset) {
            super(kind, operand);
            this.offset = offset;
        }

        final void check(boolean defined, double x) {
            if (CompilerDirectives.injectBranchProbability(CompilerDirectives.SLOWPATH_PROBABILITY, !defined)) {
                throw Trap.create(Double.isNaN(x) ? TrapKind.INVALID_CONVERSION : TrapKind.INTEGER_OVERFLOW, this);
            }
        }

        @Override
        public final int offset() {
            return offset;
        }
    }

    /** {@code i32.trunc_f32_s}. */
    public static final class I32TruncF32S extends TruncF32 {
        public I32TruncF32S(ExpressionNode operand, int offset) {
            super(ValueKind.I32, operand, offset);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            double x = operand(frame, instance);
            check(Conversions.fitsI32S(x), x);
            return Conversions.i32TruncS(x);
        }
    }

    /** {@code i32.trunc_f32_u}. */
    public static final class I32TruncF32U extends TruncF32 {
        public I32TruncF32U(ExpressionNode operand, int offset) {
            super(ValueKind.I32, operand, offset);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            double x = operand(frame, instance);
            check(Conversions.fitsI32U(x), x);
            return Conversions.i32TruncU(x);
        }
    }

    /** {@code i32.trunc_f64_s}. */
    public static final class I32TruncF64S extends TruncF64 {
        public I32TruncF64S(ExpressionNode operand, int offset) {
            super(ValueKind.I32, operand, offset);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            double x = operand(frame, instance);
            check(Conversions.fitsI32S(x), x);
            return Conversions.i32TruncS(x);
        }
    }

    /** {@code i32.trunc_f64_u}. */
    public static final class I32TruncF64U extends TruncF64 {
        public I32TruncF64U(ExpressionNode operand, int offset) {
            super(ValueKind.I32, operand, offset);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            double x = operand(frame, instance);
            check(Conversions.fitsI32U(x), x);
            return Conversions.i32TruncU(x);
        }
    }

    /** {@code i64.trunc_f32_s}. */
    public static final class I64TruncF32S extends TruncF32 {
        public I64TruncF32S(ExpressionNode operand, int offset) {
            super(ValueKind.I64, operand, offset);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            double x = operand(frame, instance);
            check(Conversions.fitsI64S(x), x);
            return Conversions.i64TruncS(x);
        }
    }

    /** {@code i64.trunc_f32_u}. */
    public static final class I64TruncF32U extends TruncF32 {
        public I64TruncF32U(ExpressionNode operand, int offset) {
            super(ValueKind.I64, operand, offset);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            double x = operand(frame, instance);
            check(Conversions.fitsI64U(x), x);
            return Conversions.i64TruncU(x);
        }
    }

    /** {@code i64.trunc_f64_s}. */
    public static final class I64TruncF64S extends TruncF64 {
        public I64TruncF64S(ExpressionNode operand, int offset) {
            super(ValueKind.I64, operand, offset);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            double x = operand(frame, instance);
            check(Conversions.fitsI64S(x), x);
            return Conversions.i64TruncS(x);
        }
    }

    /** {@code i64.trunc_f64_u}. */
    public static final class I64TruncF64U extends TruncF64 {
        public I64TruncF64U(ExpressionNode operand, int offset) {
            super(ValueKind.I64, operand, offset);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            double x = operand(frame, instance);
            check(Conversions.fitsI64U(x), x);
            return Conversions.i64TruncU(x);
        }
    }
}

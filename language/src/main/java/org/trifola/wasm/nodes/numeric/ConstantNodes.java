// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.runtime.Instance;

/** {@code t.const}, spec {@code exec-const}. */
public final class ConstantNodes {
    private ConstantNodes() {}

    /** {@code i32.const}. */
    public static final class I32 extends ExpressionNode {
        private final int value;

        /** A constant. */
        public I32(int value) {
            super(ValueKind.I32);
            this.value = value;
        }

        /** The constant. */
        public int value() {
            return value;
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return value;
        }

        @Override
        public boolean isSimple() {
            return true;
        }

        @Override
        public ExpressionNode duplicate() {
            return new I32(value);
        }
    }

    /** {@code i64.const}. */
    public static final class I64 extends ExpressionNode {
        private final long value;

        /** A constant. */
        public I64(long value) {
            super(ValueKind.I64);
            this.value = value;
        }

        /** The constant. */
        public long value() {
            return value;
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return value;
        }

        @Override
        public boolean isSimple() {
            return true;
        }

        @Override
        public ExpressionNode duplicate() {
            return new I64(value);
        }
    }

    /** {@code f32.const}. */
    public static final class F32 extends ExpressionNode {
        private final float value;

        /** A constant. */
        public F32(float value) {
            super(ValueKind.F32);
            this.value = value;
        }

        /** The constant. */
        public float value() {
            return value;
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return value;
        }

        @Override
        public boolean isSimple() {
            return true;
        }

        @Override
        public ExpressionNode duplicate() {
            return new F32(value);
        }
    }

    /** {@code f64.const}. */
    public static final class F64 extends ExpressionNode {
        private final double value;

        /** A constant. */
        public F64(double value) {
            super(ValueKind.F64);
            this.value = value;
        }

        /** The constant. */
        public double value() {
            return value;
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return value;
        }

        @Override
        public boolean isSimple() {
            return true;
        }

        @Override
        public ExpressionNode duplicate() {
            return new F64(value);
        }
    }
}

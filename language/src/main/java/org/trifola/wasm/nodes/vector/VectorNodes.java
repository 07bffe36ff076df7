// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.vector;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.numeric.VectorOperator;
import org.trifola.wasm.runtime.Instance;

/**
 * Instructions on vectors, one node per kind of {@link VectorOperator}.
 *
 * <p>A node has the operator of both back ends; {@link Vectors} says which code uses which. The operators are constants of
 * compiled code, so it does not matter that the interpreter calls them through an interface.
 *
 * <p>Specification: 4.4.2 "Vector Instructions".
 */
public final class VectorNodes {
    private VectorNodes() {}

    /** {@code v128.const}. */
    public static final class Constant extends ExpressionNode {
        private final V128 value;
        private final Object compiledValue;

        public Constant(V128 value) {
            super(ValueKind.V128);
            this.value = value;
            compiledValue = Vectors.compiledConstant(value);
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            return Vectors.inScalarCode() ? value : compiledValue;
        }

        @Override
        public boolean isSimple() {
            return true;
        }

        @Override
        public ExpressionNode duplicate() {
            return new Constant(value);
        }
    }

    /** A vector whose lower half is an i64 and whose upper half is zero. */
    public static final class FromI64 extends ExpressionNode {
        @Child
        private ExpressionNode low;

        public FromI64(ExpressionNode low) {
            super(ValueKind.V128);
            this.low = low;
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            return Vectors.vector(low.executeI64(frame, instance), 0);
        }
    }

    /** A vector from a vector. */
    public static final class Unary extends ExpressionNode {
        private final VectorOperator.Unary<V128> scalar;
        private final VectorOperator.Unary<Object> compiled;

        @Child
        private ExpressionNode operand;

        public Unary(VectorOperator.Unary<V128> scalar, VectorOperator.Unary<Object> compiled, ExpressionNode operand) {
            super(ValueKind.V128);
            this.scalar = scalar;
            this.compiled = compiled;
            this.operand = operand;
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            Object x = operand.executeV128(frame, instance);
            return Vectors.inScalarCode()
                    ? ScalarCode.apply(scalar, Vectors.scalar(x))
                    : compiled.apply(Vectors.compiled(x));
        }
    }

    /** A vector from two vectors. */
    public static final class Binary extends ExpressionNode {
        private final VectorOperator.Binary<V128> scalar;
        private final VectorOperator.Binary<Object> compiled;

        @Child
        private ExpressionNode left;

        @Child
        private ExpressionNode right;

        public Binary(
                VectorOperator.Binary<V128> scalar,
                VectorOperator.Binary<Object> compiled,
                ExpressionNode left,
                ExpressionNode right) {
            super(ValueKind.V128);
            this.scalar = scalar;
            this.compiled = compiled;
            this.left = left;
            this.right = right;
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            Object x = left.executeV128(frame, instance);
            Object y = right.executeV128(frame, instance);
            return Vectors.inScalarCode()
                    ? ScalarCode.apply(scalar, Vectors.scalar(x), Vectors.scalar(y))
                    : compiled.apply(Vectors.compiled(x), Vectors.compiled(y));
        }
    }

    /** A vector from three vectors. */
    public static final class Ternary extends ExpressionNode {
        private final VectorOperator.Ternary<V128> scalar;
        private final VectorOperator.Ternary<Object> compiled;

        @Child
        private ExpressionNode first;

        @Child
        private ExpressionNode second;

        @Child
        private ExpressionNode third;

        public Ternary(
                VectorOperator.Ternary<V128> scalar,
                VectorOperator.Ternary<Object> compiled,
                ExpressionNode first,
                ExpressionNode second,
                ExpressionNode third) {
            super(ValueKind.V128);
            this.scalar = scalar;
            this.compiled = compiled;
            this.first = first;
            this.second = second;
            this.third = third;
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            Object x = first.executeV128(frame, instance);
            Object y = second.executeV128(frame, instance);
            Object z = third.executeV128(frame, instance);
            return Vectors.inScalarCode()
                    ? ScalarCode.apply(scalar, Vectors.scalar(x), Vectors.scalar(y), Vectors.scalar(z))
                    : compiled.apply(Vectors.compiled(x), Vectors.compiled(y), Vectors.compiled(z));
        }
    }

    /** A vector from a vector and an i32 that says how far to shift. */
    public static final class Shift extends ExpressionNode {
        private final VectorOperator.Shift<V128> scalar;
        private final VectorOperator.Shift<Object> compiled;

        @Child
        private ExpressionNode operand;

        @Child
        private ExpressionNode count;

        public Shift(
                VectorOperator.Shift<V128> scalar,
                VectorOperator.Shift<Object> compiled,
                ExpressionNode operand,
                ExpressionNode count) {
            super(ValueKind.V128);
            this.scalar = scalar;
            this.compiled = compiled;
            this.operand = operand;
            this.count = count;
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            Object x = operand.executeV128(frame, instance);
            int y = count.executeI32(frame, instance);
            return Vectors.inScalarCode()
                    ? ScalarCode.apply(scalar, Vectors.scalar(x), y)
                    : compiled.apply(Vectors.compiled(x), y);
        }
    }

    /** An i32 from a vector. */
    public static final class Test extends ExpressionNode {
        private final VectorOperator.Test<V128> scalar;
        private final VectorOperator.Test<Object> compiled;

        @Child
        private ExpressionNode operand;

        public Test(VectorOperator.Test<V128> scalar, VectorOperator.Test<Object> compiled, ExpressionNode operand) {
            super(ValueKind.I32);
            this.scalar = scalar;
            this.compiled = compiled;
            this.operand = operand;
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            Object x = operand.executeV128(frame, instance);
            return Vectors.inScalarCode()
                    ? ScalarCode.apply(scalar, Vectors.scalar(x))
                    : compiled.apply(Vectors.compiled(x));
        }
    }

    /** A vector from an i32. */
    public static final class SplatI32 extends ExpressionNode {
        private final VectorOperator.SplatI32<V128> scalar;
        private final VectorOperator.SplatI32<Object> compiled;

        @Child
        private ExpressionNode operand;

        public SplatI32(
                VectorOperator.SplatI32<V128> scalar,
                VectorOperator.SplatI32<Object> compiled,
                ExpressionNode operand) {
            super(ValueKind.V128);
            this.scalar = scalar;
            this.compiled = compiled;
            this.operand = operand;
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            int x = operand.executeI32(frame, instance);
            return Vectors.inScalarCode() ? ScalarCode.apply(scalar, x) : compiled.apply(x);
        }
    }

    /** A vector from an i64. */
    public static final class SplatI64 extends ExpressionNode {
        private final VectorOperator.SplatI64<V128> scalar;
        private final VectorOperator.SplatI64<Object> compiled;

        @Child
        private ExpressionNode operand;

        public SplatI64(
                VectorOperator.SplatI64<V128> scalar,
                VectorOperator.SplatI64<Object> compiled,
                ExpressionNode operand) {
            super(ValueKind.V128);
            this.scalar = scalar;
            this.compiled = compiled;
            this.operand = operand;
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            long x = operand.executeI64(frame, instance);
            return Vectors.inScalarCode() ? ScalarCode.apply(scalar, x) : compiled.apply(x);
        }
    }

    /** An i32 from a lane. */
    public static final class ExtractI32 extends ExpressionNode {
        private final VectorOperator.ExtractI32<V128> scalar;
        private final VectorOperator.ExtractI32<Object> compiled;
        private final int lane;

        @Child
        private ExpressionNode operand;

        public ExtractI32(
                VectorOperator.ExtractI32<V128> scalar,
                VectorOperator.ExtractI32<Object> compiled,
                ExpressionNode operand,
                int lane) {
            super(ValueKind.I32);
            this.scalar = scalar;
            this.compiled = compiled;
            this.operand = operand;
            this.lane = lane;
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            Object x = operand.executeV128(frame, instance);
            return Vectors.inScalarCode()
                    ? ScalarCode.apply(scalar, Vectors.scalar(x), lane)
                    : compiled.apply(Vectors.compiled(x), lane);
        }
    }

    /** An i64 from a lane. */
    public static final class ExtractI64 extends ExpressionNode {
        private final VectorOperator.ExtractI64<V128> scalar;
        private final VectorOperator.ExtractI64<Object> compiled;
        private final int lane;

        @Child
        private ExpressionNode operand;

        public ExtractI64(
                VectorOperator.ExtractI64<V128> scalar,
                VectorOperator.ExtractI64<Object> compiled,
                ExpressionNode operand,
                int lane) {
            super(ValueKind.I64);
            this.scalar = scalar;
            this.compiled = compiled;
            this.operand = operand;
            this.lane = lane;
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            Object x = operand.executeV128(frame, instance);
            return Vectors.inScalarCode()
                    ? ScalarCode.apply(scalar, Vectors.scalar(x), lane)
                    : compiled.apply(Vectors.compiled(x), lane);
        }
    }

    /** A vector with an i32 in a lane. */
    public static final class ReplaceI32 extends ExpressionNode {
        private final VectorOperator.ReplaceI32<V128> scalar;
        private final VectorOperator.ReplaceI32<Object> compiled;
        private final int lane;

        @Child
        private ExpressionNode operand;

        @Child
        private ExpressionNode value;

        public ReplaceI32(
                VectorOperator.ReplaceI32<V128> scalar,
                VectorOperator.ReplaceI32<Object> compiled,
                ExpressionNode operand,
                ExpressionNode value,
                int lane) {
            super(ValueKind.V128);
            this.scalar = scalar;
            this.compiled = compiled;
            this.operand = operand;
            this.value = value;
            this.lane = lane;
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            Object x = operand.executeV128(frame, instance);
            int y = value.executeI32(frame, instance);
            return Vectors.inScalarCode()
                    ? ScalarCode.apply(scalar, Vectors.scalar(x), y, lane)
                    : compiled.apply(Vectors.compiled(x), y, lane);
        }
    }

    /** A vector with an i64 in a lane. */
    public static final class ReplaceI64 extends ExpressionNode {
        private final VectorOperator.ReplaceI64<V128> scalar;
        private final VectorOperator.ReplaceI64<Object> compiled;
        private final int lane;

        @Child
        private ExpressionNode operand;

        @Child
        private ExpressionNode value;

        public ReplaceI64(
                VectorOperator.ReplaceI64<V128> scalar,
                VectorOperator.ReplaceI64<Object> compiled,
                ExpressionNode operand,
                ExpressionNode value,
                int lane) {
            super(ValueKind.V128);
            this.scalar = scalar;
            this.compiled = compiled;
            this.operand = operand;
            this.value = value;
            this.lane = lane;
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            Object x = operand.executeV128(frame, instance);
            long y = value.executeI64(frame, instance);
            return Vectors.inScalarCode()
                    ? ScalarCode.apply(scalar, Vectors.scalar(x), y, lane)
                    : compiled.apply(Vectors.compiled(x), y, lane);
        }
    }
}

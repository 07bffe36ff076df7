// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.trifola.wasm.nodes.BinaryF32Node;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.UnaryF32Node;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.numeric.F32;
import org.trifola.wasm.runtime.Instance;

/** Numeric instructions on f32; their meaning is in {@link F32}. */
public final class F32Nodes {
    private F32Nodes() {}

    /** A comparison, which conditions ask for as a boolean. */
    private abstract static class Relop extends BinaryF32Node {
        Relop(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I32, left, right);
        }

        @Override
        public final int executeI32(VirtualFrame frame, Instance instance) {
            return executeBoolean(frame, instance) ? 1 : 0;
        }
    }

    /** {@code f32.abs}. */
    public static final class Abs extends UnaryF32Node {
        public Abs(ExpressionNode operand) {
            super(ValueKind.F32, operand);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return F32.abs(operand(frame, instance));
        }
    }

    /** {@code f32.neg}. */
    public static final class Neg extends UnaryF32Node {
        public Neg(ExpressionNode operand) {
            super(ValueKind.F32, operand);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return F32.neg(operand(frame, instance));
        }
    }

    /** {@code f32.ceil}. */
    public static final class Ceil extends UnaryF32Node {
        public Ceil(ExpressionNode operand) {
            super(ValueKind.F32, operand);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return F32.ceil(operand(frame, instance));
        }
    }

    /** {@code f32.floor}. */
    public static final class Floor extends UnaryF32Node {
        public Floor(ExpressionNode operand) {
            super(ValueKind.F32, operand);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return F32.floor(operand(frame, instance));
        }
    }

    /** {@code f32.trunc}. */
    public static final class Trunc extends UnaryF32Node {
        public Trunc(ExpressionNode operand) {
            super(ValueKind.F32, operand);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return F32.trunc(operand(frame, instance));
        }
    }

    /** {@code f32.nearest}. */
    public static final class Nearest extends UnaryF32Node {
        public Nearest(ExpressionNode operand) {
            super(ValueKind.F32, operand);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return F32.nearest(operand(frame, instance));
        }
    }

    /** {@code f32.sqrt}. */
    public static final class Sqrt extends UnaryF32Node {
        public Sqrt(ExpressionNode operand) {
            super(ValueKind.F32, operand);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return F32.sqrt(operand(frame, instance));
        }
    }

    /** {@code f32.add}. */
    public static final class Add extends BinaryF32Node {
        public Add(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.F32, left, right);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return F32.add(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f32.sub}. */
    public static final class Sub extends BinaryF32Node {
        public Sub(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.F32, left, right);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return F32.sub(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f32.mul}. */
    public static final class Mul extends BinaryF32Node {
        public Mul(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.F32, left, right);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return F32.mul(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f32.div}. */
    public static final class Div extends BinaryF32Node {
        public Div(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.F32, left, right);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return F32.div(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f32.min}. */
    public static final class Min extends BinaryF32Node {
        public Min(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.F32, left, right);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return F32.min(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f32.max}. */
    public static final class Max extends BinaryF32Node {
        public Max(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.F32, left, right);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return F32.max(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f32.copysign}. */
    public static final class Copysign extends BinaryF32Node {
        public Copysign(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.F32, left, right);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return F32.copysign(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f32.eq}. */
    public static final class Eq extends Relop {
        public Eq(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return F32.eq(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f32.ne}. */
    public static final class Ne extends Relop {
        public Ne(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return F32.ne(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f32.lt}. */
    public static final class Lt extends Relop {
        public Lt(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return F32.lt(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f32.gt}. */
    public static final class Gt extends Relop {
        public Gt(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return F32.gt(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f32.le}. */
    public static final class Le extends Relop {
        public Le(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return F32.le(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f32.ge}. */
    public static final class Ge extends Relop {
        public Ge(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return F32.ge(left(frame, instance), right(frame, instance));
        }
    }
}

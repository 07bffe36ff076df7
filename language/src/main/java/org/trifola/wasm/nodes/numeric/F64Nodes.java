// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.trifola.wasm.nodes.BinaryF64Node;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.UnaryF64Node;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.numeric.F64;
import org.trifola.wasm.runtime.Instance;

/** Numeric instructions on f64; their meaning is in {@link F64}. */
public final class F64Nodes {
    private F64Nodes() {}

    /** A comparison, which conditions ask for as a boolean. */
    private abstract static class Relop extends BinaryF64Node {
        Relop(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I32, left, right);
        }

        @Override
        public final int executeI32(VirtualFrame frame, Instance instance) {
            return executeBoolean(frame, instance) ? 1 : 0;
        }
    }

    /** {@code f64.abs}. */
    public static final class Abs extends UnaryF64Node {
        public Abs(ExpressionNode operand) {
            super(ValueKind.F64, operand);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return F64.abs(operand(frame, instance));
        }
    }

    /** {@code f64.neg}. */
    public static final class Neg extends UnaryF64Node {
        public Neg(ExpressionNode operand) {
            super(ValueKind.F64, operand);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return F64.neg(operand(frame, instance));
        }
    }

    /** {@code f64.ceil}. */
    public static final class Ceil extends UnaryF64Node {
        public Ceil(ExpressionNode operand) {
            super(ValueKind.F64, operand);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return F64.ceil(operand(frame, instance));
        }
    }

    /** {@code f64.floor}. */
    public static final class Floor extends UnaryF64Node {
        public Floor(ExpressionNode operand) {
            super(ValueKind.F64, operand);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return F64.floor(operand(frame, instance));
        }
    }

    /** {@code f64.trunc}. */
    public static final class Trunc extends UnaryF64Node {
        public Trunc(ExpressionNode operand) {
            super(ValueKind.F64, operand);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return F64.trunc(operand(frame, instance));
        }
    }

    /** {@code f64.nearest}. */
    public static final class Nearest extends UnaryF64Node {
        public Nearest(ExpressionNode operand) {
            super(ValueKind.F64, operand);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return F64.nearest(operand(frame, instance));
        }
    }

    /** {@code f64.sqrt}. */
    public static final class Sqrt extends UnaryF64Node {
        public Sqrt(ExpressionNode operand) {
            super(ValueKind.F64, operand);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return F64.sqrt(operand(frame, instance));
        }
    }

    /** {@code f64.add}. */
    public static final class Add extends BinaryF64Node {
        public Add(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.F64, left, right);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return F64.add(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f64.sub}. */
    public static final class Sub extends BinaryF64Node {
        public Sub(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.F64, left, right);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return F64.sub(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f64.mul}. */
    public static final class Mul extends BinaryF64Node {
        public Mul(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.F64, left, right);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return F64.mul(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f64.div}. */
    public static final class Div extends BinaryF64Node {
        public Div(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.F64, left, right);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return F64.div(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f64.min}. */
    public static final class Min extends BinaryF64Node {
        public Min(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.F64, left, right);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return F64.min(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f64.max}. */
    public static final class Max extends BinaryF64Node {
        public Max(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.F64, left, right);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return F64.max(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f64.copysign}. */
    public static final class Copysign extends BinaryF64Node {
        public Copysign(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.F64, left, right);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return F64.copysign(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f64.eq}. */
    public static final class Eq extends Relop {
        public Eq(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return F64.eq(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f64.ne}. */
    public static final class Ne extends Relop {
        public Ne(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return F64.ne(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f64.lt}. */
    public static final class Lt extends Relop {
        public Lt(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return F64.lt(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f64.gt}. */
    public static final class Gt extends Relop {
        public Gt(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return F64.gt(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f64.le}. */
    public static final class Le extends Relop {
        public Le(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return F64.le(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code f64.ge}. */
    public static final class Ge extends Relop {
        public Ge(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return F64.ge(left(frame, instance), right(frame, instance));
        }
    }
}

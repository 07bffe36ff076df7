// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.numeric;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.trifola.wasm.nodes.BinaryI32Node;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.UnaryI32Node;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.numeric.I32;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;

/** Numeric instructions on i32; their meaning is in {@link I32}. */
public final class I32Nodes {
    private I32Nodes() {}

    /** A comparison, which conditions ask for as a boolean. */
    private abstract static class Relop extends BinaryI32Node {
        Relop(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I32, left, right);
        }

        @Override
        public final int executeI32(VirtualFrame frame, Instance instance) {
            return executeBoolean(frame, instance) ? 1 : 0;
        }
    }

    /** {@code i32.clz}. */
    public static final class Clz extends UnaryI32Node {
        public Clz(ExpressionNode operand) {
            super(ValueKind.I32, operand);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return I32.clz(operand(frame, instance));
        }
    }

    /** {@code i32.ctz}. */
    public static final class Ctz extends UnaryI32Node {
        public Ctz(ExpressionNode operand) {
            super(ValueKind.I32, operand);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return I32.ctz(operand(frame, instance));
        }
    }

    /** {@code i32.popcnt}. */
    public static final class Popcnt extends UnaryI32Node {
        public Popcnt(ExpressionNode operand) {
            super(ValueKind.I32, operand);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return I32.popcnt(operand(frame, instance));
        }
    }

    /** {@code i32.extend8_s}. */
    public static final class Extend8S extends UnaryI32Node {
        public Extend8S(ExpressionNode operand) {
            super(ValueKind.I32, operand);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return I32.extend8S(operand(frame, instance));
        }
    }

    /** {@code i32.extend16_s}. */
    public static final class Extend16S extends UnaryI32Node {
        public Extend16S(ExpressionNode operand) {
            super(ValueKind.I32, operand);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return I32.extend16S(operand(frame, instance));
        }
    }

    /** {@code i32.add}. */
    public static final class Add extends BinaryI32Node {
        public Add(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I32, left, right);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return I32.add(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.sub}. */
    public static final class Sub extends BinaryI32Node {
        public Sub(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I32, left, right);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return I32.sub(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.mul}. */
    public static final class Mul extends BinaryI32Node {
        public Mul(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I32, left, right);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return I32.mul(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.and}. */
    public static final class And extends BinaryI32Node {
        public And(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I32, left, right);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return I32.and(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.or}. */
    public static final class Or extends BinaryI32Node {
        public Or(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I32, left, right);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return I32.or(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.xor}. */
    public static final class Xor extends BinaryI32Node {
        public Xor(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I32, left, right);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return I32.xor(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.shl}. */
    public static final class Shl extends BinaryI32Node {
        public Shl(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I32, left, right);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return I32.shl(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.shr_s}. */
    public static final class ShrS extends BinaryI32Node {
        public ShrS(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I32, left, right);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return I32.shrS(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.shr_u}. */
    public static final class ShrU extends BinaryI32Node {
        public ShrU(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I32, left, right);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return I32.shrU(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.rotl}. */
    public static final class Rotl extends BinaryI32Node {
        public Rotl(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I32, left, right);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return I32.rotl(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.rotr}. */
    public static final class Rotr extends BinaryI32Node {
        public Rotr(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I32, left, right);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return I32.rotr(left(frame, instance), right(frame, instance));
        }
    }

    /** A division, which traps for a divisor of zero. */
    private abstract static class Division extends BinaryI32Node implements StackFrame.OfNode {
        private final int offset;

        Division(ExpressionNode left, ExpressionNode right, int offset) {
            super(ValueKind.I32, left, right);
            this.offset = offset;
        }

        final void checkDivisor(int divisor) {
            if (CompilerDirectives.injectBranchProbability(CompilerDirectives.SLOWPATH_PROBABILITY, divisor == 0)) {
                throw Trap.create(TrapKind.INTEGER_DIVIDE_BY_ZERO, this);
            }
        }

        @Override
        public final int offset() {
            return offset;
        }
    }

    /** {@code i32.div_s}. */
    public static final class DivS extends Division {
        public DivS(ExpressionNode left, ExpressionNode right, int offset) {
            super(left, right, offset);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            int x = left(frame, instance);
            int y = right(frame, instance);
            checkDivisor(y);
            if (CompilerDirectives.injectBranchProbability(
                    CompilerDirectives.SLOWPATH_PROBABILITY, I32.divSOverflows(x, y))) {
                throw Trap.create(TrapKind.INTEGER_OVERFLOW, this);
            }
            return I32.divS(x, y);
        }
    }

    /** {@code i32.div_u}. */
    public static final class DivU extends Division {
        public DivU(ExpressionNode left, ExpressionNode right, int offset) {
            super(left, right, offset);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            int x = left(frame, instance);
            int y = right(frame, instance);
            checkDivisor(y);
            return I32.divU(x, y);
        }
    }

    /** {@code i32.rem_s}. */
    public static final class RemS extends Division {
        public RemS(ExpressionNode left, ExpressionNode right, int offset) {
            super(left, right, offset);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            int x = left(frame, instance);
            int y = right(frame, instance);
            checkDivisor(y);
            return I32.remS(x, y);
        }
    }

    /** {@code i32.rem_u}. */
    public static final class RemU extends Division {
        public RemU(ExpressionNode left, ExpressionNode right, int offset) {
            super(left, right, offset);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            int x = left(frame, instance);
            int y = right(frame, instance);
            checkDivisor(y);
            return I32.remU(x, y);
        }
    }

    /** {@code i32.eqz}. */
    public static final class Eqz extends UnaryI32Node {
        public Eqz(ExpressionNode operand) {
            super(ValueKind.I32, operand);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I32.eqz(operand(frame, instance));
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return executeBoolean(frame, instance) ? 1 : 0;
        }
    }

    /** {@code i32.eq}. */
    public static final class Eq extends Relop {
        public Eq(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I32.eq(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.ne}. */
    public static final class Ne extends Relop {
        public Ne(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I32.ne(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.lt_s}. */
    public static final class LtS extends Relop {
        public LtS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I32.ltS(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.lt_u}. */
    public static final class LtU extends Relop {
        public LtU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I32.ltU(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.gt_s}. */
    public static final class GtS extends Relop {
        public GtS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I32.gtS(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.gt_u}. */
    public static final class GtU extends Relop {
        public GtU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I32.gtU(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.le_s}. */
    public static final class LeS extends Relop {
        public LeS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I32.leS(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.le_u}. */
    public static final class LeU extends Relop {
        public LeU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I32.leU(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.ge_s}. */
    public static final class GeS extends Relop {
        public GeS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I32.geS(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i32.ge_u}. */
    public static final class GeU extends Relop {
        public GeU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I32.geU(left(frame, instance), right(frame, instance));
        }
    }
}

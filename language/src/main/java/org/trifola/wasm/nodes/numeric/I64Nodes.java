// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.numeric;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.trifola.wasm.nodes.BinaryI64Node;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.UnaryI64Node;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.numeric.I64;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;

/** Numeric instructions on i64; their meaning is in {@link I64}. */
public final class I64Nodes {
    private I64Nodes() {}

    /** A comparison, which conditions ask for as a boolean. */
    private abstract static class Relop extends BinaryI64Node {
        Relop(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I32, left, right);
        }

        @Override
        public final int executeI32(VirtualFrame frame, Instance instance) {
            return executeBoolean(frame, instance) ? 1 : 0;
        }
    }

    /** {@code i64.clz}. */
    public static final class Clz extends UnaryI64Node {
        public Clz(ExpressionNode operand) {
            super(ValueKind.I64, operand);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.clz(operand(frame, instance));
        }
    }

    /** {@code i64.ctz}. */
    public static final class Ctz extends UnaryI64Node {
        public Ctz(ExpressionNode operand) {
            super(ValueKind.I64, operand);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.ctz(operand(frame, instance));
        }
    }

    /** {@code i64.popcnt}. */
    public static final class Popcnt extends UnaryI64Node {
        public Popcnt(ExpressionNode operand) {
            super(ValueKind.I64, operand);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.popcnt(operand(frame, instance));
        }
    }

    /** {@code i64.extend8_s}. */
    public static final class Extend8S extends UnaryI64Node {
        public Extend8S(ExpressionNode operand) {
            super(ValueKind.I64, operand);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.extend8S(operand(frame, instance));
        }
    }

    /** {@code i64.extend16_s}. */
    public static final class Extend16S extends UnaryI64Node {
        public Extend16S(ExpressionNode operand) {
            super(ValueKind.I64, operand);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.extend16S(operand(frame, instance));
        }
    }

    /** {@code i64.extend32_s}. */
    public static final class Extend32S extends UnaryI64Node {
        public Extend32S(ExpressionNode operand) {
            super(ValueKind.I64, operand);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.extend32S(operand(frame, instance));
        }
    }

    /** {@code i64.add}. */
    public static final class Add extends BinaryI64Node {
        public Add(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I64, left, right);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.add(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.sub}. */
    public static final class Sub extends BinaryI64Node {
        public Sub(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I64, left, right);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.sub(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.mul}. */
    public static final class Mul extends BinaryI64Node {
        public Mul(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I64, left, right);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.mul(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.and}. */
    public static final class And extends BinaryI64Node {
        public And(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I64, left, right);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.and(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.or}. */
    public static final class Or extends BinaryI64Node {
        public Or(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I64, left, right);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.or(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.xor}. */
    public static final class Xor extends BinaryI64Node {
        public Xor(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I64, left, right);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.xor(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.shl}. */
    public static final class Shl extends BinaryI64Node {
        public Shl(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I64, left, right);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.shl(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.shr_s}. */
    public static final class ShrS extends BinaryI64Node {
        public ShrS(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I64, left, right);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.shrS(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.shr_u}. */
    public static final class ShrU extends BinaryI64Node {
        public ShrU(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I64, left, right);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.shrU(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.rotl}. */
    public static final class Rotl extends BinaryI64Node {
        public Rotl(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I64, left, right);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.rotl(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.rotr}. */
    public static final class Rotr extends BinaryI64Node {
        public Rotr(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I64, left, right);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return I64.rotr(left(frame, instance), right(frame, instance));
        }
    }

    /** A division, which traps for a divisor of zero. */
    private abstract static class Division extends BinaryI64Node implements StackFrame.OfNode {
        private final int offset;

        Division(ExpressionNode left, ExpressionNode right, int offset) {
            super(ValueKind.I64, left, right);
            this.offset = offset;
        }

        final void checkDivisor(long divisor) {
            if (CompilerDirectives.injectBranchProbability(CompilerDirectives.SLOWPATH_PROBABILITY, divisor == 0)) {
                throw Trap.create(TrapKind.INTEGER_DIVIDE_BY_ZERO, this);
            }
        }

        @Override
        public final int offset() {
            return offset;
        }
    }

    /** {@code i64.div_s}. */
    public static final class DivS extends Division {
        public DivS(ExpressionNode left, ExpressionNode right, int offset) {
            super(left, right, offset);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            long x = left(frame, instance);
            long y = right(frame, instance);
            checkDivisor(y);
            if (CompilerDirectives.injectBranchProbability(
                    CompilerDirectives.SLOWPATH_PROBABILITY, I64.divSOverflows(x, y))) {
                throw Trap.create(TrapKind.INTEGER_OVERFLOW, this);
            }
            return I64.divS(x, y);
        }
    }

    /** {@code i64.div_u}. */
    public static final class DivU extends Division {
        public DivU(ExpressionNode left, ExpressionNode right, int offset) {
            super(left, right, offset);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            long x = left(frame, instance);
            long y = right(frame, instance);
            checkDivisor(y);
            return I64.divU(x, y);
        }
    }

    /** {@code i64.rem_s}. */
    public static final class RemS extends Division {
        public RemS(ExpressionNode left, ExpressionNode right, int offset) {
            super(left, right, offset);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            long x = left(frame, instance);
            long y = right(frame, instance);
            checkDivisor(y);
            return I64.remS(x, y);
        }
    }

    /** {@code i64.rem_u}. */
    public static final class RemU extends Division {
        public RemU(ExpressionNode left, ExpressionNode right, int offset) {
            super(left, right, offset);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            long x = left(frame, instance);
            long y = right(frame, instance);
            checkDivisor(y);
            return I64.remU(x, y);
        }
    }

    /** {@code i64.eqz}. */
    public static final class Eqz extends UnaryI64Node {
        public Eqz(ExpressionNode operand) {
            super(ValueKind.I32, operand);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I64.eqz(operand(frame, instance));
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return executeBoolean(frame, instance) ? 1 : 0;
        }
    }

    /** {@code i64.eq}. */
    public static final class Eq extends Relop {
        public Eq(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I64.eq(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.ne}. */
    public static final class Ne extends Relop {
        public Ne(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I64.ne(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.lt_s}. */
    public static final class LtS extends Relop {
        public LtS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I64.ltS(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.lt_u}. */
    public static final class LtU extends Relop {
        public LtU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I64.ltU(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.gt_s}. */
    public static final class GtS extends Relop {
        public GtS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I64.gtS(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.gt_u}. */
    public static final class GtU extends Relop {
        public GtU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I64.gtU(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.le_s}. */
    public static final class LeS extends Relop {
        public LeS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I64.leS(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.le_u}. */
    public static final class LeU extends Relop {
        public LeU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I64.leU(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.ge_s}. */
    public static final class GeS extends Relop {
        public GeS(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I64.geS(left(frame, instance), right(frame, instance));
        }
    }

    /** {@code i64.ge_u}. */
    public static final class GeU extends Relop {
        public GeU(ExpressionNode left, ExpressionNode right) {
            super(left, right);
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return I64.geU(left(frame, instance), right(frame, instance));
        }
    }
}

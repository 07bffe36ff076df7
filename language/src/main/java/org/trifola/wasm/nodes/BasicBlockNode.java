// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.BranchHints;
import org.trifola.wasm.runtime.ExceptionObject;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;

/**
 * A basic block: statements that run one after the other, then a terminator that says where to go on.
 *
 * <p>The terminator is data, not a method: {@link DispatchNode} must see every successor as a constant of its own.
 */
public final class BasicBlockNode extends Node implements StackFrame.OfNode {
    /** What ends a basic block. */
    public enum Terminator {
        /** Go on at {@code target}. */
        JUMP,
        /** Go on at {@code target} if the condition holds, else at {@code otherTarget}. */
        BRANCH,
        /** Go on at the target with the number of the operand, at the last one if there is none. */
        SWITCH,
        /** Return the value of the operand. */
        RETURN,
        /** Return without a value. */
        RETURN_VOID,
        /** Return the values of several operands. */
        RETURN_VALUES,
        /** Throw the exception that the operand gives. */
        THROW,
        /** Trap. */
        UNREACHABLE
    }

    private static final StatementNode[] NO_STATEMENTS = {};
    private static final ExpressionNode[] NO_EXPRESSIONS = {};

    /** A hint counts like as many branches: what really happens soon counts more. */
    private static final int HINT_COUNT = 30;

    /** The most edges of a switch among which the target is searched. */
    private static final int MAX_SEARCHED_EDGES = 1024;

    @Children
    private final StatementNode[] statements;

    final Terminator terminator;

    /** The condition, the index of a switch, or the value to return. */
    @Child
    @Nullable
    ExpressionNode operand;

    /** The values to return if there are several. */
    @Children
    final ExpressionNode[] operands;

    final int target;
    final int otherTarget;

    /** Whether {@code target} is the header of a loop that this block belongs to. */
    final boolean isBackEdge;

    /** The targets of a switch: one for each label, or each target once, see {@link #edgeNumbers}. */
    @CompilationFinal(dimensions = 1)
    final Edge[] edges;

    /**
     * For each label of a very long switch the number of its edge, else empty. The compiler unrolls the search among edges,
     * and gives up when there are more than some thousands.
     */
    @CompilationFinal(dimensions = 1)
    private final int[] edgeNumbers;

    /** Where the terminator stands in the module's bytes. */
    private final int offset;

    // Only the interpreter writes the counters; compiled code has their values at the time of compilation built in.
    @CompilationFinal
    private int taken;

    @CompilationFinal
    private int notTaken;

    /** Who catches the exceptions of this block, the innermost handler first. */
    @CompilationFinal(dimensions = 1)
    final Handler[] handlers;

    /** A way out of a switch. */
    record Edge(int target, boolean isBackEdge) {}

    /**
     * A handler of exceptions.
     *
     * @param tagIndex the tag of the exceptions it catches, -1 for all
     * @param slot where the exception goes
     * @param target the block that goes on
     */
    public record Handler(int tagIndex, int slot, int target) {
        boolean catches(Instance instance, AbstractTruffleException exception) {
            return tagIndex < 0
                    || (exception instanceof ExceptionObject object && object.tag() == instance.tag(tagIndex));
        }
    }

    private BasicBlockNode(Builder builder) {
        statements = builder.statements;
        terminator = builder.terminator;
        operand = builder.operand;
        operands = builder.operands;
        target = builder.target;
        otherTarget = builder.otherTarget;
        isBackEdge = builder.isBackEdge;
        edges = builder.edges;
        edgeNumbers = builder.edgeNumbers;
        handlers = builder.handlers;
        offset = builder.offset;
        switch (builder.hint) {
            case LIKELY -> {
                taken = HINT_COUNT;
                notTaken = 1;
            }
            case UNLIKELY -> {
                taken = 1;
                notTaken = HINT_COUNT;
            }
            case NONE -> {}
        }
    }

    /** Collects the parts of a block; each method but {@link #build} is called at most once for a terminator. */
    public static final class Builder {
        private StatementNode[] statements = NO_STATEMENTS;
        private Terminator terminator = Terminator.UNREACHABLE;
        private @Nullable ExpressionNode operand;
        private ExpressionNode[] operands = NO_EXPRESSIONS;
        private int target = -1;
        private int otherTarget = -1;
        private boolean isBackEdge;
        private Edge[] edges = {};
        private int[] edgeNumbers = {};
        private Handler[] handlers = {};
        private int offset;
        private BranchHints.Hint hint = BranchHints.Hint.NONE;

        /** Sets the statements. */
        public Builder statements(StatementNode... nodes) {
            statements = nodes;
            return this;
        }

        /** Sets the handlers of exceptions, the innermost one first. */
        public Builder handlers(Handler... chain) {
            handlers = chain;
            return this;
        }

        /** Ends with a throw of the exception that the operand gives. */
        public Builder throwException(ExpressionNode exception) {
            terminator = Terminator.THROW;
            operand = exception;
            return this;
        }

        /** Ends with a jump. */
        public Builder jump(int block, boolean backEdge) {
            terminator = Terminator.JUMP;
            target = block;
            isBackEdge = backEdge;
            return this;
        }

        /** Ends with a conditional branch. */
        public Builder branch(ExpressionNode condition, int block, boolean backEdge, int otherBlock) {
            terminator = Terminator.BRANCH;
            operand = condition;
            target = block;
            isBackEdge = backEdge;
            otherTarget = otherBlock;
            return this;
        }

        /** Says how likely the branch is taken. */
        public Builder hint(BranchHints.Hint branchHint) {
            hint = branchHint;
            return this;
        }

        /** Ends with a switch; the last target is the default. */
        public Builder switchTo(ExpressionNode index, int[] blocks, boolean[] backEdges) {
            terminator = Terminator.SWITCH;
            operand = index;
            edges = new Edge[blocks.length];
            for (int i = 0; i < blocks.length; i++) {
                edges[i] = new Edge(blocks[i], backEdges[i]);
            }
            if (blocks.length > MAX_SEARCHED_EDGES) {
                numberEdges();
            }
            return this;
        }

        private void numberEdges() {
            Map<Edge, Integer> numbers = new LinkedHashMap<>();
            edgeNumbers = new int[edges.length];
            for (int i = 0; i < edges.length; i++) {
                edgeNumbers[i] = numbers.computeIfAbsent(edges[i], _ -> numbers.size());
            }
            edges = numbers.keySet().toArray(new Edge[0]);
        }

        /** Ends with a return. */
        public Builder returnValues(ExpressionNode... values) {
            switch (values.length) {
                case 0 -> terminator = Terminator.RETURN_VOID;
                case 1 -> {
                    terminator = Terminator.RETURN;
                    operand = values[0];
                }
                default -> {
                    terminator = Terminator.RETURN_VALUES;
                    operands = values;
                }
            }
            return this;
        }

        /** Ends with a trap at this instruction. */
        public Builder unreachable(int position) {
            terminator = Terminator.UNREACHABLE;
            offset = position;
            return this;
        }

        /** Makes the block. */
        public BasicBlockNode build() {
            return new BasicBlockNode(this);
        }
    }

    @ExplodeLoop
    void executeStatements(VirtualFrame frame, Instance instance) {
        for (StatementNode statement : statements) {
            statement.executeVoid(frame, instance);
        }
    }

    /** Evaluates the index of a switch and gives the number of an edge; numbers that do not exist mean the last edge. */
    @SuppressWarnings("NullAway")
    int executeEdgeNumber(VirtualFrame frame, Instance instance) {
        int index = operand.executeI32(frame, instance);
        int last = edgeNumbers.length - 1;
        if (last < 0) {
            return index;
        }
        return edgeNumbers[Integer.compareUnsigned(index, last) < 0 ? index : last];
    }

    /** Evaluates the condition; counts in the interpreter, and tells the compiler what was counted. */
    @SuppressWarnings("NullAway")
    boolean executeCondition(VirtualFrame frame, Instance instance) {
        boolean result = operand.executeBoolean(frame, instance);
        if (CompilerDirectives.inInterpreter()) {
            count(result);
            return result;
        }
        return CompilerDirectives.injectBranchProbability(probability(), result);
    }

    private void count(boolean result) {
        if (result) {
            if (taken < Integer.MAX_VALUE) {
                taken++;
            }
        } else if (notTaken < Integer.MAX_VALUE) {
            notTaken++;
        }
    }

    /** How often the branch was taken so far, and before that what its hint says. */
    double probability() {
        long sum = (long) taken + notTaken;
        return sum == 0 ? 0.5 : (double) taken / sum;
    }

    /** Evaluates the operands of a return of several values. */
    @ExplodeLoop
    @Nullable
    Object[] executeOperands(VirtualFrame frame, Instance instance) {
        @Nullable Object[] values = new Object[operands.length];
        for (int i = 0; i < operands.length; i++) {
            values[i] = operands[i].executeBoxed(frame, instance);
        }
        return values;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public @Nullable SourceSection getSourceSection() {
        return StackFrame.section(this);
    }
}

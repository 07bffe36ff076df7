// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.call;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.runtime.Function;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.Table;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;
import org.trifola.wasm.syntax.DefType;

/**
 * Calls.
 *
 * <p>Specification: 4.4.9 "Control Instructions", {@code exec-call} and following. A call of no or several results has the
 * kind {@link ValueKind#REF} and gives what {@link org.trifola.wasm.runtime.Code} says: null or an array.
 */
public final class CallNodes {
    private CallNodes() {}

    /** A call: evaluates the arguments, then finds out whom to call, then calls. */
    public abstract static class Call extends ExpressionNode implements StackFrame.OfNode {
        private final int offset;

        @Children
        private final ExpressionNode[] arguments;

        Call(ValueKind kind, ExpressionNode[] arguments, int offset) {
            super(kind);
            this.arguments = arguments;
            this.offset = offset;
        }

        abstract @Nullable Object call(VirtualFrame frame, Instance instance);

        /** The arguments of a call target; the place of the closure is still free. */
        @ExplodeLoop
        final @Nullable Object[] evaluateArguments(VirtualFrame frame, Instance instance) {
            @Nullable Object[] values = new Object[arguments.length + 1];
            for (int i = 0; i < arguments.length; i++) {
                values[i + 1] = arguments[i].executeBoxed(frame, instance);
            }
            return values;
        }

        @Override
        @SuppressWarnings("NullAway")
        public final int executeI32(VirtualFrame frame, Instance instance) {
            return (int) call(frame, instance);
        }

        @Override
        @SuppressWarnings("NullAway")
        public final long executeI64(VirtualFrame frame, Instance instance) {
            return (long) call(frame, instance);
        }

        @Override
        @SuppressWarnings("NullAway")
        public final float executeF32(VirtualFrame frame, Instance instance) {
            return (float) call(frame, instance);
        }

        @Override
        @SuppressWarnings("NullAway")
        public final double executeF64(VirtualFrame frame, Instance instance) {
            return (double) call(frame, instance);
        }

        @Override
        public final @Nullable Object executeRef(VirtualFrame frame, Instance instance) {
            return call(frame, instance);
        }

        @Override
        public final int offset() {
            return offset;
        }
    }

    /** {@code call} of a function that the module defines. */
    public static final class Direct extends Call {
        private final FunctionCode code;

        /** Made at the first call, so that a function is translated only when it is reached. */
        @Child
        private @Nullable DirectCallNode callNode;

        public Direct(ValueKind kind, FunctionCode code, ExpressionNode[] arguments, int offset) {
            super(kind, arguments, offset);
            this.code = code;
        }

        @Override
        @Nullable
        Object call(VirtualFrame frame, Instance instance) {
            @Nullable Object[] values = evaluateArguments(frame, instance);
            values[0] = instance;
            DirectCallNode node = callNode;
            if (node == null) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
                node = insert(DirectCallNode.create(code.callTarget()));
                callNode = node;
            }
            return node.call(values);
        }
    }

    /** {@code call} of an imported function. */
    public static final class Imported extends Call {
        private final int functionIndex;

        @Child
        private CodeCallNode callNode = CodeCallNodeGen.create();

        public Imported(ValueKind kind, int functionIndex, ExpressionNode[] arguments, int offset) {
            super(kind, arguments, offset);
            this.functionIndex = functionIndex;
        }

        @Override
        @Nullable
        Object call(VirtualFrame frame, Instance instance) {
            @Nullable Object[] values = evaluateArguments(frame, instance);
            Function function = instance.importedFunction(functionIndex);
            values[0] = function.closure();
            return callNode.execute(function.code(), values);
        }
    }

    /** {@code call_indirect}. */
    public static final class Indirect extends Call {
        private final int tableIndex;
        private final DefType type;

        @Child
        private ExpressionNode index;

        @Child
        private CodeCallNode callNode = CodeCallNodeGen.create();

        public Indirect(
                ValueKind kind,
                int tableIndex,
                DefType type,
                ExpressionNode[] arguments,
                ExpressionNode index,
                int offset) {
            super(kind, arguments, offset);
            this.tableIndex = tableIndex;
            this.type = type;
            this.index = index;
        }

        @Override
        @Nullable
        Object call(VirtualFrame frame, Instance instance) {
            @Nullable Object[] values = evaluateArguments(frame, instance);
            long at = index.executeAddress(frame, instance);
            Function function = function(instance.table(tableIndex), at);
            values[0] = function.closure();
            return callNode.execute(function.code(), values);
        }

        private Function function(Table table, long at) {
            if (isUnlikely(!table.contains(at))) {
                throw Trap.create(TrapKind.UNDEFINED_ELEMENT, this);
            }
            Function function = (Function) table.get((int) at);
            if (isUnlikely(function == null)) {
                throw Trap.create(TrapKind.UNINITIALIZED_ELEMENT, this);
            }
            if (isUnlikely(function.type() != type && !function.type().isSubtypeOf(type))) {
                throw Trap.create(TrapKind.INDIRECT_CALL_TYPE_MISMATCH, this);
            }
            return function;
        }

        private static boolean isUnlikely(boolean condition) {
            return CompilerDirectives.injectBranchProbability(CompilerDirectives.SLOWPATH_PROBABILITY, condition);
        }
    }

    /** {@code call_ref}. */
    public static final class Reference extends Call {
        @Child
        private ExpressionNode reference;

        @Child
        private CodeCallNode callNode = CodeCallNodeGen.create();

        public Reference(ValueKind kind, ExpressionNode[] arguments, ExpressionNode reference, int offset) {
            super(kind, arguments, offset);
            this.reference = reference;
        }

        @Override
        @Nullable
        Object call(VirtualFrame frame, Instance instance) {
            @Nullable Object[] values = evaluateArguments(frame, instance);
            Function function = (Function) reference.executeRef(frame, instance);
            if (function == null) {
                throw Trap.create(TrapKind.NULL_FUNCTION_REFERENCE, this);
            }
            values[0] = function.closure();
            return callNode.execute(function.code(), values);
        }
    }

    /** Moves the results of an instruction that has several to their slots. */
    public static final class StoreResults extends StatementNode {
        @CompilationFinal(dimensions = 1)
        private final int[] slots;

        @CompilationFinal(dimensions = 1)
        private final ValueKind[] kinds;

        @Child
        private ExpressionNode results;

        public StoreResults(ExpressionNode results, int[] slots, ValueKind[] kinds) {
            this.results = results;
            this.slots = slots;
            this.kinds = kinds;
        }

        @Override
        @ExplodeLoop
        @SuppressWarnings("NullAway")
        public void executeVoid(VirtualFrame frame, Instance instance) {
            Object[] values = (Object[]) results.executeRef(frame, instance);
            for (int i = 0; i < slots.length; i++) {
                switch (kinds[i]) {
                    case I32 -> frame.setIntStatic(slots[i], (int) values[i]);
                    case I64 -> frame.setLongStatic(slots[i], (long) values[i]);
                    case F32 -> frame.setFloatStatic(slots[i], (float) values[i]);
                    case F64 -> frame.setDoubleStatic(slots[i], (double) values[i]);
                    case V128, REF -> frame.setObjectStatic(slots[i], values[i]);
                }
            }
        }
    }
}

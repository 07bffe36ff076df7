// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.call;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.GenerateWrapper;
import com.oracle.truffle.api.instrumentation.InstrumentableNode;
import com.oracle.truffle.api.instrumentation.ProbeNode;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.interop.NodeLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.FrameScope;
import org.trifola.wasm.nodes.ObservedValues;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.vector.Vectors;
import org.trifola.wasm.runtime.Code;
import org.trifola.wasm.runtime.Function;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.Table;
import org.trifola.wasm.runtime.TailCall;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.ValType;

/**
 * Calls.
 *
 * <p>Specification: 4.4.9 "Control Instructions", {@code exec-call} and following. A call of no or several results has the
 * kind {@link ValueKind#REF} and gives what {@link org.trifola.wasm.runtime.Code} says: null or an array.
 */
public final class CallNodes {
    private static final ExpressionNode[] NO_OPERANDS = {};

    private CallNodes() {}

    /** A call: evaluates the arguments, then finds out whom to call, then calls. */
    @GenerateWrapper
    @ExportLibrary(NodeLibrary.class)
    public abstract static class Call extends ExpressionNode implements StackFrame.OfNode, InstrumentableNode {
        private final int offset;

        /** Whether the call is left to the caller of the function, see {@link TailCall}. */
        private final boolean isTail;

        @Children
        private final ExpressionNode[] arguments;

        @Child
        private @Nullable CodeCallNode callNode;

        @Child
        private @Nullable Trampoline trampoline;

        Call(ValueKind kind, boolean isTail, ExpressionNode[] arguments, int offset) {
            super(kind);
            this.isTail = isTail;
            this.arguments = arguments;
            this.offset = offset;
        }

        /** For the wrapper, which evaluates nothing itself. */
        Call(Call original) {
            this(original.kind(), original.isTail, NO_OPERANDS, original.offset);
        }

        /** Finds the code and completes the arguments with the closure. */
        abstract Code prepare(VirtualFrame frame, Instance instance, @Nullable Object[] values);

        private @Nullable Object call(VirtualFrame frame, Instance instance) {
            @Nullable Object[] values = evaluateArguments(frame, instance);
            Code code = prepare(frame, instance, values);
            return isTail ? new TailCall(code, values) : call(code, values);
        }

        @Nullable
        Object call(Code code, @Nullable Object[] values) {
            CodeCallNode node = callNode;
            if (node == null) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
                node = insert(CodeCallNodeGen.create());
                callNode = node;
            }
            return completeTailCalls(node.execute(code, values));
        }

        final @Nullable Object completeTailCalls(@Nullable Object result) {
            if (!(result instanceof TailCall)) {
                return result;
            }
            Trampoline node = trampoline;
            if (node == null) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
                node = insert(new Trampoline());
                trampoline = node;
            }
            return node.complete(result);
        }

        /** The arguments of a call target; the place of the closure is still free. */
        @ExplodeLoop
        private @Nullable Object[] evaluateArguments(VirtualFrame frame, Instance instance) {
            @Nullable Object[] values = new Object[arguments.length + 1];
            for (int i = 0; i < arguments.length; i++) {
                values[i + 1] = arguments[i].executeBoxed(frame, instance);
            }
            return values;
        }

        @Override
        @SuppressWarnings("NullAway")
        public int executeI32(VirtualFrame frame, Instance instance) {
            return (int) call(frame, instance);
        }

        @Override
        @SuppressWarnings("NullAway")
        public long executeI64(VirtualFrame frame, Instance instance) {
            return (long) call(frame, instance);
        }

        @Override
        @SuppressWarnings("NullAway")
        public float executeF32(VirtualFrame frame, Instance instance) {
            return (float) call(frame, instance);
        }

        @Override
        @SuppressWarnings("NullAway")
        public double executeF64(VirtualFrame frame, Instance instance) {
            return (double) call(frame, instance);
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            return Vectors.unbox(call(frame, instance));
        }

        @Override
        public @Nullable Object executeRef(VirtualFrame frame, Instance instance) {
            return call(frame, instance);
        }

        @Override
        public final int offset() {
            return offset;
        }

        @Override
        public final boolean isInstrumentable() {
            return true;
        }

        @Override
        public final boolean hasTag(Class<? extends Tag> tag) {
            return tag == StandardTags.CallTag.class;
        }

        @Override
        public final WrapperNode createWrapper(ProbeNode probe) {
            return new CallWrapper(this, this, probe);
        }

        @ExportMessage
        final boolean hasScope(@Nullable Frame frame) {
            return frame != null;
        }

        @ExportMessage
        final Object getScope(@Nullable Frame frame, boolean nodeEnter) throws UnsupportedMessageException {
            return FrameScope.of(this, frame);
        }

        @GenerateWrapper.OutgoingConverter
        final @Nullable Object toInstrument(@Nullable Object result) {
            return ObservedValues.outgoing(kind() == ValueKind.V128 && result != null ? Vectors.box(result) : result);
        }

        @GenerateWrapper.IncomingConverter
        final @Nullable Object fromInstrument(Object result) {
            return ObservedValues.incoming(result, numType());
        }

        /** The type of a number; what else a call gives can not be replaced. */
        private @Nullable ValType numType() {
            return switch (kind()) {
                case I32 -> NumType.I32;
                case I64 -> NumType.I64;
                case F32 -> NumType.F32;
                case F64 -> NumType.F64;
                case V128, REF -> null;
            };
        }
    }

    /** {@code call} of a function that the module defines. */
    public static final class Direct extends Call {
        private final FunctionCode code;

        /** Made at the first call, so that a function is translated only when it is reached. */
        @Child
        private @Nullable DirectCallNode callNode;

        /** Whether the function leaves tail calls to its caller; known as soon as there is a call node. */
        @CompilationFinal
        private boolean mayTailCall;

        public Direct(ValueKind kind, boolean isTail, FunctionCode code, ExpressionNode[] arguments, int offset) {
            super(kind, isTail, arguments, offset);
            this.code = code;
        }

        @Override
        Code prepare(VirtualFrame frame, Instance instance, @Nullable Object[] values) {
            values[0] = instance;
            return code;
        }

        @Override
        @Nullable
        Object call(Code callee, @Nullable Object[] values) {
            DirectCallNode node = callNode;
            if (node == null) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
                mayTailCall = code.mayTailCall();
                node = insert(DirectCallNode.create(code.callTarget()));
                callNode = node;
            }
            Object result = node.call(values);
            return mayTailCall ? completeTailCalls(result) : result;
        }
    }

    /** {@code call} of an imported function. */
    public static final class Imported extends Call {
        private final int functionIndex;

        public Imported(ValueKind kind, boolean isTail, int functionIndex, ExpressionNode[] arguments, int offset) {
            super(kind, isTail, arguments, offset);
            this.functionIndex = functionIndex;
        }

        @Override
        Code prepare(VirtualFrame frame, Instance instance, @Nullable Object[] values) {
            Function function = instance.importedFunction(functionIndex);
            values[0] = function.closure();
            return function.code();
        }
    }

    /** {@code call_indirect}. */
    public static final class Indirect extends Call {
        private final int tableIndex;
        private final DefType type;

        @Child
        private ExpressionNode index;

        /** A call; the last operand is the index into the table. */
        public Indirect(
                ValueKind kind, boolean isTail, int tableIndex, DefType type, ExpressionNode[] operands, int offset) {
            super(kind, isTail, allButLast(operands), offset);
            this.tableIndex = tableIndex;
            this.type = type;
            this.index = operands[operands.length - 1];
        }

        @Override
        Code prepare(VirtualFrame frame, Instance instance, @Nullable Object[] values) {
            long at = index.executeAddress(frame, instance);
            Function function = function(instance.table(tableIndex), at);
            values[0] = function.closure();
            return function.code();
        }

        private Function function(Table table, long at) {
            if (isUnlikely(!table.contains(at))) {
                throw Trap.create(TrapKind.UNDEFINED_ELEMENT, this);
            }
            Function function = (Function) table.get((int) at);
            if (isUnlikely(function == null)) {
                throw Trap.uninitializedElement(at, this);
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

        /** A call; the last operand is the function reference. */
        public Reference(ValueKind kind, boolean isTail, ExpressionNode[] operands, int offset) {
            super(kind, isTail, allButLast(operands), offset);
            this.reference = operands[operands.length - 1];
        }

        @Override
        Code prepare(VirtualFrame frame, Instance instance, @Nullable Object[] values) {
            Function function = (Function) reference.executeRef(frame, instance);
            if (function == null) {
                throw Trap.create(TrapKind.NULL_FUNCTION_REFERENCE, this);
            }
            values[0] = function.closure();
            return function.code();
        }
    }

    private static ExpressionNode[] allButLast(ExpressionNode[] operands) {
        return Arrays.copyOf(operands, operands.length - 1);
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
                    case V128 -> Vectors.set(frame, slots[i], Vectors.unbox(values[i]));
                    case REF -> frame.setObjectStatic(slots[i], values[i]);
                }
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.continuation;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.runtime.Continuation;
import org.trifola.wasm.runtime.ExceptionObject;
import org.trifola.wasm.runtime.Function;
import org.trifola.wasm.runtime.Handlers;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Outcome;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.Stacks;
import org.trifola.wasm.runtime.Tag;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;

/**
 * Continuations: the nodes evaluate operands; {@link Stacks} has the meaning.
 *
 * <p>They come from the proposal Stack Switching: "Execution". Instructions that hand over to another stack give an array of
 * the values they get back.
 */
public final class ContinuationNodes {
    private ContinuationNodes() {}

    /** An instruction with operands, the last of which is mostly a continuation. */
    private abstract static class Operation extends ExpressionNode implements StackFrame.OfNode {
        private final int offset;

        @Children
        private final ExpressionNode[] operands;

        Operation(ExpressionNode[] operands, int offset) {
            super(ValueKind.REF);
            this.operands = operands;
            this.offset = offset;
        }

        /** Evaluates the first operands. */
        @ExplodeLoop
        final @Nullable Object[] values(VirtualFrame frame, Instance instance, int count) {
            @Nullable Object[] values = new Object[count];
            for (int i = 0; i < count; i++) {
                values[i] = operands[i].executeBoxed(frame, instance);
            }
            return values;
        }

        /** Evaluates all operands but the last one. */
        final @Nullable Object[] values(VirtualFrame frame, Instance instance) {
            return values(frame, instance, operands.length - 1);
        }

        final @Nullable Object last(VirtualFrame frame, Instance instance) {
            return operands[operands.length - 1].executeRef(frame, instance);
        }

        /** Evaluates the last operand, which must not be null. */
        final Continuation continuation(VirtualFrame frame, Instance instance) {
            Object continuation = last(frame, instance);
            if (continuation == null) {
                throw Trap.create(TrapKind.NULL_CONTINUATION_REFERENCE, this);
            }
            return (Continuation) continuation;
        }

        final int operandCount() {
            return operands.length;
        }

        static Stacks stacks(Instance instance) {
            return instance.module().upcalls().stacks();
        }

        @Override
        public final int offset() {
            return offset;
        }
    }

    /** {@code cont.new}. */
    public static final class New extends Operation {
        public New(ExpressionNode function, int offset) {
            super(new ExpressionNode[] {function}, offset);
        }

        @Override
        public Object executeRef(VirtualFrame frame, Instance instance) {
            Object function = last(frame, instance);
            if (function == null) {
                throw Trap.create(TrapKind.NULL_FUNCTION_REFERENCE, this);
            }
            return stacks(instance).newContinuation((Function) function);
        }
    }

    /** {@code cont.bind}. */
    public static final class Bind extends Operation {
        public Bind(ExpressionNode[] operands, int offset) {
            super(operands, offset);
        }

        @Override
        public Object executeRef(VirtualFrame frame, Instance instance) {
            @Nullable Object[] values = values(frame, instance);
            return stacks(instance).bind(continuation(frame, instance), values, this);
        }
    }

    /** {@code suspend}. */
    public static final class Suspend extends Operation {
        private final int tagIndex;

        public Suspend(int tagIndex, ExpressionNode[] operands, int offset) {
            super(operands, offset);
            this.tagIndex = tagIndex;
        }

        @Override
        public Object executeRef(VirtualFrame frame, Instance instance) {
            @Nullable Object[] payload = values(frame, instance, operandCount());
            return stacks(instance).suspend(instance.tag(tagIndex), payload, this);
        }
    }

    /** {@code switch}. */
    public static final class Switch extends Operation {
        private final int tagIndex;

        public Switch(int tagIndex, ExpressionNode[] operands, int offset) {
            super(operands, offset);
            this.tagIndex = tagIndex;
        }

        @Override
        public Object executeRef(VirtualFrame frame, Instance instance) {
            @Nullable Object[] values = values(frame, instance);
            Continuation target = continuation(frame, instance);
            return stacks(instance).switchTo(target, values, instance.tag(tagIndex), this);
        }
    }

    /** The handlers of an instruction, by the indices of their tags. */
    public record HandlerTable(int[] tagIndices, boolean[] isSwitch) {
        Handlers of(Instance instance) {
            Tag[] tags = new Tag[tagIndices.length];
            for (int i = 0; i < tags.length; i++) {
                tags[i] = instance.tag(tagIndices[i]);
            }
            return new Handlers(tags, isSwitch);
        }
    }

    /** {@code resume}; gives an {@link Outcome}, as its relatives do. */
    public static final class Resume extends Operation {
        private final HandlerTable handlers;

        public Resume(HandlerTable handlers, ExpressionNode[] operands, int offset) {
            super(operands, offset);
            this.handlers = handlers;
        }

        @Override
        public Object executeRef(VirtualFrame frame, Instance instance) {
            @Nullable Object[] values = values(frame, instance);
            Continuation continuation = continuation(frame, instance);
            return stacks(instance).resume(continuation, values, handlers.of(instance), this);
        }
    }

    /** {@code resume_throw}. */
    public static final class ResumeThrow extends Operation {
        private final HandlerTable handlers;
        private final int tagIndex;

        public ResumeThrow(HandlerTable handlers, int tagIndex, ExpressionNode[] operands, int offset) {
            super(operands, offset);
            this.handlers = handlers;
            this.tagIndex = tagIndex;
        }

        @Override
        public Object executeRef(VirtualFrame frame, Instance instance) {
            @Nullable Object[] payload = values(frame, instance);
            Continuation continuation = continuation(frame, instance);
            ExceptionObject exception = new ExceptionObject(instance.tag(tagIndex), payload, this);
            return stacks(instance).resumeThrow(continuation, exception, handlers.of(instance), this);
        }
    }

    /** {@code resume_throw_ref}. */
    public static final class ResumeThrowRef extends Operation {
        private final HandlerTable handlers;

        public ResumeThrowRef(HandlerTable handlers, ExpressionNode[] operands, int offset) {
            super(operands, offset);
            this.handlers = handlers;
        }

        @Override
        public Object executeRef(VirtualFrame frame, Instance instance) {
            Object exception = values(frame, instance)[0];
            Continuation continuation = continuation(frame, instance);
            if (exception == null) {
                throw Trap.create(TrapKind.NULL_EXCEPTION_REFERENCE, this);
            }
            return stacks(instance)
                    .resumeThrow(continuation, (AbstractTruffleException) exception, handlers.of(instance), this);
        }
    }

    /** The values of an {@link Outcome} in a slot. */
    public static final class Values extends ExpressionNode {
        private final int slot;

        public Values(int slot) {
            super(ValueKind.REF);
            this.slot = slot;
        }

        @Override
        public Object executeRef(VirtualFrame frame, Instance instance) {
            return ((Outcome) frame.getObjectStatic(slot)).values();
        }
    }

    /** The handler of an {@link Outcome} in a slot; a number that no handler has when the computation has ended. */
    public static final class Which extends ExpressionNode {
        private final int slot;

        public Which(int slot) {
            super(ValueKind.I32);
            this.slot = slot;
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return ((Outcome) frame.getObjectStatic(slot)).handler();
        }
    }
}

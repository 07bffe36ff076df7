// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.exception;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.vector.Vectors;
import org.trifola.wasm.runtime.ExceptionObject;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;

/**
 * Exceptions: they are made and taken apart here; {@link org.trifola.wasm.nodes.DispatchNode} throws and catches them.
 *
 * <p>Specification: {@code exec-throw}, {@code exec-throw_ref}, {@code exec-try_table}.
 */
public final class ExceptionNodes {
    private ExceptionNodes() {}

    /** Makes the exception that {@code throw} throws. */
    public static final class New extends ExpressionNode implements StackFrame.OfNode {
        private final int tagIndex;
        private final int offset;

        @Children
        private final ExpressionNode[] payload;

        public New(int tagIndex, ExpressionNode[] payload, int offset) {
            super(ValueKind.REF);
            this.tagIndex = tagIndex;
            this.payload = payload;
            this.offset = offset;
        }

        @Override
        @ExplodeLoop
        public Object executeRef(VirtualFrame frame, Instance instance) {
            @Nullable Object[] values = new Object[payload.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = payload[i].executeBoxed(frame, instance);
            }
            return new ExceptionObject(instance.tag(tagIndex), values, this);
        }

        @Override
        public int offset() {
            return offset;
        }
    }

    /** The exception that {@code throw_ref} throws: its operand, which must not be null. */
    public static final class Existing extends ExpressionNode implements StackFrame.OfNode {
        private final int offset;

        @Child
        private ExpressionNode reference;

        public Existing(ExpressionNode reference, int offset) {
            super(ValueKind.REF);
            this.reference = reference;
            this.offset = offset;
        }

        @Override
        public Object executeRef(VirtualFrame frame, Instance instance) {
            Object exception = reference.executeRef(frame, instance);
            if (exception == null) {
                throw Trap.create(TrapKind.NULL_EXCEPTION_REFERENCE, this);
            }
            return (AbstractTruffleException) exception;
        }

        @Override
        public int offset() {
            return offset;
        }
    }

    /** Moves the payload of a caught exception to its slots. */
    public static final class Unpack extends StatementNode {
        private final int exceptionSlot;

        @CompilationFinal(dimensions = 1)
        private final int[] slots;

        @CompilationFinal(dimensions = 1)
        private final ValueKind[] kinds;

        public Unpack(int exceptionSlot, int[] slots, ValueKind[] kinds) {
            this.exceptionSlot = exceptionSlot;
            this.slots = slots;
            this.kinds = kinds;
        }

        @Override
        @ExplodeLoop
        @SuppressWarnings("NullAway")
        public void executeVoid(VirtualFrame frame, Instance instance) {
            @Nullable Object[] payload = ((ExceptionObject) frame.getObjectStatic(exceptionSlot)).payload();
            for (int i = 0; i < slots.length; i++) {
                switch (kinds[i]) {
                    case I32 -> frame.setIntStatic(slots[i], (int) payload[i]);
                    case I64 -> frame.setLongStatic(slots[i], (long) payload[i]);
                    case F32 -> frame.setFloatStatic(slots[i], (float) payload[i]);
                    case F64 -> frame.setDoubleStatic(slots[i], (double) payload[i]);
                    case V128 -> Vectors.set(frame, slots[i], Vectors.unbox(payload[i]));
                    case REF -> frame.setObjectStatic(slots[i], payload[i]);
                }
            }
        }
    }
}

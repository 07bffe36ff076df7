// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.aggregate;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.numeric.I31;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;

/**
 * Unboxed scalars: an {@link Integer} that holds the 31 bits with their sign.
 *
 * <p>Specification: {@code exec-ref.i31}, {@code exec-i31.get}.
 */
public final class I31Nodes {
    private I31Nodes() {}

    /** {@code ref.i31}. */
    public static final class New extends ExpressionNode {
        @Child
        private ExpressionNode value;

        public New(ExpressionNode value) {
            super(ValueKind.REF);
            this.value = value;
        }

        @Override
        public Object executeRef(VirtualFrame frame, Instance instance) {
            return I31.wrap(value.executeI32(frame, instance));
        }
    }

    /** {@code i31.get_s} and {@code i31.get_u}. */
    public static final class Get extends ExpressionNode implements StackFrame.OfNode {
        private final boolean signed;
        private final int offset;

        @Child
        private ExpressionNode reference;

        public Get(boolean signed, ExpressionNode reference, int offset) {
            super(ValueKind.I32);
            this.signed = signed;
            this.reference = reference;
            this.offset = offset;
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            Object value = reference.executeRef(frame, instance);
            if (value == null) {
                throw Trap.create(TrapKind.NULL_I31_REFERENCE, this);
            }
            int number = (int) value;
            return signed ? number : I31.unsigned(number);
        }

        @Override
        public int offset() {
            return offset;
        }
    }
}

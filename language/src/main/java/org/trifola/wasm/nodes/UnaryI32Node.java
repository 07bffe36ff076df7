// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.variable.LocalNodes;
import org.trifola.wasm.runtime.Instance;

/** A node with one i32 operand; a frame slot is read in place, see {@link BinaryI32Node}. */
public abstract class UnaryI32Node extends ExpressionNode {
    private final int slot;

    @Child
    private @Nullable ExpressionNode child;

    protected UnaryI32Node(ValueKind kind, ExpressionNode operand) {
        super(kind);
        slot = LocalNodes.slotOf(operand);
        child = slot >= 0 ? null : operand;
    }

    /** The value of the operand. */
    @SuppressWarnings("NullAway")
    protected final int operand(VirtualFrame frame, Instance instance) {
        return slot >= 0 ? frame.getIntStatic(slot) : child.executeI32(frame, instance);
    }
}

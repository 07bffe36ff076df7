// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.variable.LocalNodes;
import org.trifola.wasm.runtime.Instance;

/** A node with one f64 operand; a frame slot is read in place, see {@link BinaryI32Node}. */
public abstract class UnaryF64Node extends ExpressionNode {
    private final int slot;

    @Child
    private @Nullable ExpressionNode child;

    protected UnaryF64Node(ValueKind kind, ExpressionNode operand) {
        super(kind);
        slot = LocalNodes.slotOf(operand);
        child = slot >= 0 ? null : operand;
    }

    /** The value of the operand. */
    @SuppressWarnings("NullAway")
    protected final double operand(VirtualFrame frame, Instance instance) {
        return slot >= 0 ? frame.getDoubleStatic(slot) : child.executeF64(frame, instance);
    }
}

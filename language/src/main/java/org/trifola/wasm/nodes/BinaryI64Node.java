// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.numeric.ConstantNodes;
import org.trifola.wasm.nodes.variable.LocalNodes;
import org.trifola.wasm.runtime.Instance;

/** A node with two i64 operands; slots and constants are read in place, see {@link BinaryI32Node}. */
public abstract class BinaryI64Node extends ExpressionNode {
    private static final int CONSTANT = -2;

    private final int leftSlot;
    private final int rightSlot;
    private final long rightConstant;

    @Child
    private @Nullable ExpressionNode left;

    @Child
    private @Nullable ExpressionNode right;

    protected BinaryI64Node(ValueKind kind, ExpressionNode left, ExpressionNode right) {
        super(kind);
        leftSlot = LocalNodes.slotOf(left);
        this.left = leftSlot >= 0 ? null : left;
        if (right instanceof ConstantNodes.I64 constant) {
            rightSlot = CONSTANT;
            rightConstant = constant.value();
        } else {
            rightSlot = LocalNodes.slotOf(right);
            rightConstant = 0;
            this.right = rightSlot >= 0 ? null : right;
        }
    }

    /** The value of the first operand, which must be asked for first. */
    @SuppressWarnings("NullAway")
    protected final long left(VirtualFrame frame, Instance instance) {
        return leftSlot >= 0 ? frame.getLongStatic(leftSlot) : left.executeI64(frame, instance);
    }

    /** The value of the second operand. */
    @SuppressWarnings("NullAway")
    protected final long right(VirtualFrame frame, Instance instance) {
        if (rightSlot >= 0) {
            return frame.getLongStatic(rightSlot);
        }
        return rightSlot == CONSTANT ? rightConstant : right.executeI64(frame, instance);
    }
}

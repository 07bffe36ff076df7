// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.numeric.ConstantNodes;
import org.trifola.wasm.nodes.variable.LocalNodes;
import org.trifola.wasm.runtime.Instance;

/**
 * A node with two i32 operands.
 *
 * <p>FAST: an operand that is a frame slot, and a right operand that is a constant, is read here instead of in a child node:
 * in the interpreter a call through the class of a child costs more than the operation itself.
 */
public abstract class BinaryI32Node extends ExpressionNode {
    private static final int CONSTANT = -2;

    private final int leftSlot;
    private final int rightSlot;
    private final int rightConstant;

    @Child
    private @Nullable ExpressionNode left;

    @Child
    private @Nullable ExpressionNode right;

    protected BinaryI32Node(ValueKind kind, ExpressionNode left, ExpressionNode right) {
        super(kind);
        leftSlot = LocalNodes.slotOf(left);
        this.left = leftSlot >= 0 ? null : left;
        if (right instanceof ConstantNodes.I32 constant) {
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
    protected final int left(VirtualFrame frame, Instance instance) {
        return leftSlot >= 0 ? frame.getIntStatic(leftSlot) : left.executeI32(frame, instance);
    }

    /** The value of the second operand. */
    @SuppressWarnings("NullAway")
    protected final int right(VirtualFrame frame, Instance instance) {
        if (rightSlot >= 0) {
            return frame.getIntStatic(rightSlot);
        }
        return rightSlot == CONSTANT ? rightConstant : right.executeI32(frame, instance);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.trifola.wasm.runtime.Instance;

/** The opposite of a condition. */
public final class NotNode extends ExpressionNode {
    @Child
    private ExpressionNode condition;

    /** Holds where the condition does not. */
    public NotNode(ExpressionNode condition) {
        super(ValueKind.I32);
        this.condition = condition;
    }

    @Override
    public boolean executeBoolean(VirtualFrame frame, Instance instance) {
        return !condition.executeBoolean(frame, instance);
    }

    @Override
    public int executeI32(VirtualFrame frame, Instance instance) {
        return executeBoolean(frame, instance) ? 1 : 0;
    }
}

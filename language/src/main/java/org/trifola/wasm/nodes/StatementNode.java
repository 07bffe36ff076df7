// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;

/** A node that is run for its effects. */
public abstract class StatementNode extends Node {
    /** Runs the statement. */
    public abstract void executeVoid(VirtualFrame frame, Instance instance);

    @Override
    public @Nullable SourceSection getSourceSection() {
        return StackFrame.section(this);
    }

    /** Evaluates an expression and forgets its value. */
    public static final class Drop extends StatementNode {
        @Child
        private ExpressionNode expression;

        /** Forgets the value of the expression. */
        public Drop(ExpressionNode expression) {
            this.expression = expression;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            expression.executeVoid(frame, instance);
        }
    }
}

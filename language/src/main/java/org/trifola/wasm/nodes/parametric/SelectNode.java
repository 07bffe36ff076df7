// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.parametric;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.vector.Vectors;
import org.trifola.wasm.runtime.Instance;

/**
 * {@code select}: both operands are computed, then the condition chooses.
 *
 * <p>Specification: {@code exec-select}.
 */
public final class SelectNode extends ExpressionNode {
    @Child
    private ExpressionNode first;

    @Child
    private ExpressionNode second;

    @Child
    private ExpressionNode condition;

    /** A choice of {@code first} where the condition is not zero, else {@code second}. */
    public SelectNode(ExpressionNode first, ExpressionNode second, ExpressionNode condition) {
        super(first.kind());
        this.first = first;
        this.second = second;
        this.condition = condition;
    }

    @Override
    public int executeI32(VirtualFrame frame, Instance instance) {
        int x = first.executeI32(frame, instance);
        int y = second.executeI32(frame, instance);
        return condition.executeBoolean(frame, instance) ? x : y;
    }

    @Override
    public long executeI64(VirtualFrame frame, Instance instance) {
        long x = first.executeI64(frame, instance);
        long y = second.executeI64(frame, instance);
        return condition.executeBoolean(frame, instance) ? x : y;
    }

    @Override
    public float executeF32(VirtualFrame frame, Instance instance) {
        float x = first.executeF32(frame, instance);
        float y = second.executeF32(frame, instance);
        return condition.executeBoolean(frame, instance) ? x : y;
    }

    @Override
    public double executeF64(VirtualFrame frame, Instance instance) {
        double x = first.executeF64(frame, instance);
        double y = second.executeF64(frame, instance);
        return condition.executeBoolean(frame, instance) ? x : y;
    }

    @Override
    public Object executeV128(VirtualFrame frame, Instance instance) {
        Object x = first.executeV128(frame, instance);
        Object y = second.executeV128(frame, instance);
        return Vectors.select(condition.executeBoolean(frame, instance), x, y);
    }

    @Override
    public @Nullable Object executeRef(VirtualFrame frame, Instance instance) {
        Object x = first.executeRef(frame, instance);
        Object y = second.executeRef(frame, instance);
        return condition.executeBoolean(frame, instance) ? x : y;
    }
}

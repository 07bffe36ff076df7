// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.numeric;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.numeric.I128;
import org.trifola.wasm.runtime.Instance;

/** 128-bit arithmetic, whose two results go to slots; its meaning is in {@link I128}. */
public final class WideNodes {
    private WideNodes() {}

    private abstract static class Wide extends StatementNode {
        private final int lowSlot;
        private final int highSlot;

        Wide(int lowSlot, int highSlot) {
            this.lowSlot = lowSlot;
            this.highSlot = highSlot;
        }

        final void write(VirtualFrame frame, long low, long high) {
            frame.setLongStatic(lowSlot, low);
            frame.setLongStatic(highSlot, high);
        }
    }

    /** {@code i64.add128} and {@code i64.sub128}. */
    public static final class Sum extends Wide {
        private final boolean isDifference;

        @Child
        private ExpressionNode xLow;

        @Child
        private ExpressionNode xHigh;

        @Child
        private ExpressionNode yLow;

        @Child
        private ExpressionNode yHigh;

        /** A sum or difference of four halves: lower and upper half of each operand. */
        public Sum(boolean isDifference, ExpressionNode[] halves, int lowSlot, int highSlot) {
            super(lowSlot, highSlot);
            this.isDifference = isDifference;
            xLow = halves[0];
            xHigh = halves[1];
            yLow = halves[2];
            yHigh = halves[3];
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long a = xLow.executeI64(frame, instance);
            long b = xHigh.executeI64(frame, instance);
            long c = yLow.executeI64(frame, instance);
            long d = yHigh.executeI64(frame, instance);
            if (isDifference) {
                write(frame, I128.subLow(a, c), I128.subHigh(a, b, c, d));
            } else {
                write(frame, I128.addLow(a, c), I128.addHigh(a, b, c, d));
            }
        }
    }

    /** {@code i64.mul_wide_s} and {@code i64.mul_wide_u}. */
    public static final class Product extends Wide {
        private final boolean signed;

        @Child
        private ExpressionNode left;

        @Child
        private ExpressionNode right;

        public Product(boolean signed, ExpressionNode left, ExpressionNode right, int lowSlot, int highSlot) {
            super(lowSlot, highSlot);
            this.signed = signed;
            this.left = left;
            this.right = right;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long x = left.executeI64(frame, instance);
            long y = right.executeI64(frame, instance);
            write(frame, I128.mulLow(x, y), signed ? I128.mulHighS(x, y) : I128.mulHighU(x, y));
        }
    }
}

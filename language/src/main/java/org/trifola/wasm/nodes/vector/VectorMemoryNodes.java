// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.vector;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.memory.MemoryAccess;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.numeric.VectorOperator;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.RawMemory;

/**
 * Loads and stores of whole vectors, and loads of a lane into a vector.
 *
 * <p>All others are made of a load or store of a number and an operator of {@link VectorNodes}. Specification: 4.4.7 "Memory
 * Instructions", {@code exec-vload-val} and following.
 */
public final class VectorMemoryNodes {
    private VectorMemoryNodes() {}

    /** {@code v128.load}. */
    public static final class Load extends ExpressionNode {
        @Child
        private MemoryAccess access;

        public Load(MemoryAccess access) {
            super(ValueKind.V128);
            this.access = access;
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            return Vectors.load(access.address(frame, instance));
        }
    }

    /** {@code v128.store}. */
    public static final class Store extends StatementNode {
        @Child
        private MemoryAccess access;

        @Child
        private ExpressionNode value;

        public Store(MemoryAccess access, ExpressionNode value) {
            this.access = access;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long index = access.index(frame, instance);
            Object vector = value.executeV128(frame, instance);
            Vectors.store(access.check(instance, index), vector);
        }
    }

    /** {@code v128.load8_lane}, {@code v128.load16_lane} and {@code v128.load32_lane}. */
    public static final class LoadLaneI32 extends ExpressionNode {
        private final VectorOperator.ReplaceI32<V128> scalar;
        private final VectorOperator.ReplaceI32<Object> compiled;
        private final int width;
        private final int lane;

        @Child
        private MemoryAccess access;

        @Child
        private ExpressionNode operand;

        public LoadLaneI32(
                VectorOperator.ReplaceI32<V128> scalar,
                VectorOperator.ReplaceI32<Object> compiled,
                MemoryAccess access,
                ExpressionNode operand,
                int width,
                int lane) {
            super(ValueKind.V128);
            this.scalar = scalar;
            this.compiled = compiled;
            this.access = access;
            this.operand = operand;
            this.width = width;
            this.lane = lane;
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            long index = access.index(frame, instance);
            Object x = operand.executeV128(frame, instance);
            int y = read(access.check(instance, index));
            return Vectors.inScalarCode()
                    ? ScalarCode.apply(scalar, Vectors.scalar(x), y, lane)
                    : compiled.apply(Vectors.compiled(x), y, lane);
        }

        private int read(long address) {
            return switch (width) {
                case Byte.BYTES -> RawMemory.getByte(address);
                case Short.BYTES -> RawMemory.getShort(address);
                default -> RawMemory.getInt(address);
            };
        }
    }

    /** {@code v128.load64_lane}. */
    public static final class LoadLaneI64 extends ExpressionNode {
        private final VectorOperator.ReplaceI64<V128> scalar;
        private final VectorOperator.ReplaceI64<Object> compiled;
        private final int lane;

        @Child
        private MemoryAccess access;

        @Child
        private ExpressionNode operand;

        public LoadLaneI64(
                VectorOperator.ReplaceI64<V128> scalar,
                VectorOperator.ReplaceI64<Object> compiled,
                MemoryAccess access,
                ExpressionNode operand,
                int lane) {
            super(ValueKind.V128);
            this.scalar = scalar;
            this.compiled = compiled;
            this.access = access;
            this.operand = operand;
            this.lane = lane;
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            long index = access.index(frame, instance);
            Object x = operand.executeV128(frame, instance);
            long y = RawMemory.getLong(access.check(instance, index));
            return Vectors.inScalarCode()
                    ? ScalarCode.apply(scalar, Vectors.scalar(x), y, lane)
                    : compiled.apply(Vectors.compiled(x), y, lane);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.variable.LocalNodes;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.RawMemory;

/**
 * Stores of numbers: the address operand is computed first, then the value, then the address is checked.
 *
 * <p>Specification: {@code exec-store-val}, {@code exec-store-pack}.
 */
public final class StoreNodes {
    private StoreNodes() {}

    private abstract static class Store extends StatementNode {
        final int valueSlot;

        @Child
        private MemoryAccess access;

        @Child
        @Nullable
        ExpressionNode value;

        Store(MemoryAccess access, ExpressionNode value) {
            this.access = access;
            valueSlot = LocalNodes.slotOf(value);
            this.value = valueSlot >= 0 ? null : value;
        }

        final long index(VirtualFrame frame, Instance instance) {
            return access.index(frame, instance);
        }

        final long check(Instance instance, long index) {
            return access.check(instance, index);
        }
    }

    private abstract static class StoreI32 extends Store {
        StoreI32(MemoryAccess access, ExpressionNode value) {
            super(access, value);
        }

        @SuppressWarnings("NullAway")
        final int value(VirtualFrame frame, Instance instance) {
            return valueSlot >= 0 ? frame.getIntStatic(valueSlot) : value.executeI32(frame, instance);
        }
    }

    private abstract static class StoreI64 extends Store {
        StoreI64(MemoryAccess access, ExpressionNode value) {
            super(access, value);
        }

        @SuppressWarnings("NullAway")
        final long value(VirtualFrame frame, Instance instance) {
            return valueSlot >= 0 ? frame.getLongStatic(valueSlot) : value.executeI64(frame, instance);
        }
    }

    private abstract static class StoreF32 extends Store {
        StoreF32(MemoryAccess access, ExpressionNode value) {
            super(access, value);
        }

        @SuppressWarnings("NullAway")
        final float value(VirtualFrame frame, Instance instance) {
            return valueSlot >= 0 ? frame.getFloatStatic(valueSlot) : value.executeF32(frame, instance);
        }
    }

    private abstract static class StoreF64 extends Store {
        StoreF64(MemoryAccess access, ExpressionNode value) {
            super(access, value);
        }

        @SuppressWarnings("NullAway")
        final double value(VirtualFrame frame, Instance instance) {
            return valueSlot >= 0 ? frame.getDoubleStatic(valueSlot) : value.executeF64(frame, instance);
        }
    }

    /** {@code i32.store}. */
    public static final class I32Store extends StoreI32 {
        public I32Store(MemoryAccess access, ExpressionNode value) {
            super(access, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long index = index(frame, instance);
            int value = value(frame, instance);
            RawMemory.putInt(check(instance, index), value);
        }
    }

    /** {@code i64.store}. */
    public static final class I64Store extends StoreI64 {
        public I64Store(MemoryAccess access, ExpressionNode value) {
            super(access, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long index = index(frame, instance);
            long value = value(frame, instance);
            RawMemory.putLong(check(instance, index), value);
        }
    }

    /** {@code f32.store}. */
    public static final class F32Store extends StoreF32 {
        public F32Store(MemoryAccess access, ExpressionNode value) {
            super(access, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long index = index(frame, instance);
            float value = value(frame, instance);
            RawMemory.putFloat(check(instance, index), value);
        }
    }

    /** {@code f64.store}. */
    public static final class F64Store extends StoreF64 {
        public F64Store(MemoryAccess access, ExpressionNode value) {
            super(access, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long index = index(frame, instance);
            double value = value(frame, instance);
            RawMemory.putDouble(check(instance, index), value);
        }
    }

    /** {@code i32.store8}. */
    public static final class I32Store8 extends StoreI32 {
        public I32Store8(MemoryAccess access, ExpressionNode value) {
            super(access, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long index = index(frame, instance);
            int value = value(frame, instance);
            RawMemory.putByte(check(instance, index), (byte) value);
        }
    }

    /** {@code i32.store16}. */
    public static final class I32Store16 extends StoreI32 {
        public I32Store16(MemoryAccess access, ExpressionNode value) {
            super(access, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long index = index(frame, instance);
            int value = value(frame, instance);
            RawMemory.putShort(check(instance, index), (short) value);
        }
    }

    /** {@code i64.store8}. */
    public static final class I64Store8 extends StoreI64 {
        public I64Store8(MemoryAccess access, ExpressionNode value) {
            super(access, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long index = index(frame, instance);
            long value = value(frame, instance);
            RawMemory.putByte(check(instance, index), (byte) value);
        }
    }

    /** {@code i64.store16}. */
    public static final class I64Store16 extends StoreI64 {
        public I64Store16(MemoryAccess access, ExpressionNode value) {
            super(access, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long index = index(frame, instance);
            long value = value(frame, instance);
            RawMemory.putShort(check(instance, index), (short) value);
        }
    }

    /** {@code i64.store32}. */
    public static final class I64Store32 extends StoreI64 {
        public I64Store32(MemoryAccess access, ExpressionNode value) {
            super(access, value);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long index = index(frame, instance);
            long value = value(frame, instance);
            RawMemory.putInt(check(instance, index), (int) value);
        }
    }
}

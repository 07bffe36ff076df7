// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.variable;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.numeric.ConstantNodes;
import org.trifola.wasm.nodes.reference.ReferenceNodes;
import org.trifola.wasm.nodes.vector.VectorNodes;
import org.trifola.wasm.nodes.vector.Vectors;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.runtime.Instance;

/**
 * Reads and writes of frame slots: {@code local.get}, {@code local.set}, {@code local.tee}, and the slots that hold spilled
 * operands. A slot has one kind for its whole life.
 *
 * <p>Specification: {@code exec-local.get}, {@code exec-local.set}, {@code exec-local.tee}.
 */
public final class LocalNodes {
    private LocalNodes() {}

    /** A read of a slot. */
    public static ExpressionNode get(ValueKind kind, int slot) {
        return switch (kind) {
            case I32 -> new GetI32(slot);
            case I64 -> new GetI64(slot);
            case F32 -> new GetF32(slot);
            case F64 -> new GetF64(slot);
            case V128 -> new GetV128(slot);
            case REF -> new GetRef(slot);
        };
    }

    /** A write of a slot. */
    public static StatementNode set(int slot, ExpressionNode value) {
        return switch (value.kind()) {
            case I32 -> new SetI32(slot, value);
            case I64 -> new SetI64(slot, value);
            case F32 -> new SetF32(slot, value);
            case F64 -> new SetF64(slot, value);
            case V128 -> new SetV128(slot, value);
            case REF -> new SetRef(slot, value);
        };
    }

    /** A write of zero or null to a slot. */
    public static StatementNode reset(ValueKind kind, int slot) {
        return switch (kind) {
            case I32 -> new SetI32(slot, new ConstantNodes.I32(0));
            case I64 -> new SetI64(slot, new ConstantNodes.I64(0));
            case F32 -> new SetF32(slot, new ConstantNodes.F32(0));
            case F64 -> new SetF64(slot, new ConstantNodes.F64(0));
            case V128 -> new SetV128(slot, new VectorNodes.Constant(V128.ZERO));
            case REF -> new SetRef(slot, new ReferenceNodes.Null());
        };
    }

    /** A write of a slot that also gives the value on. */
    public static ExpressionNode tee(int slot, ExpressionNode value) {
        return switch (value.kind()) {
            case I32 -> new TeeI32(slot, value);
            case I64 -> new TeeI64(slot, value);
            case F32 -> new TeeF32(slot, value);
            case F64 -> new TeeF64(slot, value);
            case V128 -> new TeeV128(slot, value);
            case REF -> new TeeRef(slot, value);
        };
    }

    /** The slot that a node only reads, -1 for any other node. */
    public static int slotOf(ExpressionNode node) {
        return node instanceof Get get ? get.slot : -1;
    }

    /** A node that only reads a slot. */
    private abstract static class Get extends ExpressionNode {
        final int slot;

        Get(ValueKind kind, int slot) {
            super(kind);
            this.slot = slot;
        }

        @Override
        public boolean isSimple() {
            return true;
        }

        @Override
        public final ExpressionNode duplicate() {
            return get(kind(), slot);
        }
    }

    private static final class GetI32 extends Get {
        GetI32(int slot) {
            super(ValueKind.I32, slot);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return frame.getIntStatic(slot);
        }
    }

    private static final class GetI64 extends Get {
        GetI64(int slot) {
            super(ValueKind.I64, slot);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return frame.getLongStatic(slot);
        }
    }

    private static final class GetF32 extends Get {
        GetF32(int slot) {
            super(ValueKind.F32, slot);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return frame.getFloatStatic(slot);
        }
    }

    private static final class GetF64 extends Get {
        GetF64(int slot) {
            super(ValueKind.F64, slot);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return frame.getDoubleStatic(slot);
        }
    }

    private static final class GetV128 extends Get {
        GetV128(int slot) {
            super(ValueKind.V128, slot);
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            return Vectors.get(frame, slot);
        }
    }

    private static final class GetRef extends Get {
        GetRef(int slot) {
            super(ValueKind.REF, slot);
        }

        @Override
        public @Nullable Object executeRef(VirtualFrame frame, Instance instance) {
            return frame.getObjectStatic(slot);
        }
    }

    private static final class SetI32 extends StatementNode {
        private final int slot;

        @Child
        private ExpressionNode value;

        SetI32(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            frame.setIntStatic(slot, value.executeI32(frame, instance));
        }
    }

    private static final class SetI64 extends StatementNode {
        private final int slot;

        @Child
        private ExpressionNode value;

        SetI64(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            frame.setLongStatic(slot, value.executeI64(frame, instance));
        }
    }

    private static final class SetF32 extends StatementNode {
        private final int slot;

        @Child
        private ExpressionNode value;

        SetF32(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            frame.setFloatStatic(slot, value.executeF32(frame, instance));
        }
    }

    private static final class SetF64 extends StatementNode {
        private final int slot;

        @Child
        private ExpressionNode value;

        SetF64(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            frame.setDoubleStatic(slot, value.executeF64(frame, instance));
        }
    }

    private static final class SetV128 extends StatementNode {
        private final int slot;

        @Child
        private ExpressionNode value;

        SetV128(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            Vectors.set(frame, slot, value.executeV128(frame, instance));
        }
    }

    private static final class SetRef extends StatementNode {
        private final int slot;

        @Child
        private ExpressionNode value;

        SetRef(int slot, ExpressionNode value) {
            this.slot = slot;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            frame.setObjectStatic(slot, value.executeRef(frame, instance));
        }
    }

    private static final class TeeI32 extends ExpressionNode {
        private final int slot;

        @Child
        private ExpressionNode value;

        TeeI32(int slot, ExpressionNode value) {
            super(ValueKind.I32);
            this.slot = slot;
            this.value = value;
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            int result = value.executeI32(frame, instance);
            frame.setIntStatic(slot, result);
            return result;
        }
    }

    private static final class TeeI64 extends ExpressionNode {
        private final int slot;

        @Child
        private ExpressionNode value;

        TeeI64(int slot, ExpressionNode value) {
            super(ValueKind.I64);
            this.slot = slot;
            this.value = value;
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            long result = value.executeI64(frame, instance);
            frame.setLongStatic(slot, result);
            return result;
        }
    }

    private static final class TeeF32 extends ExpressionNode {
        private final int slot;

        @Child
        private ExpressionNode value;

        TeeF32(int slot, ExpressionNode value) {
            super(ValueKind.F32);
            this.slot = slot;
            this.value = value;
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            float result = value.executeF32(frame, instance);
            frame.setFloatStatic(slot, result);
            return result;
        }
    }

    private static final class TeeF64 extends ExpressionNode {
        private final int slot;

        @Child
        private ExpressionNode value;

        TeeF64(int slot, ExpressionNode value) {
            super(ValueKind.F64);
            this.slot = slot;
            this.value = value;
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            double result = value.executeF64(frame, instance);
            frame.setDoubleStatic(slot, result);
            return result;
        }
    }

    private static final class TeeV128 extends ExpressionNode {
        private final int slot;

        @Child
        private ExpressionNode value;

        TeeV128(int slot, ExpressionNode value) {
            super(ValueKind.V128);
            this.slot = slot;
            this.value = value;
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            Object result = value.executeV128(frame, instance);
            Vectors.set(frame, slot, result);
            return result;
        }
    }

    private static final class TeeRef extends ExpressionNode {
        private final int slot;

        @Child
        private ExpressionNode value;

        TeeRef(int slot, ExpressionNode value) {
            super(ValueKind.REF);
            this.slot = slot;
            this.value = value;
        }

        @Override
        public @Nullable Object executeRef(VirtualFrame frame, Instance instance) {
            @Nullable Object result = value.executeRef(frame, instance);
            frame.setObjectStatic(slot, result);
            return result;
        }
    }
}

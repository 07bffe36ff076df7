// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.variable;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.vector.Vectors;
import org.trifola.wasm.runtime.Instance;

/**
 * {@code global.get} and {@code global.set}.
 *
 * <p>Specification: {@code exec-global.get}, {@code exec-global.set}.
 */
public final class GlobalNodes {
    private GlobalNodes() {}

    /** A read of a global. */
    public static ExpressionNode get(ValueKind kind, int globalIndex, boolean mutable) {
        return switch (kind) {
            case I32 -> new GetI32(globalIndex, mutable);
            case I64 -> new GetI64(globalIndex, mutable);
            case F32 -> new GetF32(globalIndex, mutable);
            case F64 -> new GetF64(globalIndex, mutable);
            case V128 -> new GetV128(globalIndex, mutable);
            case REF -> new GetRef(globalIndex);
        };
    }

    /** A write of a global. */
    public static StatementNode set(int globalIndex, ExpressionNode value) {
        return switch (value.kind()) {
            case I32 -> new SetI32(globalIndex, value);
            case I64 -> new SetI64(globalIndex, value);
            case F32 -> new SetF32(globalIndex, value);
            case F64 -> new SetF64(globalIndex, value);
            case V128 -> new SetV128(globalIndex, value);
            case REF -> new SetRef(globalIndex, value);
        };
    }

    /** A node that reads the bits of a number or vector; those of an immutable global can be a constant of compiled code. */
    private abstract static class GetBits extends ExpressionNode {
        private final int globalIndex;
        private final boolean mutable;

        GetBits(ValueKind kind, int globalIndex, boolean mutable) {
            super(kind);
            this.globalIndex = globalIndex;
            this.mutable = mutable;
        }

        final long bits(Instance instance) {
            return mutable
                    ? instance.global(globalIndex).bits()
                    : instance.global(globalIndex).constantBits();
        }

        final long highBits(Instance instance) {
            return mutable
                    ? instance.global(globalIndex).highBits()
                    : instance.global(globalIndex).constantHighBits();
        }
    }

    private static final class GetI32 extends GetBits {
        GetI32(int globalIndex, boolean mutable) {
            super(ValueKind.I32, globalIndex, mutable);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return (int) bits(instance);
        }
    }

    private static final class GetI64 extends GetBits {
        GetI64(int globalIndex, boolean mutable) {
            super(ValueKind.I64, globalIndex, mutable);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return bits(instance);
        }
    }

    private static final class GetF32 extends GetBits {
        GetF32(int globalIndex, boolean mutable) {
            super(ValueKind.F32, globalIndex, mutable);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return Float.intBitsToFloat((int) bits(instance));
        }
    }

    private static final class GetF64 extends GetBits {
        GetF64(int globalIndex, boolean mutable) {
            super(ValueKind.F64, globalIndex, mutable);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return Double.longBitsToDouble(bits(instance));
        }
    }

    private static final class GetV128 extends GetBits {
        GetV128(int globalIndex, boolean mutable) {
            super(ValueKind.V128, globalIndex, mutable);
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            return Vectors.vector(bits(instance), highBits(instance));
        }
    }

    private static final class GetRef extends ExpressionNode {
        private final int globalIndex;

        GetRef(int globalIndex) {
            super(ValueKind.REF);
            this.globalIndex = globalIndex;
        }

        @Override
        public @Nullable Object executeRef(VirtualFrame frame, Instance instance) {
            return instance.global(globalIndex).object();
        }
    }

    private static final class SetI32 extends StatementNode {
        private final int globalIndex;

        @Child
        private ExpressionNode value;

        SetI32(int globalIndex, ExpressionNode value) {
            this.globalIndex = globalIndex;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long bits = value.executeI32(frame, instance);
            instance.global(globalIndex).setBits(bits);
        }
    }

    private static final class SetI64 extends StatementNode {
        private final int globalIndex;

        @Child
        private ExpressionNode value;

        SetI64(int globalIndex, ExpressionNode value) {
            this.globalIndex = globalIndex;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long bits = value.executeI64(frame, instance);
            instance.global(globalIndex).setBits(bits);
        }
    }

    private static final class SetF32 extends StatementNode {
        private final int globalIndex;

        @Child
        private ExpressionNode value;

        SetF32(int globalIndex, ExpressionNode value) {
            this.globalIndex = globalIndex;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long bits = Float.floatToRawIntBits(value.executeF32(frame, instance));
            instance.global(globalIndex).setBits(bits);
        }
    }

    private static final class SetF64 extends StatementNode {
        private final int globalIndex;

        @Child
        private ExpressionNode value;

        SetF64(int globalIndex, ExpressionNode value) {
            this.globalIndex = globalIndex;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long bits = Double.doubleToRawLongBits(value.executeF64(frame, instance));
            instance.global(globalIndex).setBits(bits);
        }
    }

    private static final class SetV128 extends StatementNode {
        private final int globalIndex;

        @Child
        private ExpressionNode value;

        SetV128(int globalIndex, ExpressionNode value) {
            this.globalIndex = globalIndex;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            Object vector = value.executeV128(frame, instance);
            instance.global(globalIndex).setBits(Vectors.low(vector), Vectors.high(vector));
        }
    }

    private static final class SetRef extends StatementNode {
        private final int globalIndex;

        @Child
        private ExpressionNode value;

        SetRef(int globalIndex, ExpressionNode value) {
            this.globalIndex = globalIndex;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            @Nullable Object object = value.executeRef(frame, instance);
            instance.global(globalIndex).setObject(object);
        }
    }
}

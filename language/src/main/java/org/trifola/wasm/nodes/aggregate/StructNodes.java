// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.aggregate;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.staticobject.StaticProperty;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.vector.Vectors;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.Struct;
import org.trifola.wasm.runtime.StructLayout;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;
import org.trifola.wasm.syntax.FieldType;
import org.trifola.wasm.syntax.PackedType;
import org.trifola.wasm.syntax.StorageType;

/**
 * Structures.
 *
 * <p>Specification: 4.4.4 "Aggregate Instructions", {@code exec-struct.new} and following.
 */
public final class StructNodes {
    private StructNodes() {}

    /** A read of a field. */
    public static ExpressionNode get(
            StructLayout layout, int fieldIndex, boolean signed, ExpressionNode struct, int offset) {
        FieldType field = layout.fields().get(fieldIndex);
        StaticProperty property = layout.property(fieldIndex);
        if (field.storage() instanceof PackedType packed) {
            return new GetPacked(property, packed, signed, struct, offset);
        }
        return switch (ValueKind.of(field.unpacked())) {
            case I32 -> new GetI32(property, struct, offset);
            case I64 -> new GetI64(property, struct, offset);
            case F32 -> new GetF32(property, struct, offset);
            case F64 -> new GetF64(property, struct, offset);
            case V128 -> new GetV128(property, struct, offset);
            case REF -> new GetRef(property, struct, offset);
        };
    }

    /** A write of a field. */
    public static StatementNode set(
            StructLayout layout, int fieldIndex, ExpressionNode struct, ExpressionNode value, int offset) {
        return new Set(new FieldWriter(layout, fieldIndex, value), struct, offset);
    }

    private static Struct check(@Nullable Object reference, StackFrame.OfNode location) {
        if (CompilerDirectives.injectBranchProbability(CompilerDirectives.SLOWPATH_PROBABILITY, reference == null)) {
            throw Trap.create(TrapKind.NULL_STRUCTURE_REFERENCE, (com.oracle.truffle.api.nodes.Node) location);
        }
        return (Struct) reference;
    }

    private abstract static class Get extends ExpressionNode implements StackFrame.OfNode {
        final StaticProperty property;
        private final int offset;

        @Child
        private ExpressionNode struct;

        Get(ValueKind kind, StaticProperty property, ExpressionNode struct, int offset) {
            super(kind);
            this.property = property;
            this.struct = struct;
            this.offset = offset;
        }

        final Struct struct(VirtualFrame frame, Instance instance) {
            return check(struct.executeRef(frame, instance), this);
        }

        @Override
        public final int offset() {
            return offset;
        }
    }

    private static final class GetPacked extends Get {
        private final boolean isByte;
        private final boolean signed;

        GetPacked(StaticProperty property, PackedType type, boolean signed, ExpressionNode struct, int offset) {
            super(ValueKind.I32, property, struct, offset);
            this.isByte = type == PackedType.I8;
            this.signed = signed;
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            Struct struct = struct(frame, instance);
            if (isByte) {
                byte value = property.getByte(struct);
                return signed ? value : value & 0xFF;
            }
            short value = property.getShort(struct);
            return signed ? value : value & 0xFFFF;
        }
    }

    private static final class GetI32 extends Get {
        GetI32(StaticProperty property, ExpressionNode struct, int offset) {
            super(ValueKind.I32, property, struct, offset);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return property.getInt(struct(frame, instance));
        }
    }

    private static final class GetI64 extends Get {
        GetI64(StaticProperty property, ExpressionNode struct, int offset) {
            super(ValueKind.I64, property, struct, offset);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return property.getLong(struct(frame, instance));
        }
    }

    private static final class GetF32 extends Get {
        GetF32(StaticProperty property, ExpressionNode struct, int offset) {
            super(ValueKind.F32, property, struct, offset);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return property.getFloat(struct(frame, instance));
        }
    }

    private static final class GetF64 extends Get {
        GetF64(StaticProperty property, ExpressionNode struct, int offset) {
            super(ValueKind.F64, property, struct, offset);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return property.getDouble(struct(frame, instance));
        }
    }

    private static final class GetV128 extends Get {
        GetV128(StaticProperty property, ExpressionNode struct, int offset) {
            super(ValueKind.V128, property, struct, offset);
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            return Vectors.unbox(StructLayout.vector(property.getObject(struct(frame, instance))));
        }
    }

    private static final class GetRef extends Get {
        GetRef(StaticProperty property, ExpressionNode struct, int offset) {
            super(ValueKind.REF, property, struct, offset);
        }

        @Override
        public @Nullable Object executeRef(VirtualFrame frame, Instance instance) {
            return property.getObject(struct(frame, instance));
        }
    }

    /** Computes a value and writes it to a field of a structure that is known. */
    private static final class FieldWriter extends com.oracle.truffle.api.nodes.Node {
        private final StaticProperty property;
        private final StorageType storage;

        @Child
        private ExpressionNode value;

        FieldWriter(StructLayout layout, int fieldIndex, ExpressionNode value) {
            property = layout.property(fieldIndex);
            storage = layout.fields().get(fieldIndex).storage();
            this.value = value;
        }

        /** Computes the value, then tests the reference, then writes. */
        void execute(VirtualFrame frame, Instance instance, @Nullable Object reference, StackFrame.OfNode location) {
            switch (value.kind()) {
                case I32 -> {
                    int number = value.executeI32(frame, instance);
                    writeI32(check(reference, location), number);
                }
                case I64 -> {
                    long number = value.executeI64(frame, instance);
                    property.setLong(check(reference, location), number);
                }
                case F32 -> {
                    float number = value.executeF32(frame, instance);
                    property.setFloat(check(reference, location), number);
                }
                case F64 -> {
                    double number = value.executeF64(frame, instance);
                    property.setDouble(check(reference, location), number);
                }
                case V128, REF -> {
                    @Nullable Object object = value.executeBoxed(frame, instance);
                    property.setObject(check(reference, location), object);
                }
            }
        }

        private void writeI32(Struct struct, int number) {
            if (storage == PackedType.I8) {
                property.setByte(struct, (byte) number);
            } else if (storage == PackedType.I16) {
                property.setShort(struct, (short) number);
            } else {
                property.setInt(struct, number);
            }
        }
    }

    /** {@code struct.set}: the reference is computed first, but tested after the value. */
    private static final class Set extends StatementNode implements StackFrame.OfNode {
        private final int offset;

        @Child
        private FieldWriter field;

        @Child
        private ExpressionNode struct;

        Set(FieldWriter field, ExpressionNode struct, int offset) {
            this.field = field;
            this.struct = struct;
            this.offset = offset;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = struct.executeRef(frame, instance);
            field.execute(frame, instance, reference, this);
        }

        @Override
        public int offset() {
            return offset;
        }
    }

    /** {@code struct.new} and {@code struct.new_default}: the fields without a value stay zero or null. */
    public static final class New extends ExpressionNode implements StackFrame.OfNode {
        private final StructLayout layout;

        @Children
        private final FieldWriter[] fields;

        public New(StructLayout layout, ExpressionNode... values) {
            super(ValueKind.REF);
            this.layout = layout;
            fields = new FieldWriter[values.length];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = new FieldWriter(layout, i, values[i]);
            }
        }

        @Override
        public int offset() {
            return -1;
        }

        @Override
        @ExplodeLoop
        public Object executeRef(VirtualFrame frame, Instance instance) {
            Struct struct = layout.create();
            for (FieldWriter field : fields) {
                field.execute(frame, instance, struct, this);
            }
            return struct;
        }
    }
}

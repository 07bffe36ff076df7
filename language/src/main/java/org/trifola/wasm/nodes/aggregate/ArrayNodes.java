// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.aggregate;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.Node;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.vector.Vectors;
import org.trifola.wasm.runtime.Array;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;
import org.trifola.wasm.syntax.ArrayType;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.PackedType;
import org.trifola.wasm.syntax.StorageType;

/**
 * Arrays.
 *
 * <p>Specification: 4.4.4 "Aggregate Instructions", {@code exec-array.new} and following.
 */
public final class ArrayNodes {
    private ArrayNodes() {}

    /** A read of an element. */
    public static ExpressionNode get(
            DefType type, boolean signed, ExpressionNode array, ExpressionNode index, int offset) {
        ArrayType arrayType = (ArrayType) type.compType();
        if (arrayType.element().storage() instanceof PackedType packed) {
            return new GetPacked(packed, signed, array, index, offset);
        }
        return switch (ValueKind.of(arrayType.element().unpacked())) {
            case I32 -> new GetI32(array, index, offset);
            case I64 -> new GetI64(array, index, offset);
            case F32 -> new GetF32(array, index, offset);
            case F64 -> new GetF64(array, index, offset);
            case V128 -> new GetV128(array, index, offset);
            case REF -> new GetRef(array, index, offset);
        };
    }

    /** A write of an element. */
    public static StatementNode set(
            DefType type, ExpressionNode array, ExpressionNode index, ExpressionNode value, int offset) {
        if (Array.storageType(type) instanceof PackedType packed) {
            return new SetPacked(packed, array, index, value, offset);
        }
        return switch (value.kind()) {
            case I32 -> new SetI32(array, index, value, offset);
            case I64 -> new SetI64(array, index, value, offset);
            case F32 -> new SetF32(array, index, value, offset);
            case F64 -> new SetF64(array, index, value, offset);
            case V128 -> new SetV128(array, index, value, offset);
            case REF -> new SetRef(array, index, value, offset);
        };
    }

    private static boolean isUnlikely(boolean condition) {
        return CompilerDirectives.injectBranchProbability(CompilerDirectives.SLOWPATH_PROBABILITY, condition);
    }

    /** The array of a reference, or a trap for null. */
    static Array check(@Nullable Object reference, Node location) {
        if (isUnlikely(reference == null)) {
            throw Trap.create(TrapKind.NULL_ARRAY_REFERENCE, location);
        }
        return (Array) reference;
    }

    /** A trap unless the unsigned index is inside an array of this length. */
    static void checkIndex(int index, int length, Node location) {
        if (isUnlikely(Integer.compareUnsigned(index, length) >= 0)) {
            throw Trap.create(TrapKind.OUT_OF_BOUNDS_ARRAY_ACCESS, location);
        }
    }

    /** A trap unless the unsigned range is inside the array. */
    static void checkRange(Array array, int start, int length, Node location) {
        if (isUnlikely(!array.containsRange(start, length))) {
            throw Trap.create(TrapKind.OUT_OF_BOUNDS_ARRAY_ACCESS, location);
        }
    }

    /** A new array with all elements zero or null, or a trap when there is no memory for it. */
    static Array allocate(DefType type, StorageType storage, int length, Node location) {
        return isUnlikely(Array.isLarge(length))
                ? Array.createLarge(type, length, location)
                : Array.create(type, storage, length);
    }

    private abstract static class Get extends ExpressionNode implements StackFrame.OfNode {
        private final int offset;

        @Child
        private ExpressionNode array;

        @Child
        private ExpressionNode index;

        Get(ValueKind kind, ExpressionNode array, ExpressionNode index, int offset) {
            super(kind);
            this.array = array;
            this.index = index;
            this.offset = offset;
        }

        final @Nullable Object reference(VirtualFrame frame, Instance instance) {
            return array.executeRef(frame, instance);
        }

        final int index(VirtualFrame frame, Instance instance) {
            return index.executeI32(frame, instance);
        }

        @Override
        public final int offset() {
            return offset;
        }
    }

    private static final class GetPacked extends Get {
        private final boolean isByte;
        private final boolean signed;

        GetPacked(PackedType type, boolean signed, ExpressionNode array, ExpressionNode index, int offset) {
            super(ValueKind.I32, array, index, offset);
            isByte = type == PackedType.I8;
            this.signed = signed;
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = reference(frame, instance);
            int index = index(frame, instance);
            Array array = check(reference, this);
            if (isByte) {
                byte[] values = ((Array.OfI8) array).values;
                checkIndex(index, values.length, this);
                return signed ? values[index] : values[index] & 0xFF;
            }
            short[] values = ((Array.OfI16) array).values;
            checkIndex(index, values.length, this);
            return signed ? values[index] : values[index] & 0xFFFF;
        }
    }

    private static final class GetI32 extends Get {
        GetI32(ExpressionNode array, ExpressionNode index, int offset) {
            super(ValueKind.I32, array, index, offset);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = reference(frame, instance);
            int index = index(frame, instance);
            int[] values = ((Array.OfI32) check(reference, this)).values;
            checkIndex(index, values.length, this);
            return values[index];
        }
    }

    private static final class GetI64 extends Get {
        GetI64(ExpressionNode array, ExpressionNode index, int offset) {
            super(ValueKind.I64, array, index, offset);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = reference(frame, instance);
            int index = index(frame, instance);
            long[] values = ((Array.OfI64) check(reference, this)).values;
            checkIndex(index, values.length, this);
            return values[index];
        }
    }

    private static final class GetF32 extends Get {
        GetF32(ExpressionNode array, ExpressionNode index, int offset) {
            super(ValueKind.F32, array, index, offset);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = reference(frame, instance);
            int index = index(frame, instance);
            float[] values = ((Array.OfF32) check(reference, this)).values;
            checkIndex(index, values.length, this);
            return values[index];
        }
    }

    private static final class GetF64 extends Get {
        GetF64(ExpressionNode array, ExpressionNode index, int offset) {
            super(ValueKind.F64, array, index, offset);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = reference(frame, instance);
            int index = index(frame, instance);
            double[] values = ((Array.OfF64) check(reference, this)).values;
            checkIndex(index, values.length, this);
            return values[index];
        }
    }

    private static final class GetV128 extends Get {
        GetV128(ExpressionNode array, ExpressionNode index, int offset) {
            super(ValueKind.V128, array, index, offset);
        }

        @Override
        public Object executeV128(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = reference(frame, instance);
            int index = index(frame, instance);
            long[] values = ((Array.OfV128) check(reference, this)).values;
            checkIndex(index, values.length / 2, this);
            return Vectors.vector(values[2 * index], values[2 * index + 1]);
        }
    }

    private static final class GetRef extends Get {
        GetRef(ExpressionNode array, ExpressionNode index, int offset) {
            super(ValueKind.REF, array, index, offset);
        }

        @Override
        public @Nullable Object executeRef(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = reference(frame, instance);
            int index = index(frame, instance);
            @Nullable Object[] values = ((Array.OfRef) check(reference, this)).values;
            checkIndex(index, values.length, this);
            return values[index];
        }
    }

    private abstract static class Set extends StatementNode implements StackFrame.OfNode {
        private final int offset;

        @Child
        private ExpressionNode array;

        @Child
        private ExpressionNode index;

        @Child
        ExpressionNode value;

        Set(ExpressionNode array, ExpressionNode index, ExpressionNode value, int offset) {
            this.array = array;
            this.index = index;
            this.value = value;
            this.offset = offset;
        }

        final @Nullable Object reference(VirtualFrame frame, Instance instance) {
            return array.executeRef(frame, instance);
        }

        final int index(VirtualFrame frame, Instance instance) {
            return index.executeI32(frame, instance);
        }

        @Override
        public final int offset() {
            return offset;
        }
    }

    private static final class SetPacked extends Set {
        private final boolean isByte;

        SetPacked(PackedType type, ExpressionNode array, ExpressionNode index, ExpressionNode value, int offset) {
            super(array, index, value, offset);
            isByte = type == PackedType.I8;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = reference(frame, instance);
            int index = index(frame, instance);
            int number = value.executeI32(frame, instance);
            Array array = check(reference, this);
            if (isByte) {
                byte[] values = ((Array.OfI8) array).values;
                checkIndex(index, values.length, this);
                values[index] = (byte) number;
            } else {
                short[] values = ((Array.OfI16) array).values;
                checkIndex(index, values.length, this);
                values[index] = (short) number;
            }
        }
    }

    private static final class SetI32 extends Set {
        SetI32(ExpressionNode array, ExpressionNode index, ExpressionNode value, int offset) {
            super(array, index, value, offset);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = reference(frame, instance);
            int index = index(frame, instance);
            int content = value.executeI32(frame, instance);
            int[] values = ((Array.OfI32) check(reference, this)).values;
            checkIndex(index, values.length, this);
            values[index] = content;
        }
    }

    private static final class SetI64 extends Set {
        SetI64(ExpressionNode array, ExpressionNode index, ExpressionNode value, int offset) {
            super(array, index, value, offset);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = reference(frame, instance);
            int index = index(frame, instance);
            long content = value.executeI64(frame, instance);
            long[] values = ((Array.OfI64) check(reference, this)).values;
            checkIndex(index, values.length, this);
            values[index] = content;
        }
    }

    private static final class SetF32 extends Set {
        SetF32(ExpressionNode array, ExpressionNode index, ExpressionNode value, int offset) {
            super(array, index, value, offset);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = reference(frame, instance);
            int index = index(frame, instance);
            float content = value.executeF32(frame, instance);
            float[] values = ((Array.OfF32) check(reference, this)).values;
            checkIndex(index, values.length, this);
            values[index] = content;
        }
    }

    private static final class SetF64 extends Set {
        SetF64(ExpressionNode array, ExpressionNode index, ExpressionNode value, int offset) {
            super(array, index, value, offset);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = reference(frame, instance);
            int index = index(frame, instance);
            double content = value.executeF64(frame, instance);
            double[] values = ((Array.OfF64) check(reference, this)).values;
            checkIndex(index, values.length, this);
            values[index] = content;
        }
    }

    private static final class SetV128 extends Set {
        SetV128(ExpressionNode array, ExpressionNode index, ExpressionNode value, int offset) {
            super(array, index, value, offset);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = reference(frame, instance);
            int index = index(frame, instance);
            Object content = value.executeV128(frame, instance);
            long[] values = ((Array.OfV128) check(reference, this)).values;
            checkIndex(index, values.length / 2, this);
            values[2 * index] = Vectors.low(content);
            values[2 * index + 1] = Vectors.high(content);
        }
    }

    private static final class SetRef extends Set {
        SetRef(ExpressionNode array, ExpressionNode index, ExpressionNode value, int offset) {
            super(array, index, value, offset);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = reference(frame, instance);
            int index = index(frame, instance);
            @Nullable Object content = value.executeRef(frame, instance);
            @Nullable Object[] values = ((Array.OfRef) check(reference, this)).values;
            checkIndex(index, values.length, this);
            values[index] = content;
        }
    }

    /** {@code array.new} and {@code array.new_default}: without a value, all elements are zero or null. */
    public static final class New extends ExpressionNode implements StackFrame.OfNode {
        private final DefType type;
        private final StorageType storage;
        private final int offset;

        @Child
        private @Nullable ExpressionNode value;

        @Child
        private ExpressionNode length;

        public New(DefType type, @Nullable ExpressionNode value, ExpressionNode length, int offset) {
            super(ValueKind.REF);
            this.type = type;
            storage = Array.storageType(type);
            this.value = value;
            this.length = length;
            this.offset = offset;
        }

        @Override
        public Object executeRef(VirtualFrame frame, Instance instance) {
            if (value == null) {
                return allocate(type, storage, length.executeI32(frame, instance), this);
            }
            @Nullable Object content = value.executeBoxed(frame, instance);
            int elements = length.executeI32(frame, instance);
            Array array = allocate(type, storage, elements, this);
            array.fill(0, content, elements);
            return array;
        }

        @Override
        public int offset() {
            return offset;
        }
    }

    /** {@code array.new_fixed}. */
    public static final class NewFixed extends ExpressionNode implements StackFrame.OfNode {
        private final DefType type;
        private final StorageType storage;
        private final int offset;

        @Children
        private final ExpressionNode[] values;

        public NewFixed(DefType type, ExpressionNode[] values, int offset) {
            super(ValueKind.REF);
            this.type = type;
            storage = Array.storageType(type);
            this.values = values;
            this.offset = offset;
        }

        @Override
        @ExplodeLoop
        public Object executeRef(VirtualFrame frame, Instance instance) {
            Array array = allocate(type, storage, values.length, this);
            for (int i = 0; i < values.length; i++) {
                write(frame, instance, array, i, values[i]);
            }
            return array;
        }

        private void write(VirtualFrame frame, Instance instance, Array array, int index, ExpressionNode value) {
            // Not a switch: partial evaluation does not get through the pattern matching of the JDK.
            if (storage == PackedType.I8) {
                ((Array.OfI8) array).values[index] = (byte) value.executeI32(frame, instance);
            } else if (storage == PackedType.I16) {
                ((Array.OfI16) array).values[index] = (short) value.executeI32(frame, instance);
            } else {
                writeUnpacked(frame, instance, array, index, value);
            }
        }

        private static void writeUnpacked(
                VirtualFrame frame, Instance instance, Array array, int index, ExpressionNode value) {
            switch (value.kind()) {
                case I32 -> ((Array.OfI32) array).values[index] = value.executeI32(frame, instance);
                case I64 -> ((Array.OfI64) array).values[index] = value.executeI64(frame, instance);
                case F32 -> ((Array.OfF32) array).values[index] = value.executeF32(frame, instance);
                case F64 -> ((Array.OfF64) array).values[index] = value.executeF64(frame, instance);
                case V128 -> array.set(index, value.executeBoxed(frame, instance));
                case REF -> ((Array.OfRef) array).values[index] = value.executeRef(frame, instance);
            }
        }

        @Override
        public int offset() {
            return offset;
        }
    }

    /** {@code array.new_data} and {@code array.new_elem}. */
    public static final class NewFromSegment extends ExpressionNode implements StackFrame.OfNode {
        private final DefType type;
        private final int segmentIndex;
        private final boolean isData;
        private final int offset;

        @Child
        private ExpressionNode start;

        @Child
        private ExpressionNode length;

        public NewFromSegment(
                DefType type,
                int segmentIndex,
                boolean isData,
                ExpressionNode start,
                ExpressionNode length,
                int offset) {
            super(ValueKind.REF);
            this.type = type;
            this.segmentIndex = segmentIndex;
            this.isData = isData;
            this.start = start;
            this.length = length;
            this.offset = offset;
        }

        @Override
        public Object executeRef(VirtualFrame frame, Instance instance) {
            int from = start.executeI32(frame, instance);
            int elements = length.executeI32(frame, instance);
            return isData
                    ? instance.data(segmentIndex).newArray(type, from, elements, this)
                    : instance.element(segmentIndex).newArray(type, from, elements, this);
        }

        @Override
        public int offset() {
            return offset;
        }
    }

    /** {@code array.len}. */
    public static final class Length extends ExpressionNode implements StackFrame.OfNode {
        private final int offset;

        @Child
        private ExpressionNode array;

        public Length(ExpressionNode array, int offset) {
            super(ValueKind.I32);
            this.array = array;
            this.offset = offset;
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return check(array.executeRef(frame, instance), this).length();
        }

        @Override
        public int offset() {
            return offset;
        }
    }

    /** {@code array.fill}. */
    public static final class Fill extends StatementNode implements StackFrame.OfNode {
        private final int offset;

        @Child
        private ExpressionNode array;

        @Child
        private ExpressionNode start;

        @Child
        private ExpressionNode value;

        @Child
        private ExpressionNode length;

        public Fill(ExpressionNode[] operands, int offset) {
            array = operands[0];
            start = operands[1];
            value = operands[2];
            length = operands[3];
            this.offset = offset;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = array.executeRef(frame, instance);
            int from = start.executeI32(frame, instance);
            @Nullable Object content = value.executeBoxed(frame, instance);
            int elements = length.executeI32(frame, instance);
            Array target = check(reference, this);
            checkRange(target, from, elements, this);
            target.fill(from, content, elements);
        }

        @Override
        public int offset() {
            return offset;
        }
    }

    /** {@code array.copy}. */
    public static final class Copy extends StatementNode implements StackFrame.OfNode {
        private final int offset;

        @Child
        private ExpressionNode array;

        @Child
        private ExpressionNode start;

        @Child
        private ExpressionNode source;

        @Child
        private ExpressionNode sourceStart;

        @Child
        private ExpressionNode length;

        public Copy(ExpressionNode[] operands, int offset) {
            array = operands[0];
            start = operands[1];
            source = operands[2];
            sourceStart = operands[3];
            length = operands[4];
            this.offset = offset;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = array.executeRef(frame, instance);
            int to = start.executeI32(frame, instance);
            @Nullable Object sourceReference = source.executeRef(frame, instance);
            int from = sourceStart.executeI32(frame, instance);
            int elements = length.executeI32(frame, instance);
            Array target = check(reference, this);
            Array origin = check(sourceReference, this);
            checkRange(target, to, elements, this);
            checkRange(origin, from, elements, this);
            target.copy(to, origin, from, elements);
        }

        @Override
        public int offset() {
            return offset;
        }
    }

    /** {@code array.init_data} and {@code array.init_elem}. */
    public static final class InitFromSegment extends StatementNode implements StackFrame.OfNode {
        private final int segmentIndex;
        private final boolean isData;
        private final int offset;

        @Child
        private ExpressionNode array;

        @Child
        private ExpressionNode start;

        @Child
        private ExpressionNode sourceStart;

        @Child
        private ExpressionNode length;

        public InitFromSegment(int segmentIndex, boolean isData, ExpressionNode[] operands, int offset) {
            this.segmentIndex = segmentIndex;
            this.isData = isData;
            array = operands[0];
            start = operands[1];
            sourceStart = operands[2];
            length = operands[3];
            this.offset = offset;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = array.executeRef(frame, instance);
            int to = start.executeI32(frame, instance);
            int from = sourceStart.executeI32(frame, instance);
            int elements = length.executeI32(frame, instance);
            Array target = check(reference, this);
            checkRange(target, to, elements, this);
            if (isData) {
                instance.data(segmentIndex).copyTo(target, to, from, elements, this);
            } else {
                instance.element(segmentIndex).copyTo(target, to, from, elements, this);
            }
        }

        @Override
        public int offset() {
            return offset;
        }
    }
}

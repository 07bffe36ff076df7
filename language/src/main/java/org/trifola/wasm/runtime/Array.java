// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.nodes.Node;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.interop.Kind;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.syntax.ArrayType;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.FieldType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.PackedType;
import org.trifola.wasm.syntax.StorageType;
import org.trifola.wasm.syntax.VecType;

/**
 * An array, backed by the Java array that fits its element type.
 *
 * <p>Specification: 4.2.16 "Aggregate Instances". Nodes use the subclass of the element type they know; the methods here
 * serve everyone else with boxed values. Indices and ranges are checked by the caller ({@link #containsRange}).
 */
public abstract sealed class Array extends Aggregate {
    /** Arrays above this length are allocated where running out of memory can be turned into a trap. */
    private static final int LARGE = 1 << 16;

    private final DefType type;
    private final int length;

    private Array(DefType type, int length) {
        this.type = type;
        this.length = length;
    }

    @Override
    public final DefType type() {
        return type;
    }

    @Override
    public final int size() {
        return length();
    }

    @Override
    public final FieldType fieldType(int index) {
        return ((ArrayType) type.compType()).element();
    }

    @Override
    public final @Nullable Object getField(int index) {
        return get(index);
    }

    @Override
    public final void setField(int index, @Nullable Object value) {
        set(index, value);
    }

    @Override
    public final Kind kind() {
        return Kind.ARRAY;
    }

    /** The type of the elements in storage. */
    public final StorageType storageType() {
        return storageType(type);
    }

    /** The type of the elements of an array type in storage. */
    public static StorageType storageType(DefType type) {
        return ((ArrayType) type.compType()).element().storage();
    }

    /** A new array with all elements zero or null; {@code storage} is the storage type of the elements. */
    public static Array create(DefType type, StorageType storage, int length) {
        // Not one switch over all types: partial evaluation does not get through the pattern matching of the JDK.
        if (storage instanceof NumType number) {
            return switch (number) {
                case I32 -> new OfI32(type, new int[length]);
                case I64 -> new OfI64(type, new long[length]);
                case F32 -> new OfF32(type, new float[length]);
                case F64 -> new OfF64(type, new double[length]);
            };
        }
        if (storage instanceof PackedType packed) {
            return switch (packed) {
                case I8 -> new OfI8(type, new byte[length]);
                case I16 -> new OfI16(type, new short[length]);
            };
        }
        return storage instanceof VecType
                ? new OfV128(type, new long[Math.multiplyExact(2, length)])
                : new OfRef(type, new Object[length]);
    }

    /** Whether running out of memory for an array of this unsigned length is to be expected, see {@link #createLarge}. */
    public static boolean isLarge(int length) {
        return Integer.compareUnsigned(length, LARGE) > 0;
    }

    /** A new array with all elements zero or null; a trap when there is no memory for its unsigned length. */
    @TruffleBoundary
    public static Array createLarge(DefType type, int length, @Nullable Node location) {
        try {
            if (length >= 0) {
                TruffleSafepoint.pollHere(location);
                return create(type, storageType(type), length);
            }
        } catch (OutOfMemoryError | ArithmeticException _) {
            // The program asked for more than the heap or a Java array has; what it holds so far stays usable.
        }
        throw Trap.create(
                TrapKind.OUT_OF_MEMORY, "an array of " + Integer.toUnsignedString(length) + " elements", location);
    }

    /** The number of elements. */
    public final int length() {
        return length;
    }

    /** The Java array. */
    public abstract Object elements();

    /** An element in boxed form; a packed one with its sign. */
    public abstract @Nullable Object get(int index);

    /** Sets an element from its boxed form. */
    public abstract void set(int index, @Nullable Object value);

    /** Whether a range of unsigned start and length lies inside the array. */
    public final boolean containsRange(int start, int length) {
        return Integer.toUnsignedLong(start) + Integer.toUnsignedLong(length) <= length();
    }

    /** {@code array.fill}. */
    @TruffleBoundary
    public final void fill(int start, @Nullable Object value, int length) {
        BulkOperation.forwards(length, null, (at, count) -> fillPiece(start + (int) at, value, count));
    }

    /** Sets a few elements from the boxed form of one. */
    abstract void fillPiece(int start, @Nullable Object value, int length);

    /** {@code array.copy}: the element types are the same, or references. */
    @TruffleBoundary
    public final void copy(int start, Array source, int sourceStart, int length) {
        int scale = this instanceof OfV128 ? 2 : 1;
        Object from = source.elements();
        Object to = elements();
        BulkOperation.copy(
                sourceStart,
                start,
                length,
                null,
                (at, count) -> System.arraycopy(
                        from, scale * (sourceStart + (int) at), to, scale * (start + (int) at), scale * count));
    }

    /** The number of bytes of an element in a data segment. */
    public final int elementBytes() {
        return elementBytes(storageType());
    }

    /** The number of bytes of a number in a data segment. */
    public static int elementBytes(StorageType type) {
        if (type instanceof PackedType packed) {
            return packed.bytes();
        }
        return type instanceof NumType number ? number.bytes() : V128.BYTES;
    }

    /** An array of {@code i8}. */
    public static final class OfI8 extends Array {
        /** The elements. */
        public final byte[] values;

        /** An array of elements that it keeps. */
        public OfI8(DefType type, byte[] values) {
            super(type, values.length);
            this.values = values;
        }

        @Override
        public Object elements() {
            return values;
        }

        @Override
        public Object get(int index) {
            return (int) values[index];
        }

        @Override
        @SuppressWarnings("NullAway")
        public void set(int index, @Nullable Object value) {
            values[index] = (byte) (int) value;
        }

        @Override
        @SuppressWarnings("NullAway")
        void fillPiece(int start, @Nullable Object value, int length) {
            Arrays.fill(values, start, start + length, (byte) (int) value);
        }
    }

    /** An array of {@code i16}. */
    public static final class OfI16 extends Array {
        /** The elements. */
        public final short[] values;

        /** An array of elements that it keeps. */
        public OfI16(DefType type, short[] values) {
            super(type, values.length);
            this.values = values;
        }

        @Override
        public Object elements() {
            return values;
        }

        @Override
        public Object get(int index) {
            return (int) values[index];
        }

        @Override
        @SuppressWarnings("NullAway")
        public void set(int index, @Nullable Object value) {
            values[index] = (short) (int) value;
        }

        @Override
        @SuppressWarnings("NullAway")
        void fillPiece(int start, @Nullable Object value, int length) {
            Arrays.fill(values, start, start + length, (short) (int) value);
        }
    }

    /** An array of {@code i32}. */
    public static final class OfI32 extends Array {
        /** The elements. */
        public final int[] values;

        /** An array of elements that it keeps. */
        public OfI32(DefType type, int[] values) {
            super(type, values.length);
            this.values = values;
        }

        @Override
        public Object elements() {
            return values;
        }

        @Override
        public Object get(int index) {
            return values[index];
        }

        @Override
        @SuppressWarnings("NullAway")
        public void set(int index, @Nullable Object value) {
            values[index] = (int) value;
        }

        @Override
        @SuppressWarnings("NullAway")
        void fillPiece(int start, @Nullable Object value, int length) {
            Arrays.fill(values, start, start + length, (int) value);
        }
    }

    /** An array of {@code i64}. */
    public static final class OfI64 extends Array {
        /** The elements. */
        public final long[] values;

        /** An array of elements that it keeps. */
        public OfI64(DefType type, long[] values) {
            super(type, values.length);
            this.values = values;
        }

        @Override
        public Object elements() {
            return values;
        }

        @Override
        public Object get(int index) {
            return values[index];
        }

        @Override
        @SuppressWarnings("NullAway")
        public void set(int index, @Nullable Object value) {
            values[index] = (long) value;
        }

        @Override
        @SuppressWarnings("NullAway")
        void fillPiece(int start, @Nullable Object value, int length) {
            Arrays.fill(values, start, start + length, (long) value);
        }
    }

    /** An array of {@code f32}. */
    public static final class OfF32 extends Array {
        /** The elements. */
        public final float[] values;

        /** An array of elements that it keeps. */
        public OfF32(DefType type, float[] values) {
            super(type, values.length);
            this.values = values;
        }

        @Override
        public Object elements() {
            return values;
        }

        @Override
        public Object get(int index) {
            return values[index];
        }

        @Override
        @SuppressWarnings("NullAway")
        public void set(int index, @Nullable Object value) {
            values[index] = (float) value;
        }

        @Override
        @SuppressWarnings("NullAway")
        void fillPiece(int start, @Nullable Object value, int length) {
            Arrays.fill(values, start, start + length, (float) value);
        }
    }

    /** An array of {@code f64}. */
    public static final class OfF64 extends Array {
        /** The elements. */
        public final double[] values;

        /** An array of elements that it keeps. */
        public OfF64(DefType type, double[] values) {
            super(type, values.length);
            this.values = values;
        }

        @Override
        public Object elements() {
            return values;
        }

        @Override
        public Object get(int index) {
            return values[index];
        }

        @Override
        @SuppressWarnings("NullAway")
        public void set(int index, @Nullable Object value) {
            values[index] = (double) value;
        }

        @Override
        @SuppressWarnings("NullAway")
        void fillPiece(int start, @Nullable Object value, int length) {
            Arrays.fill(values, start, start + length, (double) value);
        }
    }

    /** An array of {@code v128}. */
    public static final class OfV128 extends Array {
        /** The halves of the elements, the lower one first. */
        public final long[] values;

        /** An array of halves that it keeps. */
        public OfV128(DefType type, long[] values) {
            super(type, values.length / 2);
            this.values = values;
        }

        @Override
        public Object elements() {
            return values;
        }

        @Override
        public Object get(int index) {
            return new V128(values[2 * index], values[2 * index + 1]);
        }

        @Override
        @SuppressWarnings("NullAway")
        public void set(int index, @Nullable Object value) {
            V128 vector = (V128) value;
            values[2 * index] = vector.low();
            values[2 * index + 1] = vector.high();
        }

        @Override
        void fillPiece(int start, @Nullable Object value, int length) {
            for (int i = start; i < start + length; i++) {
                set(i, value);
            }
        }
    }

    /** An array of references. */
    public static final class OfRef extends Array {
        /** The elements. */
        public final @Nullable Object[] values;

        /** An array of elements that it keeps. */
        public OfRef(DefType type, @Nullable Object[] values) {
            super(type, values.length);
            this.values = values;
        }

        @Override
        public Object elements() {
            return values;
        }

        @Override
        public @Nullable Object get(int index) {
            return values[index];
        }

        @Override
        public void set(int index, @Nullable Object value) {
            values[index] = value;
        }

        @Override
        void fillPiece(int start, @Nullable Object value, int length) {
            Arrays.fill(values, start, start + length, value);
        }
    }
}

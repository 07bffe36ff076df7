// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
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

    private void fillPiece(int start, @Nullable Object value, int length) {
        for (int i = start; i < start + length; i++) {
            set(i, value);
        }
    }

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

        private OfI8(DefType type, byte[] values) {
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
    }

    /** An array of {@code i16}. */
    public static final class OfI16 extends Array {
        /** The elements. */
        public final short[] values;

        private OfI16(DefType type, short[] values) {
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
    }

    /** An array of {@code i32}. */
    public static final class OfI32 extends Array {
        /** The elements. */
        public final int[] values;

        private OfI32(DefType type, int[] values) {
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
    }

    /** An array of {@code i64}. */
    public static final class OfI64 extends Array {
        /** The elements. */
        public final long[] values;

        private OfI64(DefType type, long[] values) {
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
    }

    /** An array of {@code f32}. */
    public static final class OfF32 extends Array {
        /** The elements. */
        public final float[] values;

        private OfF32(DefType type, float[] values) {
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
    }

    /** An array of {@code f64}. */
    public static final class OfF64 extends Array {
        /** The elements. */
        public final double[] values;

        private OfF64(DefType type, double[] values) {
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
    }

    /** An array of {@code v128}. */
    public static final class OfV128 extends Array {
        /** The halves of the elements, the lower one first. */
        public final long[] values;

        private OfV128(DefType type, long[] values) {
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
    }

    /** An array of references. */
    public static final class OfRef extends Array {
        /** The elements. */
        public final @Nullable Object[] values;

        private OfRef(DefType type, @Nullable Object[] values) {
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
    }
}

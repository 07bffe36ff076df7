// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.runtime.Array;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;
import org.trifola.wasm.syntax.DefType;

/**
 * Array instructions for compiled methods: operands first, then what the instruction names.
 *
 * <p>Reads and writes of elements leave the checks to the virtual machine, which has them anyway: its exceptions become traps.
 * Specification: 4.4.4 "Aggregate Instructions".
 */
@SuppressWarnings("NullAway")
public final class Arrays {
    private Arrays() {}

    /** The trap for an access that the virtual machine refused. */
    private static Trap refused(@Nullable Object array) {
        return Backtrace.trap(array == null ? TrapKind.NULL_ARRAY_REFERENCE : TrapKind.OUT_OF_BOUNDS_ARRAY_ACCESS);
    }

    private static Array nonNull(@Nullable Object array) {
        if (array == null) {
            throw Backtrace.trap(TrapKind.NULL_ARRAY_REFERENCE);
        }
        return (Array) array;
    }

    private static void checkRange(Array array, int start, int length) {
        if (!array.containsRange(start, length)) {
            throw Backtrace.trap(TrapKind.OUT_OF_BOUNDS_ARRAY_ACCESS);
        }
    }

    private static Object large(int length, DefType type) {
        try {
            return Array.createLarge(type, length, null);
        } catch (Trap trap) {
            throw Backtrace.locate(trap);
        }
    }

    public static Object newI8(int length, DefType type) {
        return Array.isLarge(length) ? large(length, type) : new Array.OfI8(type, new byte[length]);
    }

    public static Object newI16(int length, DefType type) {
        return Array.isLarge(length) ? large(length, type) : new Array.OfI16(type, new short[length]);
    }

    public static Object newI32(int length, DefType type) {
        return Array.isLarge(length) ? large(length, type) : new Array.OfI32(type, new int[length]);
    }

    public static Object newI64(int length, DefType type) {
        return Array.isLarge(length) ? large(length, type) : new Array.OfI64(type, new long[length]);
    }

    public static Object newF32(int length, DefType type) {
        return Array.isLarge(length) ? large(length, type) : new Array.OfF32(type, new float[length]);
    }

    public static Object newF64(int length, DefType type) {
        return Array.isLarge(length) ? large(length, type) : new Array.OfF64(type, new double[length]);
    }

    public static Object newV128(int length, DefType type) {
        return Array.isLarge(length) ? large(length, type) : new Array.OfV128(type, new long[2 * length]);
    }

    public static Object newRef(int length, DefType type) {
        return Array.isLarge(length) ? large(length, type) : new Array.OfRef(type, new Object[length]);
    }

    /** Sets all elements of a new array. */
    public static Object filled(@Nullable Object value, Object array) {
        Array result = (Array) array;
        result.fill(0, value, result.length());
        return array;
    }

    /** {@code array.new_data}. */
    public static Object newData(int start, int length, Instance instance, int dataIndex, DefType type) {
        try {
            return instance.data(dataIndex).newArray(type, start, length, null);
        } catch (Trap trap) {
            throw Backtrace.locate(trap);
        }
    }

    /** {@code array.new_elem}. */
    public static Object newElem(int start, int length, Instance instance, int elementIndex, DefType type) {
        try {
            return instance.element(elementIndex).newArray(type, start, length, null);
        } catch (Trap trap) {
            throw Backtrace.locate(trap);
        }
    }

    public static int getI8S(@Nullable Object array, int index) {
        try {
            return ((Array.OfI8) array).values[index];
        } catch (NullPointerException | ArrayIndexOutOfBoundsException _) {
            throw refused(array);
        }
    }

    public static int getI8U(@Nullable Object array, int index) {
        try {
            return ((Array.OfI8) array).values[index] & 0xFF;
        } catch (NullPointerException | ArrayIndexOutOfBoundsException _) {
            throw refused(array);
        }
    }

    public static int getI16S(@Nullable Object array, int index) {
        try {
            return ((Array.OfI16) array).values[index];
        } catch (NullPointerException | ArrayIndexOutOfBoundsException _) {
            throw refused(array);
        }
    }

    public static int getI16U(@Nullable Object array, int index) {
        try {
            return ((Array.OfI16) array).values[index] & 0xFFFF;
        } catch (NullPointerException | ArrayIndexOutOfBoundsException _) {
            throw refused(array);
        }
    }

    public static int getI32(@Nullable Object array, int index) {
        try {
            return ((Array.OfI32) array).values[index];
        } catch (NullPointerException | ArrayIndexOutOfBoundsException _) {
            throw refused(array);
        }
    }

    public static long getI64(@Nullable Object array, int index) {
        try {
            return ((Array.OfI64) array).values[index];
        } catch (NullPointerException | ArrayIndexOutOfBoundsException _) {
            throw refused(array);
        }
    }

    public static float getF32(@Nullable Object array, int index) {
        try {
            return ((Array.OfF32) array).values[index];
        } catch (NullPointerException | ArrayIndexOutOfBoundsException _) {
            throw refused(array);
        }
    }

    public static double getF64(@Nullable Object array, int index) {
        try {
            return ((Array.OfF64) array).values[index];
        } catch (NullPointerException | ArrayIndexOutOfBoundsException _) {
            throw refused(array);
        }
    }

    public static V128 getV128(@Nullable Object array, int index) {
        Array source = nonNull(array);
        checkRange(source, index, 1);
        return (V128) source.get(index);
    }

    public static @Nullable Object getRef(@Nullable Object array, int index) {
        try {
            return ((Array.OfRef) array).values[index];
        } catch (NullPointerException | ArrayIndexOutOfBoundsException _) {
            throw refused(array);
        }
    }

    public static void setI8(@Nullable Object array, int index, int value) {
        try {
            ((Array.OfI8) array).values[index] = (byte) value;
        } catch (NullPointerException | ArrayIndexOutOfBoundsException _) {
            throw refused(array);
        }
    }

    public static void setI16(@Nullable Object array, int index, int value) {
        try {
            ((Array.OfI16) array).values[index] = (short) value;
        } catch (NullPointerException | ArrayIndexOutOfBoundsException _) {
            throw refused(array);
        }
    }

    public static void setI32(@Nullable Object array, int index, int value) {
        try {
            ((Array.OfI32) array).values[index] = value;
        } catch (NullPointerException | ArrayIndexOutOfBoundsException _) {
            throw refused(array);
        }
    }

    public static void setI64(@Nullable Object array, int index, long value) {
        try {
            ((Array.OfI64) array).values[index] = value;
        } catch (NullPointerException | ArrayIndexOutOfBoundsException _) {
            throw refused(array);
        }
    }

    public static void setF32(@Nullable Object array, int index, float value) {
        try {
            ((Array.OfF32) array).values[index] = value;
        } catch (NullPointerException | ArrayIndexOutOfBoundsException _) {
            throw refused(array);
        }
    }

    public static void setF64(@Nullable Object array, int index, double value) {
        try {
            ((Array.OfF64) array).values[index] = value;
        } catch (NullPointerException | ArrayIndexOutOfBoundsException _) {
            throw refused(array);
        }
    }

    public static void setV128(@Nullable Object array, int index, V128 value) {
        Array target = nonNull(array);
        checkRange(target, index, 1);
        target.set(index, value);
    }

    public static void setRef(@Nullable Object array, int index, @Nullable Object value) {
        try {
            ((Array.OfRef) array).values[index] = value;
        } catch (NullPointerException | ArrayIndexOutOfBoundsException _) {
            throw refused(array);
        }
    }

    /** {@code array.len}. */
    public static int length(@Nullable Object array) {
        return nonNull(array).length();
    }

    /** {@code array.fill}. */
    public static void fill(@Nullable Object array, int start, @Nullable Object value, int length) {
        Array target = nonNull(array);
        checkRange(target, start, length);
        target.fill(start, value, length);
    }

    /** {@code array.copy}. */
    public static void copy(@Nullable Object array, int start, @Nullable Object source, int sourceStart, int length) {
        Array target = nonNull(array);
        Array origin = nonNull(source);
        checkRange(target, start, length);
        checkRange(origin, sourceStart, length);
        target.copy(start, origin, sourceStart, length);
    }

    /** {@code array.init_data}. */
    public static void initData(
            @Nullable Object array, int start, int sourceStart, int length, Instance instance, int dataIndex) {
        Array target = nonNull(array);
        checkRange(target, start, length);
        try {
            instance.data(dataIndex).copyTo(target, start, sourceStart, length, null);
        } catch (Trap trap) {
            throw Backtrace.locate(trap);
        }
    }

    /** {@code array.init_elem}. */
    public static void initElem(
            @Nullable Object array, int start, int sourceStart, int length, Instance instance, int elementIndex) {
        Array target = nonNull(array);
        checkRange(target, start, length);
        try {
            instance.element(elementIndex).copyTo(target, start, sourceStart, length, null);
        } catch (Trap trap) {
            throw Backtrace.locate(trap);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import java.lang.reflect.Field;
import java.nio.ByteOrder;
import sun.misc.Unsafe;

/**
 * The one place that touches native memory: reads and writes little-endian values at absolute addresses, unchecked.
 *
 * <p>{@code sun.misc.Unsafe} is used because partial evaluation turns it into single machine instructions; a memory
 * segment that covers everything was measured a quarter slower on a load and store pair, segments held in fields ten times
 * (RATIONALE.md, "Why Unsafe?"). Callers check bounds first, see {@link Memory}. WebAssembly's byte order is taken for the
 * processor's; every method is one machine instruction and small enough to be inlined anywhere.
 */
public final class RawMemory {
    /**
     * Whose methods these are; only for code that has to reach them with as few calls as can be, because a compiler counts what
     * each call that it inlines costs.
     */
    public static final Unsafe UNSAFE = unsafe();

    private static final long BYTES = Unsafe.ARRAY_BYTE_BASE_OFFSET;

    private RawMemory() {}

    private static Unsafe unsafe() {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new UnsupportedOperationException("WebAssembly memory needs a little-endian processor");
        }
        try {
            Field field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return (Unsafe) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Reads a byte. */
    public static byte getByte(long address) {
        return UNSAFE.getByte(address);
    }

    /** Reads two bytes. */
    public static short getShort(long address) {
        return UNSAFE.getShort(address);
    }

    /** Reads four bytes. */
    public static int getInt(long address) {
        return UNSAFE.getInt(address);
    }

    /** Reads eight bytes. */
    public static long getLong(long address) {
        return UNSAFE.getLong(address);
    }

    /** Reads four bytes as a number, NaN payloads untouched. */
    public static float getFloat(long address) {
        return UNSAFE.getFloat(address);
    }

    /** Reads eight bytes as a number, NaN payloads untouched. */
    public static double getDouble(long address) {
        return UNSAFE.getDouble(address);
    }

    /** Writes a byte. */
    public static void putByte(long address, byte value) {
        UNSAFE.putByte(address, value);
    }

    /** Writes two bytes. */
    public static void putShort(long address, short value) {
        UNSAFE.putShort(address, value);
    }

    /** Writes four bytes. */
    public static void putInt(long address, int value) {
        UNSAFE.putInt(address, value);
    }

    /** Writes eight bytes. */
    public static void putLong(long address, long value) {
        UNSAFE.putLong(address, value);
    }

    /** Writes a number as four bytes, NaN payloads untouched. */
    public static void putFloat(long address, float value) {
        UNSAFE.putFloat(address, value);
    }

    /** Writes a number as eight bytes, NaN payloads untouched. */
    public static void putDouble(long address, double value) {
        UNSAFE.putDouble(address, value);
    }

    /** Reads {@code byte} with the order of volatile access. */
    static byte getByteVolatile(long address) {
        return UNSAFE.getByteVolatile(null, address);
    }

    /** Writes {@code byte} with the order of volatile access. */
    static void putByteVolatile(long address, byte value) {
        UNSAFE.putByteVolatile(null, address, value);
    }

    /** Reads {@code short} with the order of volatile access. */
    static short getShortVolatile(long address) {
        return UNSAFE.getShortVolatile(null, address);
    }

    /** Writes {@code short} with the order of volatile access. */
    static void putShortVolatile(long address, short value) {
        UNSAFE.putShortVolatile(null, address, value);
    }

    /** Reads {@code int} with the order of volatile access. */
    static int getIntVolatile(long address) {
        return UNSAFE.getIntVolatile(null, address);
    }

    /** Writes {@code int} with the order of volatile access. */
    static void putIntVolatile(long address, int value) {
        UNSAFE.putIntVolatile(null, address, value);
    }

    /** Reads {@code long} with the order of volatile access. */
    static long getLongVolatile(long address) {
        return UNSAFE.getLongVolatile(null, address);
    }

    /** Writes {@code long} with the order of volatile access. */
    static void putLongVolatile(long address, long value) {
        UNSAFE.putLongVolatile(null, address, value);
    }

    /** Replaces {@code int} if it is the expected one. */
    static boolean compareAndSetInt(long address, int expected, int replacement) {
        return UNSAFE.compareAndSwapInt(null, address, expected, replacement);
    }

    /** Replaces {@code long} if it is the expected one. */
    static boolean compareAndSetLong(long address, long expected, long replacement) {
        return UNSAFE.compareAndSwapLong(null, address, expected, replacement);
    }

    /** Copies between addresses; the ranges may overlap. */
    public static void copy(long from, long to, long length) {
        UNSAFE.copyMemory(from, to, length);
    }

    /** Copies native memory into an array. */
    public static void copyToArray(long from, byte[] to, int start, int length) {
        UNSAFE.copyMemory(null, from, to, BYTES + start, length);
    }

    /** Copies an array into native memory. */
    public static void copyFromArray(byte[] from, int start, long to, long length) {
        UNSAFE.copyMemory(from, BYTES + start, null, to, length);
    }

    /** Sets every byte of a range. */
    public static void fill(long address, long length, byte value) {
        UNSAFE.setMemory(address, length, value);
    }

    /** Asks the C library for memory; 0 when there is none. */
    static long allocate(long length) {
        try {
            return UNSAFE.allocateMemory(length);
        } catch (OutOfMemoryError _) {
            return 0;
        }
    }

    /** Gives memory back to the C library. */
    static void free(long address) {
        UNSAFE.freeMemory(address);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.trifola.wasm.numeric.AtomicOperator;

/**
 * Atomic access to native memory, sequentially consistent, at absolute addresses that are checked and aligned.
 *
 * <p>Values are the unsigned numbers in one, two, four or eight bytes. The processor compares and exchanges four or eight
 * bytes, so narrower access is to the bits of an aligned word. Specification: threads proposal, "Atomic Memory Accesses".
 */
public final class AtomicMemory {
    private AtomicMemory() {}

    /** Reads a number. */
    public static long load(long address, int width) {
        return switch (width) {
            case Byte.BYTES -> RawMemory.getByteVolatile(address) & 0xFFL;
            case Short.BYTES -> RawMemory.getShortVolatile(address) & 0xFFFFL;
            case Integer.BYTES -> RawMemory.getIntVolatile(address) & 0xFFFF_FFFFL;
            default -> RawMemory.getLongVolatile(address);
        };
    }

    /** Writes the lowest bytes of a number. */
    public static void store(long address, int width, long value) {
        switch (width) {
            case Byte.BYTES -> RawMemory.putByteVolatile(address, (byte) value);
            case Short.BYTES -> RawMemory.putShortVolatile(address, (short) value);
            case Integer.BYTES -> RawMemory.putIntVolatile(address, (int) value);
            default -> RawMemory.putLongVolatile(address, value);
        }
    }

    /** Replaces a number by the result of an operator on it and an operand; returns what was there before. */
    public static long readModifyWrite(long address, int width, AtomicOperator operator, long operand) {
        while (true) {
            long old = load(address, width);
            if (compareAndSet(address, width, old, operator.apply(old, operand))) {
                return old;
            }
        }
    }

    /** Replaces a number if it is the expected one, which may have more bytes; returns what was there before. */
    public static long compareExchange(long address, int width, long expected, long replacement) {
        while (true) {
            long old = load(address, width);
            // Also a failed exchange is an atomic access: writing back what is there orders it among the others.
            if (compareAndSet(address, width, old, old == expected ? replacement : old)) {
                return old;
            }
        }
    }

    private static boolean compareAndSet(long address, int width, long expected, long replacement) {
        return switch (width) {
            case Long.BYTES -> RawMemory.compareAndSetLong(address, expected, replacement);
            case Integer.BYTES -> RawMemory.compareAndSetInt(address, (int) expected, (int) replacement);
            default -> compareAndSetNarrow(address, width, (int) expected, (int) replacement);
        };
    }

    private static boolean compareAndSetNarrow(long address, int width, int expected, int replacement) {
        long word = address & -Integer.BYTES;
        int shift = (int) (address - word) * Byte.SIZE;
        int mask = (1 << width * Byte.SIZE) - 1;
        while (true) {
            int old = RawMemory.getIntVolatile(word);
            if ((old >>> shift & mask) != expected) {
                return false;
            }
            int changed = old & ~(mask << shift) | (replacement & mask) << shift;
            if (RawMemory.compareAndSetInt(word, old, changed)) {
                return true;
            }
        }
    }
}

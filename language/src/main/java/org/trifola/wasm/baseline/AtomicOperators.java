// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import org.trifola.wasm.numeric.AtomicOperator;
import org.trifola.wasm.runtime.AtomicMemory;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;

/**
 * Atomic instructions for compiled methods: operands and results as unsigned 64-bit numbers, then the static offset, the
 * number of bytes and the memory.
 *
 * <p>Specification: threads proposal, "Atomic Memory Instructions".
 */
public final class AtomicOperators {
    private AtomicOperators() {}

    /** The effective address, checked. */
    private static long index(long address, long offset, int width, Memory memory) {
        long index = Memory.effectiveAddress(address, offset);
        if ((index & width - 1) != 0) {
            throw Backtrace.trap(TrapKind.UNALIGNED_ATOMIC);
        }
        if (index > memory.byteSize - width) {
            throw MemoryOperators.outOfBounds(index + width, width, memory);
        }
        return index;
    }

    private static long place(long address, long offset, int width, Memory memory) {
        return memory.movingBase + index(address, offset, width, memory);
    }

    /** {@code i32.atomic.load} and its relatives. */
    public static long load(long address, long offset, int width, Memory memory) {
        return AtomicMemory.load(place(address, offset, width, memory), width);
    }

    /** {@code i32.atomic.store} and its relatives. */
    public static void store(long address, long value, long offset, int width, Memory memory) {
        AtomicMemory.store(place(address, offset, width, memory), width, value);
    }

    /** {@code i32.atomic.rmw.add} and its relatives. */
    public static long readModifyWrite(
            long address, long operand, long offset, int width, Memory memory, AtomicOperator operator) {
        return AtomicMemory.readModifyWrite(place(address, offset, width, memory), width, operator, operand);
    }

    /** {@code i32.atomic.rmw.cmpxchg} and its relatives. */
    public static long compareExchange(
            long address, long expected, long replacement, long offset, int width, Memory memory) {
        return AtomicMemory.compareExchange(place(address, offset, width, memory), width, expected, replacement);
    }

    /** {@code memory.atomic.wait32} and {@code memory.atomic.wait64}. */
    public static long await(long address, long expected, long timeout, long offset, int width, Memory memory) {
        long index = index(address, offset, width, memory);
        try {
            return memory.atomicWait(index, width, expected, timeout, Calls.pollLocation());
        } catch (Trap trap) {
            throw Backtrace.locate(trap);
        }
    }

    /** {@code memory.atomic.notify}. */
    public static long notify(long address, long count, long offset, int width, Memory memory) {
        return memory.atomicNotify(index(address, offset, width, memory), (int) count);
    }
}

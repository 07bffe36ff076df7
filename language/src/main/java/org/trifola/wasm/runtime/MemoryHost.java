// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

/**
 * Who else deals with a memory: a language that keeps buffers of it, and whose threads wait and notify like those of
 * WebAssembly.
 *
 * <p>Specification: JavaScript Interface, "Refresh the Memory buffer"; threads proposal, "agent".
 */
public interface MemoryHost {
    /** The memory has grown, perhaps by zero pages. */
    void grown(Memory memory);

    /** Whether the host has a queue of waiting threads; then all threads have to use it. */
    boolean hasWaitQueue();

    /**
     * Waits in the host's queue for a {@link #notify}.
     *
     * @param isLong whether eight bytes are compared with {@code expected}, else four
     * @param timeout nanoseconds, negative for ever
     * @return what {@code memory.atomic.wait} gives: 0 when woken, 1 when the memory holds something else, 2 after the
     *     timeout
     */
    int await(Memory memory, long index, long expected, long timeout, boolean isLong);

    /** Wakes threads of the host's queue, at most {@code count}; returns how many. */
    int notify(Memory memory, long index, int count);
}

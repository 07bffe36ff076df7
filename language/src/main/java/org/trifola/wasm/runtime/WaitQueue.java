// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that wait at the addresses of a shared memory.
 *
 * <p>Waiting ends early when the context is cancelled. Specification: threads proposal, {@code exec-memory.atomic.wait}.
 */
final class WaitQueue {
    /** Another thread woke this one. */
    private static final int OK = 0;

    /** The memory did not hold the expected number. */
    private static final int NOT_EQUAL = 1;

    private static final int TIMED_OUT = 2;

    /** Who waits, by the index of the address, in the order of arrival. */
    private final Map<Long, Queue<CountDownLatch>> waiters = new HashMap<>();

    /**
     * Waits until another thread notifies.
     *
     * @param timeout nanoseconds, negative for ever
     */
    @TruffleBoundary
    int await(long index, long address, int width, long expected, long timeout, @Nullable Node location) {
        CountDownLatch latch = new CountDownLatch(1);
        synchronized (this) {
            if (AtomicMemory.load(address, width) != expected) {
                return NOT_EQUAL;
            }
            waiters.computeIfAbsent(index, _ -> new ArrayDeque<>()).add(latch);
        }
        long start = System.nanoTime();
        try {
            Polling.await(location, waited -> block(waited, start, timeout), latch);
        } finally {
            remove(index, latch);
        }
        return latch.getCount() == 0 ? OK : TIMED_OUT;
    }

    private static void block(CountDownLatch latch, long start, long timeout) throws InterruptedException {
        if (timeout < 0) {
            latch.await();
        } else {
            boolean _ = latch.await(timeout - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void remove(long index, CountDownLatch latch) {
        Queue<CountDownLatch> queue = waiters.get(index);
        if (queue != null) {
            queue.remove(latch);
            if (queue.isEmpty()) {
                waiters.remove(index);
            }
        }
    }

    /** Wakes threads, those that came first before others; returns how many. */
    @TruffleBoundary
    synchronized int notify(long index, int count) {
        Queue<CountDownLatch> queue = waiters.get(index);
        if (queue == null) {
            return 0;
        }
        int woken = 0;
        for (Iterator<CountDownLatch> all = queue.iterator(); all.hasNext() && woken != count; woken++) {
            all.next().countDown();
            all.remove();
        }
        return woken;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

/**
 * How much native memory the linear memories of this process hold.
 *
 * <p>The garbage collector does not see it: thousands of unreachable memories, each a small Java object, would be no reason
 * for it to run. So it is asked to run whenever the memories have doubled since the last time.
 */
final class NativeUse {
    private static final int MIN_COUNT_LIMIT = 1024;
    private static final long MIN_BYTES_LIMIT = 1L << 30;

    /** How long to wait for what the collector found to be freed. */
    private static final int WAIT_MILLIS = 200;

    private static final NativeUse INSTANCE = new NativeUse();

    private int count;
    private long bytes;
    private int countLimit = MIN_COUNT_LIMIT;
    private long bytesLimit = MIN_BYTES_LIMIT;
    private boolean collecting;

    private NativeUse() {}

    /** The use of this process. */
    static NativeUse ofProcess() {
        return INSTANCE;
    }

    /** The number of memories. */
    synchronized int count() {
        return count;
    }

    /** Takes note of a new memory; before that, unreachable ones are freed when there are many. */
    void add(long size) {
        if (isOverLimit(size)) {
            collect();
        }
        synchronized (this) {
            count++;
            bytes += size;
        }
    }

    private synchronized boolean isOverLimit(long size) {
        boolean result = !collecting && (count >= countLimit || bytes + size > bytesLimit);
        collecting |= result;
        return result;
    }

    private void collect() {
        int before = count();
        System.gc();
        try {
            for (int waited = 1; waited < WAIT_MILLIS && count() > before / 2; waited *= 2) {
                Thread.sleep(waited);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            countLimit = Math.max(MIN_COUNT_LIMIT, 2 * count);
            bytesLimit = Math.max(MIN_BYTES_LIMIT, 2 * bytes);
            collecting = false;
        }
    }

    /** Takes note of the growth of a memory. */
    synchronized void grow(long difference) {
        bytes += difference;
    }

    /** Takes note of the end of a memory. */
    synchronized void remove(long size) {
        count--;
        bytes -= size;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

/**
 * How many bytes the linear memories of a context may have together.
 *
 * <p>They are native memory, which no limit of the Java heap covers; a program that is not trusted could take all that the
 * machine has. Specification: appendix "Implementation Limitations".
 */
public final class MemoryBudget {
    private final long limit;
    private long used;

    /** A budget of a number of bytes. */
    public MemoryBudget(long limit) {
        this.limit = limit;
    }

    /** A budget that is never used up. */
    public static MemoryBudget unlimited() {
        return new MemoryBudget(Long.MAX_VALUE);
    }

    /** The share of a memory to come. */
    Share newShare() {
        return new Share(this);
    }

    private synchronized boolean take(long bytes) {
        if (bytes > limit - used) {
            return false;
        }
        used += bytes;
        return true;
    }

    private synchronized void giveBack(long bytes) {
        used -= bytes;
    }

    /** What one memory has taken. */
    static final class Share {
        private final MemoryBudget budget;
        private long taken;

        private Share(MemoryBudget budget) {
            this.budget = budget;
        }

        /** Takes more bytes; false when they are not there. */
        synchronized boolean take(long bytes) {
            boolean granted = budget.take(bytes);
            taken += granted ? bytes : 0;
            return granted;
        }

        /** Gives bytes back that were not used after all. */
        synchronized void giveBack(long bytes) {
            taken -= bytes;
            budget.giveBack(bytes);
        }

        /** Gives everything back. */
        synchronized void close() {
            giveBack(taken);
        }
    }
}

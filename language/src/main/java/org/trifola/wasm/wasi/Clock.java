// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The clocks, in the order of their numbers.
 *
 * <p>Specification: WASI 0.1, "clockid".
 */
enum Clock {
    REALTIME {
        @Override
        long now() {
            Instant now = Instant.now();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        long resolution() {
            return TimeUnit.MICROSECONDS.toNanos(1);
        }
    },
    MONOTONIC {
        @Override
        long now() {
            return System.nanoTime() - MONOTONIC_ORIGIN;
        }

        @Override
        long resolution() {
            return 1;
        }
    },
    PROCESS_CPUTIME {
        @Override
        long now() {
            return ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .orElseThrow(Errno.NOTSUP::error)
                    .toNanos();
        }

        @Override
        long resolution() {
            return TimeUnit.MILLISECONDS.toNanos(10);
        }
    },
    THREAD_CPUTIME {
        @Override
        long now() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        @Override
        long resolution() {
            return 1;
        }
    };

    /** Java's own origin may be anywhere; guests expect numbers that are not negative. */
    private static final long MONOTONIC_ORIGIN = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);

    /** The clock with a number. */
    static Clock of(int id) {
        if (id < 0 || id >= values().length) {
            throw Errno.INVAL.error();
        }
        return values()[id];
    }

    /** The time in nanoseconds. */
    abstract long now();

    /** Whether {@code poll_oneoff} can wait for a time: only where time goes by without anybody working. */
    boolean canBeWaitedFor() {
        return this == REALTIME || this == MONOTONIC;
    }

    /** The smallest step in nanoseconds. */
    abstract long resolution();
}

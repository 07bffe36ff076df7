// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks.worker;

/**
 * The imports {@code bench.start} and {@code bench.end}. A program calls them around the part that is to be measured,
 * so that reading its input does not count; without them the whole run counts.
 */
final class BenchMarks {
    private long start;
    private long end;

    void reset() {
        start = 0;
        end = 0;
    }

    void start() {
        start = System.nanoTime();
    }

    void end() {
        end = System.nanoTime();
    }

    long nanosOr(long wholeRun) {
        return end == 0 ? wholeRun : end - start;
    }
}

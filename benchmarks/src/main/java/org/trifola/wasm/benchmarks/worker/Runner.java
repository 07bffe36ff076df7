// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks.worker;

import java.io.IOException;

/** One engine and one module: what {@link Worker} measures. */
interface Runner {
    /** What the engine calls itself, with its version. */
    String engine();

    /** Makes the module ready to be instantiated; the time of this call is the load time. */
    void load() throws IOException;

    /** Instantiates the module and runs it from its entry point to its end. */
    Outcome run() throws IOException;

    /**
     * How a run ended.
     *
     * @param exitCode the program's exit code
     * @param score what the entry point returned when the program measures itself, {@link #INVALID} if it found the
     *     measurement too short, else 0
     */
    record Outcome(int exitCode, double score) {
        /** CoreMark must run for ten seconds, and is too fast if the engine has warmed up since it chose how often to run. */
        static final double INVALID = -1;

        /** How a program ended that measures itself; it returns 0 for what it does not take for valid. */
        static Outcome measured(double score) {
            return new Outcome(0, score > 0 ? score : INVALID);
        }
    }
}

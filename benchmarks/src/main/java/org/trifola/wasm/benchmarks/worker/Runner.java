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
     * @param score what the entry point returned when the program measures itself, else 0
     */
    record Outcome(int exitCode, double score) {}
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks.worker;

import java.io.OutputStream;
import java.nio.file.Path;

/**
 * What a {@link Runner} needs to know.
 *
 * @param module the binary module
 * @param directory the folder the program finds as its working directory
 * @param interpreterOnly whether the engine must not compile
 * @param out where the program's standard output goes
 * @param err where the program's standard error goes
 * @param marks what the program calls at the start and the end of the part to measure
 */
record Setup(
        Path module, Path directory, boolean interpreterOnly, OutputStream out, OutputStream err, BenchMarks marks) {}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * The standard streams of a command, so that tests can give it others than the process's.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 */
record Streams(InputStream in, PrintStream out, PrintStream err) {}

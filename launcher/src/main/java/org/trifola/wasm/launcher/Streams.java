// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The standard streams of a command, so that tests can give it others than the process's. The program gets plain streams,
 * for it must learn that a write has failed; print streams keep that to themselves.
 */
final class Streams {
    private final InputStream in;
    private final OutputStream programOut;
    private final OutputStream programErr;
    private final PrintStream out;
    private final PrintStream err;

    Streams(InputStream in, OutputStream out, OutputStream err) {
        this.in = in;
        this.programOut = out;
        this.programErr = err;
        this.out = new PrintStream(out, true);
        this.err = new PrintStream(err, true);
    }

    /** Standard input. */
    InputStream in() {
        return in;
    }

    /** Standard output, for the program. */
    OutputStream programOut() {
        return programOut;
    }

    /** Standard error, for the program. */
    OutputStream programErr() {
        return programErr;
    }

    /** Standard output, for the command itself. */
    PrintStream out() {
        return out;
    }

    /** Standard error, for the command itself. */
    PrintStream err() {
        return err;
    }
}

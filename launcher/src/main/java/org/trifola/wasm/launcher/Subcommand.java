// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.IOException;
import org.apache.commons.cli.Options;

/** One of the things {@code trifola} can do. */
interface Subcommand {
    String name();

    /** The arguments after the options, for the usage line. */
    String operands();

    /** One sentence for the overview. */
    String summary();

    /** More for the command's own help, ready to print. */
    String details();

    Options options();

    /** Does the work and returns the exit code. */
    int run(Arguments arguments, Streams streams) throws IOException;
}

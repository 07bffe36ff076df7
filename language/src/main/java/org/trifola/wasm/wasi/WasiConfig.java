// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * What the host gives to a program; there is nothing else that it can reach.
 *
 * @param arguments the arguments, the first of which is the name of the program
 * @param environment the environment variables
 * @param in the standard input
 * @param out the standard output
 * @param err the standard error output
 * @param preopens the directories that are open from the start
 */
public record WasiConfig(
        List<String> arguments,
        Map<String, String> environment,
        InputStream in,
        OutputStream out,
        OutputStream err,
        List<Preopen> preopens) {
    /**
     * A directory that is open from the start.
     *
     * @param host where it is
     * @param guest how the guest calls it
     */
    public record Preopen(TruffleFile host, String guest) {}
}

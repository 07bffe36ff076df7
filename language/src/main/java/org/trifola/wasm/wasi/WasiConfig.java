// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.OutputStream;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Map;

/**
 * What the host gives to a program; there is nothing else that it can reach.
 *
 * @param files the files of the context
 * @param arguments the arguments, the first of which is the name of the program
 * @param environment the environment variables
 * @param in the standard input
 * @param out the standard output
 * @param err the standard error output
 * @param preopens the directories that are open from the start
 * @param listeners the listening sockets that are open from the start, after the directories
 */
public record WasiConfig(
        HostFiles files,
        List<String> arguments,
        Map<String, String> environment,
        InputSource in,
        Output out,
        Output err,
        List<Preopen> preopens,
        List<ServerSocketChannel> listeners) {
    /**
     * An output stream.
     *
     * @param isFile whether it writes a file
     */
    public record Output(OutputStream stream, boolean isFile) {}

    /**
     * A directory that is open from the start.
     *
     * @param host where it is
     * @param guest how the guest calls it
     * @param readOnly whether the guest may change nothing in there
     */
    public record Preopen(TruffleFile host, String guest, boolean readOnly) {}
}

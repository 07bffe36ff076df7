// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleLanguage.Env;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.wasi.HostFiles;
import org.trifola.wasm.wasi.InputSource;
import org.trifola.wasm.wasi.WasiConfig;
import org.trifola.wasm.wasi.WasiConfig.Output;
import org.trifola.wasm.wasi.WasiConfig.Preopen;

/**
 * What a context has to give to its WASI programs, by its options: the arguments, the environment and the directories that
 * each of them gets, and the streams and listening sockets that they share.
 *
 * <p>What the permissions of the context forbid is not there: without access to files there are no directories, without
 * sockets no listeners.
 */
final class WasiHost {
    private static final String INHERIT = "inherit";
    private static final String NONE = "none";
    private static final String READ_ONLY = "ro";

    private final Env env;
    private final WasiConfig config;

    /**
     * Opens the streams and sockets.
     *
     * @throws ArgumentError when an option makes no sense, or names what can not be opened
     */
    WasiHost(Env env) {
        this.env = env;
        config = new WasiConfig(
                new HostFiles(env),
                arguments(),
                environment(),
                input(),
                output("wasm.WasiStdout", env.getOptions().get(WasmOptions.WasiStdout), env.out()),
                output("wasm.WasiStderr", env.getOptions().get(WasmOptions.WasiStderr), env.err()),
                preopens(),
                listeners());
    }

    /** What every program gets. */
    WasiConfig config() {
        return config;
    }

    private List<String> arguments() {
        String option = env.getOptions().get(WasmOptions.WasiArgs);
        if (option.isEmpty()) {
            return List.of(env.getApplicationArguments());
        }
        List<String> arguments = new ArrayList<>();
        for (String argument : OptionText.list(option)) {
            arguments.add(OptionText.unescape(argument));
        }
        return arguments;
    }

    private Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        if (env.getOptions().get(WasmOptions.WasiInheritEnv)) {
            variables.putAll(env.getEnvironment());
        }
        for (String entry : OptionText.list(env.getOptions().get(WasmOptions.WasiEnv))) {
            String variable = OptionText.unescape(entry);
            int equals = variable.indexOf('=');
            if (equals <= 0) {
                throw new ArgumentError("wasm.WasiEnv: \"" + variable + "\" must be NAME=VALUE");
            }
            variables.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return variables;
    }

    private InputSource input() {
        String option = env.getOptions().get(WasmOptions.WasiStdin);
        try {
            return switch (option) {
                case INHERIT -> new InputSource(env.in(), false);
                case NONE -> new InputSource(InputStream.nullInputStream(), true);
                default -> new InputSource(env.getPublicTruffleFile(option).newInputStream(), true);
            };
        } catch (IOException | SecurityException e) {
            throw notOpened("wasm.WasiStdin", option, e);
        }
    }

    private Output output(String name, String option, OutputStream inherited) {
        try {
            return switch (option) {
                case INHERIT -> new Output(inherited, false);
                case NONE -> new Output(OutputStream.nullOutputStream(), true);
                default -> new Output(env.getPublicTruffleFile(option).newOutputStream(), true);
            };
        } catch (IOException | SecurityException e) {
            throw notOpened(name, option, e);
        }
    }

    private static ArgumentError notOpened(String name, String option, Exception e) {
        return new ArgumentError(name + ": " + option + " can not be opened: " + e);
    }

    private List<Preopen> preopens() {
        List<Preopen> preopens = new ArrayList<>();
        if (env.isFileIOAllowed()) {
            for (String entry : OptionText.list(env.getOptions().get(WasmOptions.WasiMapDirs))) {
                List<String> parts = OptionText.split(entry, "::");
                String guest = parts.size() > 1 ? parts.getFirst() : entry;
                String host = parts.size() > 1 ? entry.substring(guest.length() + 2) : entry;
                preopens.add(preopen(host, guest, false));
            }
            for (String entry : OptionText.list(env.getOptions().get(WasmOptions.WasiDir))) {
                preopens.add(preopen(entry));
            }
        }
        return preopens;
    }

    /** A directory given as {@code HOST[::GUEST][:ro]}. */
    private Preopen preopen(String entry) {
        List<String> names = OptionText.split(entry, "::");
        List<String> flags = OptionText.split(names.getLast(), ":");
        boolean readOnly = flags.size() > 1 && flags.getLast().equals(READ_ONLY);
        String last = names.getLast();
        String withoutFlag = readOnly ? last.substring(0, last.length() - READ_ONLY.length() - 1) : last;
        String host = names.size() > 1 ? names.getFirst() : withoutFlag;
        return preopen(host, withoutFlag, readOnly);
    }

    private Preopen preopen(String host, String guest, boolean readOnly) {
        TruffleFile file = env.getPublicTruffleFile(OptionText.unescape(host));
        return new Preopen(file, OptionText.unescape(guest), readOnly);
    }

    private List<ServerSocketChannel> listeners() {
        List<ServerSocketChannel> listeners = new ArrayList<>();
        if (env.isSocketIOAllowed()) {
            for (String entry : OptionText.list(env.getOptions().get(WasmOptions.WasiTcpListen))) {
                listeners.add(listen(OptionText.unescape(entry)));
            }
        }
        return listeners;
    }

    private static ServerSocketChannel listen(String address) {
        int colon = address.lastIndexOf(':');
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            String host = address.substring(0, Math.max(0, colon));
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.configureBlocking(false);
            return channel.bind(host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port));
        } catch (IllegalArgumentException _) {
            throw new ArgumentError("wasm.WasiTcpListen: \"" + address + "\" must be HOST:PORT");
        } catch (IOException e) {
            throw new ArgumentError("wasm.WasiTcpListen: there is no listening on " + address + ": " + e.getMessage());
        }
    }

    /** Closes what the programs shared. */
    void close() {
        config.files().close();
        closeQuietly(config.out());
        closeQuietly(config.err());
        for (ServerSocketChannel listener : config.listeners()) {
            closeQuietly(listener);
        }
    }

    private static void closeQuietly(Output output) {
        if (output.isFile()) {
            closeQuietly(output.stream());
        }
    }

    private static void closeQuietly(@Nullable AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception _) {
            // The context ends; nobody can be told.
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.io.IOAccess;

/**
 * What the options of {@code trifola run} give to the program: permissions of its context, and what exactly it sees of them.
 *
 * <p>Without any it has no directories, no environment and no sockets.
 */
record Grants(Arguments arguments) {
    private static final String READ_ONLY = ":ro";

    /** Applies them to the context to be made. */
    void applyTo(Context.Builder builder) {
        List<String> directories = arguments.values("dir");
        List<String> addresses = arguments.values("tcplisten");
        builder.environment(arguments.pairs("env"))
                .allowEnvironmentAccess(
                        arguments.has("inherit-env") ? EnvironmentAccess.INHERIT : EnvironmentAccess.NONE)
                .allowIO(IOAccess.newBuilder()
                        .allowHostFileAccess(!directories.isEmpty() || hasEngineOptionForWasi())
                        .allowHostSocketAccess(!addresses.isEmpty() || hasEngineOptionForWasi())
                        .build())
                .allowCreateThread(true)
                .option("wasm.Builtins", "wasi_snapshot_preview1,wasi_unstable");
        if (!directories.isEmpty()) {
            builder.option("wasm.WasiDir", list(directories, Grants::directory));
        }
        if (!addresses.isEmpty()) {
            builder.option("wasm.WasiTcpListen", list(addresses, Grants::escaped));
        }
    }

    /** Whether options of the engine itself may name files or addresses. */
    private boolean hasEngineOptionForWasi() {
        return arguments.engineOptions().keySet().stream().anyMatch(name -> name.startsWith("wasm.Wasi"));
    }

    private static String list(List<String> values, UnaryOperator<String> entry) {
        return String.join(",", values.stream().map(entry).toList());
    }

    /** {@code HOST[::GUEST][:ro]} as the engine's option wants it: colons and commas in names are escaped. */
    private static String directory(String value) {
        boolean readOnly = value.endsWith(READ_ONLY);
        String names = readOnly ? value.substring(0, value.length() - READ_ONLY.length()) : value;
        int separator = names.indexOf("::");
        String host = separator < 0 ? names : names.substring(0, separator);
        String guest = separator < 0 ? names : names.substring(separator + 2);
        if (!isDirectory(host)) {
            throw CommandException.failed(host, "no such directory");
        }
        return escaped(host) + "::" + escaped(guest) + (readOnly ? READ_ONLY : "");
    }

    private static boolean isDirectory(String name) {
        try {
            return !name.isEmpty() && Files.isDirectory(Path.of(name));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private static String escaped(String name) {
        return name.replaceAll("[,:\\\\]", "\\\\$0");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.commons.cli.Options;

/** The command {@code trifola}: runs WebAssembly modules from the shell. */
public final class Launcher {
    private static final List<Subcommand> SUBCOMMANDS = List.of(
            new RunCommand(), new ValidateCommand(), new Wat2WasmCommand(), new Wasm2WatCommand(), new WastCommand());

    /** Native programs get 8 MiB, and a frame of the interpreter is some thirty times as large as theirs. */
    private static final long STACK_SIZE = 256L << 20;

    private Launcher() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        Streams streams = new Streams(
                System.in, new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
        new Thread(null, () -> System.exit(run(List.of(args), streams)), "trifola", STACK_SIZE).start();
    }

    /** Runs a command with the given streams and returns its exit code. */
    static int run(List<String> words, Streams streams) {
        try {
            int exitCode = dispatch(words, streams);
            if (streams.out().checkError()) {
                throw CommandException.failed("standard output", "cannot write");
            }
            return exitCode;
        } catch (RuntimeException | IOException | Error e) {
            return Failure.report(e, streams.err());
        }
    }

    private static int dispatch(List<String> words, Streams streams) throws IOException {
        String first = words.isEmpty() ? "--help" : words.getFirst();
        if (first.equals("--help") || first.equals("-h")) {
            Help.overview(SUBCOMMANDS, streams.out());
            return ExitCode.OK;
        }
        if (first.equals("--version") || first.equals("-V")) {
            streams.out().println("trifola " + version() + " on Java " + Runtime.version());
            return ExitCode.OK;
        }
        return run(subcommand(first), words.subList(1, words.size()), streams);
    }

    private static Subcommand subcommand(String name) {
        return SUBCOMMANDS.stream()
                .filter(subcommand -> subcommand.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandException.usage("'" + name + "' is no command; see trifola --help"));
    }

    private static int run(Subcommand subcommand, List<String> words, Streams streams) throws IOException {
        Options options = subcommand.options().addOption("h", "help", false, "Show this help.");
        Arguments arguments = Arguments.parse(options, words);
        if (arguments.has("help")) {
            Help.of(subcommand, options, streams.out());
            return ExitCode.OK;
        }
        return subcommand.run(arguments, streams);
    }

    private static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Launcher.class.getResourceAsStream("launcher.properties")) {
            properties.load(Objects.requireNonNull(file));
        }
        return properties.getProperty("version");
    }
}

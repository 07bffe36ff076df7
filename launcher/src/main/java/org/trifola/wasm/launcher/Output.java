// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Option;

/** The option {@code --output} of commands that write one file, and their only operand. */
final class Output {
    static final String STANDARD_OUTPUT = "-";

    private Output() {}

    static Option option(String otherwise) {
        return Option.builder("o")
                .longOpt("output")
                .hasArg()
                .argName("FILE")
                .desc("Where to write, - for standard output; otherwise " + otherwise + ".")
                .get();
    }

    /** The only operand of a command, which does not start the engine. */
    static Path input(Subcommand command, Arguments arguments) {
        arguments.expectNoEngineOptions();
        List<String> operands = arguments.operands();
        if (operands.size() != 1) {
            String help = "; see trifola " + command.name() + " --help";
            throw CommandException.usage(operands.stream()
                    .skip(1)
                    .filter(operand -> operand.startsWith("-"))
                    .findFirst()
                    .map(option -> "the option " + option + " must stand before the file" + help)
                    .orElse("expected one file but got " + operands.size() + help));
        }
        return Path.of(operands.getFirst());
    }

    /** Writes to the file that the option names. */
    static void write(byte[] content, String otherwise, Arguments arguments, Streams streams) throws IOException {
        String name = arguments.has("output") ? arguments.values("output").getLast() : otherwise;
        if (name.equals(STANDARD_OUTPUT)) {
            streams.out().write(content);
        } else {
            write(content, Path.of(name));
        }
    }

    private static void write(byte[] content, Path file) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw CommandException.failed(file, "cannot write: " + CommandException.reason(e));
        }
    }
}

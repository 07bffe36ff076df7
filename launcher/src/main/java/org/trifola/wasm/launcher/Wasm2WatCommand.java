// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.cli.Options;
import org.trifola.wasm.binary.MalformedException;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.text.WatPrinter;

/** {@code trifola wasm2wat}: translates a module from binary to text format. */
final class Wasm2WatCommand implements Subcommand {
    @Override
    public String name() {
        return "wasm2wat";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public String summary() {
        return "Translate a module from binary to text format.";
    }

    @Override
    public String details() {
        return """
                The module is not validated. The names of its name section become identifiers.
                """;
    }

    @Override
    public Options options() {
        return new Options().addOption(Output.option("standard output, too"));
    }

    @Override
    public int run(Arguments arguments, Streams streams) throws IOException {
        Path input = Output.input(this, arguments);
        Output.write(print(input).getBytes(StandardCharsets.UTF_8), Output.STANDARD_OUTPUT, arguments, streams);
        return ExitCode.OK;
    }

    private static String print(Path input) throws IOException {
        try {
            return WatPrinter.print(ModuleDecoder.decode(ModuleFile.read(input)));
        } catch (MalformedException e) {
            throw CommandException.failed(
                    input, e.getMessage() + " (at byte 0x" + Integer.toHexString(e.offset()) + ")");
        }
    }
}

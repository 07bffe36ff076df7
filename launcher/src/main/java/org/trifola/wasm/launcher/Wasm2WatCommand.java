// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.cli.Options;
import org.trifola.wasm.binary.MalformedException;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.text.WatPrinter;

/** {@code trifola wasm2wat}: translates a module from binary to text format. */
final class Wasm2WatCommand implements Subcommand {
    private static final String FOLD = "fold";

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
        return new Options()
                .addOption(Output.option("standard output, too"))
                .addOption(
                        "f", FOLD, false, "Fold instructions: operands stand in the parentheses of what takes them.");
    }

    @Override
    public int run(Arguments arguments, Streams streams) throws IOException {
        Path input = Output.input(this, arguments);
        Output.write(
                print(input, arguments.has(FOLD)).getBytes(StandardCharsets.UTF_8),
                Output.STANDARD_OUTPUT,
                arguments,
                streams);
        return ExitCode.OK;
    }

    private static String print(Path input, boolean folded) throws IOException {
        try {
            ModuleDef module = ModuleDecoder.decode(ModuleFile.read(input));
            return folded ? WatPrinter.printFolded(module) : WatPrinter.print(module);
        } catch (MalformedException e) {
            throw CommandException.failed(
                    input, e.getMessage() + " (at byte 0x" + Integer.toHexString(e.offset()) + ")");
        }
    }
}

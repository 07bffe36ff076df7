// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.cli.Options;

/** {@code trifola wat2wasm}: translates a module from text to binary format. */
final class Wat2WasmCommand implements Subcommand {
    @Override
    public String name() {
        return "wat2wasm";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public String summary() {
        return "Translate a module from text to binary format.";
    }

    @Override
    public String details() {
        return """
                The module is not validated. Its identifiers become its name section.
                """;
    }

    @Override
    public Options options() {
        return new Options().addOption(Output.option("FILE with the ending .wasm"));
    }

    @Override
    public int run(Arguments arguments, Streams streams) throws IOException {
        Path input = Output.input(this, arguments);
        byte[] module = ModuleFile.encode(input, ModuleFile.read(input));
        Output.write(module, binaryName(input), arguments, streams);
        return ExitCode.OK;
    }

    private static String binaryName(Path input) {
        String name = input.toString();
        String stem = name.endsWith(ModuleFile.TEXT_ENDING)
                ? name.substring(0, name.length() - ModuleFile.TEXT_ENDING.length())
                : name;
        return stem + ModuleFile.BINARY_ENDING;
    }
}

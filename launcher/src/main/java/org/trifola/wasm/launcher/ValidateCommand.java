// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.cli.Options;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;

/** {@code trifola validate}: says what is wrong with modules, if anything. */
final class ValidateCommand implements Subcommand {
    @Override
    public String name() {
        return "validate";
    }

    @Override
    public String operands() {
        return "FILE...";
    }

    @Override
    public String summary() {
        return "Check that modules are valid.";
    }

    @Override
    public String details() {
        return """
                Prints nothing for a valid module. The exit code is 1 when some module is not valid.
                Options of the engine switch proposals on and off: --wasm.NAME=false.
                """;
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public int run(Arguments arguments, Streams streams) throws IOException {
        if (arguments.operands().isEmpty()) {
            throw CommandException.usage("no module is given; see trifola validate --help");
        }
        int exitCode = ExitCode.OK;
        try (Context context = Contexts.create(Context.newBuilder("wasm"), arguments)) {
            for (String file : arguments.operands()) {
                try {
                    validate(context, Path.of(file));
                } catch (CommandException e) {
                    exitCode = Failure.report(e, streams.err());
                }
            }
        }
        return exitCode;
    }

    private static void validate(Context context, Path file) throws IOException {
        Source source = ModuleFile.source(file, Map.of());
        try {
            context.parse(source);
        } catch (PolyglotException e) {
            if (!e.isSyntaxError()) {
                throw e;
            }
            throw CommandException.failed(file, String.valueOf(e.getMessage()));
        }
    }
}

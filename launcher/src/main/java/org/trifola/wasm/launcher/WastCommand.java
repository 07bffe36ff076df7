// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;
import org.graalvm.polyglot.Context;
import org.trifola.wasm.script.Command;
import org.trifola.wasm.script.ScriptFailure;
import org.trifola.wasm.script.ScriptParser;
import org.trifola.wasm.script.ScriptRunner;
import org.trifola.wasm.text.SyntaxException;

/** {@code trifola wast}: runs scripts of the official test suite. */
final class WastCommand implements Subcommand {
    @Override
    public String name() {
        return "wast";
    }

    @Override
    public String operands() {
        return "FILE...";
    }

    @Override
    public String summary() {
        return "Run test scripts.";
    }

    @Override
    public String details() {
        return """
                Prints each command that fails with its line. The exit code is 1 when some command fails.
                """;
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public int run(Arguments arguments, Streams streams) {
        if (arguments.operands().isEmpty()) {
            throw CommandException.usage("no script is given; see trifola wast --help");
        }
        int exitCode = ExitCode.OK;
        for (String file : arguments.operands()) {
            exitCode = Math.max(exitCode, run(Path.of(file), arguments, streams));
        }
        return exitCode;
    }

    private static int run(Path file, Arguments arguments, Streams streams) {
        List<Command> commands;
        try {
            commands = parse(file);
        } catch (CommandException e) {
            return Failure.report(e, streams.err());
        }
        try (Context context = context(arguments)) {
            int failed = run(file, commands, new ScriptRunner(context, streams.out()), streams);
            return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private static Context context(Arguments arguments) {
        return Contexts.create(Context.newBuilder("wasm").allowHostAccess(ScriptRunner.HOST_ACCESS), arguments);
    }

    private static List<Command> parse(Path file) {
        byte[] content = ModuleFile.read(file);
        try {
            return ScriptParser.parse(content);
        } catch (SyntaxException e) {
            throw CommandException.failed(file + ":" + e.line() + ":" + e.column(), String.valueOf(e.getMessage()));
        }
    }

    private static int run(Path file, List<Command> commands, ScriptRunner runner, Streams streams) {
        int failed = 0;
        for (Command command : commands) {
            try {
                runner.run(command);
            } catch (ScriptFailure e) {
                failed++;
                streams.out().println(file + ":" + command.line() + ": " + e.getMessage());
            }
        }
        streams.out().println(file + ": " + (commands.size() - failed) + " passed, " + failed + " failed");
        return failed;
    }
}

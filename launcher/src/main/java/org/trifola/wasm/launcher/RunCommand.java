// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;

/** {@code trifola run}: instantiates a module and runs its entry point, or one of its functions. */
final class RunCommand implements Subcommand {
    @Override
    public String name() {
        return "run";
    }

    @Override
    public String operands() {
        return "FILE [ARG]...";
    }

    @Override
    public String summary() {
        return "Run a WebAssembly module.";
    }

    @Override
    public String details() {
        return """
                Options of the engine pass through: --engine.TraceCompilation, --wasm.NAME=VALUE.
                The exit code is the program's; 1 without a valid module, 134 after a trap.
                """;
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(
                        option(
                                "dir",
                                "HOST[::GUEST][:ro]",
                                "Give the program a directory, under the name GUEST; with :ro it may not change anything in it."))
                .addOption(option("env", "NAME=VALUE", "Set a variable of the program's environment."))
                .addOption(Option.builder()
                        .longOpt("inherit-env")
                        .desc("Let the program see the environment of this process.")
                        .get())
                .addOption(option("invoke", "NAME", "Call this function with the ARGs, print its results one a line."))
                .addOption(option("preload", "NAME=FILE", "Instantiate FILE first, to import its exports from NAME."))
                .addOption(option("tcplisten", "HOST:PORT", "Give the program a socket that listens on an address."));
    }

    private static Option option(String name, String value, String description) {
        return Option.builder()
                .longOpt(name)
                .hasArg()
                .argName(value)
                .desc(description)
                .get();
    }

    @Override
    public int run(Arguments arguments, Streams streams) throws IOException {
        if (arguments.operands().isEmpty()) {
            throw CommandException.usage("no module is given; see trifola run --help");
        }
        try (Context context = context(arguments, streams)) {
            return run(context, arguments, streams);
        }
    }

    /** A failure is reported while the context is open, for its details are gone with it. */
    private static int run(Context context, Arguments arguments, Streams streams) throws IOException {
        try {
            if (arguments.has("invoke") || arguments.has("preload")) {
                runLinked(context, arguments, streams);
            } else {
                Path file = Path.of(arguments.operands().getFirst());
                Source program = ModuleFile.source(file, Map.of("wasm.Run", "true"));
                unlessUnusable(file, () -> context.eval(program));
            }
            return ExitCode.OK;
        } catch (PolyglotException e) {
            return Failure.report(e, streams.err());
        }
    }

    private static void runLinked(Context context, Arguments arguments, Streams streams) throws IOException {
        Map<String, Object> imports = new LinkedHashMap<>();
        for (Map.Entry<String, String> preload : arguments.pairs("preload").entrySet()) {
            imports.put(preload.getKey(), exports(context, Path.of(preload.getValue()), imports));
        }
        List<String> operands = arguments.operands();
        Path file = Path.of(operands.getFirst());
        Value exports = exports(context, file, imports);
        if (arguments.has("invoke")) {
            String name = arguments.values("invoke").getLast();
            Invocation.of(exports, name).run(operands.subList(1, operands.size()), streams.out());
        } else {
            callIfPresent("_start", exports, file);
        }
    }

    private static Context context(Arguments arguments, Streams streams) {
        Context.Builder builder = Context.newBuilder("wasm")
                .in(streams.in())
                .out(streams.programOut())
                .err(streams.programErr())
                .arguments("wasm", arguments.operands().toArray(String[]::new));
        new Grants(arguments).applyTo(builder);
        return Contexts.create(builder, arguments);
    }

    private static Value exports(Context context, Path file, Map<String, Object> imports) throws IOException {
        Source source = ModuleFile.source(file, Map.of());
        return unlessUnusable(file, () -> {
            Value instance = context.eval(source).newInstance(ProxyObject.fromMap(imports));
            Value exports = instance.getMember("exports");
            callIfPresent("_initialize", exports, file);
            return exports;
        });
    }

    /** What a module gives, or a complaint about its file when it is invalid or cannot be linked. */
    private static Value unlessUnusable(Path file, Supplier<Value> result) {
        try {
            return result.get();
        } catch (PolyglotException e) {
            if (e.isSyntaxError() || Failure.isUnlinkable(e)) {
                throw CommandException.failed(file, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    /** Programs have {@code _start}; reactors, which let others call them, want {@code _initialize} to be called first. */
    private static void callIfPresent(String name, Value exports, Path file) {
        Value function = exports.getMember(name);
        if (function == null) {
            return;
        }
        try {
            function.executeVoid();
        } catch (UnsupportedOperationException | IllegalArgumentException _) {
            throw CommandException.failed(
                    file, "not a program: the export '" + name + "' must be a function without parameters");
        }
    }
}

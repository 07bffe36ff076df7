// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;

/**
 * Runs a module on the language {@code wasm} of the class path: Trifola or GraalWasm, which share the shape of their
 * API. Each run has a context of its own, because a program that exits may end its context; the engine and the module
 * stay.
 */
final class PolyglotRunner implements Runner {
    private final Setup setup;
    private final Engine engine;
    private final Source source;
    private final ProxyObject imports;

    PolyglotRunner(Setup setup) throws IOException {
        this.setup = setup;
        this.engine = engine(setup);
        this.source = Source.newBuilder(
                        "wasm",
                        ByteSequence.create(Files.readAllBytes(setup.module())),
                        setup.module().toString())
                .build();
        ProxyExecutable start = arguments -> {
            setup.marks().start();
            return null;
        };
        ProxyExecutable end = arguments -> {
            setup.marks().end();
            return null;
        };
        ProxyExecutable clock = arguments -> System.nanoTime() / 1_000_000;
        this.imports = ProxyObject.fromMap(Map.of(
                "bench", ProxyObject.fromMap(Map.of("start", start, "end", end)),
                "env", ProxyObject.fromMap(Map.of("clock_ms", clock))));
    }

    private static Engine engine(Setup setup) {
        Engine.Builder builder =
                Engine.newBuilder("wasm").allowExperimentalOptions(true).err(System.err);
        if (setup.interpreterOnly()) {
            builder.option("engine.Compilation", "false");
            if (hasBaseline()) {
                builder.option("wasm.Baseline", "false");
            }
        }
        Engine engine = builder.build();
        if (engine.getImplementationName().equals("Interpreted")) {
            throw new IllegalStateException("Truffle's fallback runtime is in use; the comparison needs the compiler");
        }
        return engine;
    }

    /** Whether the engine has a tier that compiles in the interpreter's stead. */
    private static boolean hasBaseline() {
        try (Engine probe = Engine.newBuilder("wasm").build()) {
            return Objects.requireNonNull(probe.getLanguages().get("wasm"))
                            .getOptions()
                            .get("wasm.Baseline")
                    != null;
        }
    }

    @Override
    public String engine() {
        return Objects.requireNonNull(engine.getLanguages().get("wasm")).getName() + " on "
                + engine.getImplementationName();
    }

    @Override
    public void load() {
        try (Context context = context()) {
            context.eval(source);
        }
    }

    @Override
    public Outcome run() {
        try (Context context = context()) {
            return run(context);
        } catch (PolyglotException e) {
            if (e.isExit()) {
                return new Outcome(e.getExitStatus(), 0);
            }
            throw e;
        }
    }

    private Outcome run(Context context) {
        Value instance = context.eval(source).newInstance(imports);
        Value exports = instance.getMember("exports");
        if (exports.hasMember("_start")) {
            exports.getMember("_start").executeVoid();
            return new Outcome(0, 0);
        }
        return Outcome.measured(exports.getMember("run").execute().asDouble());
    }

    private Context context() {
        return Context.newBuilder("wasm")
                .engine(engine)
                .allowIO(IOAccess.ALL)
                .out(setup.out())
                .err(setup.err())
                .option("wasm.Builtins", "wasi_snapshot_preview1")
                .option("wasm.WasiMapDirs", ".::" + setup.directory())
                .arguments("wasm", new String[] {setup.module().getFileName().toString()})
                .build();
    }
}

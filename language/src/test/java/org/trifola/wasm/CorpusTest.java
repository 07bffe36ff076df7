// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real programs run as they should. They are in the folder that the property {@code wasm.corpus} names; those that take
 * minutes run with {@code -Dwasm.corpus.slow=true}.
 */
class CorpusTest {
    /** Some programs recurse deeply, and the interpreter's frames are large. */
    private static final long STACK_SIZE = 64L << 20;

    private static final Path CORPUS = Path.of(System.getProperty("wasm.corpus", "no folder given"));

    private static final List<String> PROGRAMS = List.of(
            "noop/benchmark",
            "blake3-scalar/benchmark",
            "blake3-simd/benchmark",
            "meshoptimizer/benchmark",
            "quicksort/benchmark",
            "regex/benchmark",
            "richards/benchmark",
            "rust-json/benchmark",
            "shootout/shootout-ackermann",
            "shootout/shootout-fib2",
            "shootout/shootout-heapsort",
            "shootout/shootout-keccak",
            "shootout/shootout-matrix",
            "shootout/shootout-nestedloop",
            "shootout/shootout-random",
            "shootout/shootout-sieve",
            "shootout/shootout-switch",
            "splay/splay");

    /** What the compiler says of functions on nodes. */
    private static final ByteArrayOutputStream COMPILER_LOG = new ByteArrayOutputStream();

    private static final Map<Tier, Engine> ENGINES = new EnumMap<>(Tier.class);

    /** What functions become. */
    private enum Tier {
        /** Methods of the virtual machine, where they can. */
        BASELINE(Map.of()),
        /** Nodes that Graal compiles. */
        NODES(Map.of(
                "wasm.Baseline", "false",
                "engine.TraceCompilation", "true",
                "compiler.TracePerformanceWarnings", "all"));

        private final Map<String, String> options;

        Tier(Map<String, String> options) {
            this.options = options;
        }

        private Engine engine() {
            return Engine.newBuilder("wasm")
                    .allowExperimentalOptions(true)
                    .logHandler(COMPILER_LOG)
                    .options(options)
                    .build();
        }
    }

    @BeforeAll
    static void findTheCorpus() {
        assumeTrue(Files.isDirectory(CORPUS), "the programs are missing: there is no folder " + CORPUS);
        for (Tier tier : Tier.values()) {
            ENGINES.put(tier, tier.engine());
        }
    }

    @AfterAll
    static void programs_are_compiled_without_failures_and_warnings() {
        ENGINES.values().forEach(Engine::close);
        List<String> log = COMPILER_LOG.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(
                List.of(), log.stream().filter(CorpusTest::isFailureOrWarning).toList());
        if (!ENGINES.isEmpty()) {
            assertTrue(log.stream().anyMatch(line -> line.contains("opt done")), "nothing was compiled");
        }
    }

    /** Code may be larger than the virtual machine takes, as that of some functions of ed25519. */
    private static boolean isFailureOrWarning(String line) {
        return line.contains("perf warn") || line.contains("opt failed") && !line.contains("code is too large");
    }

    static Stream<Arguments> programs() {
        return Stream.of(Tier.values()).flatMap(tier -> PROGRAMS.stream().map(program -> Arguments.of(tier, program)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("programs")
    void program_ends_well_and_prints_what_is_expected(Tier tier, String name) throws Exception {
        run(tier, name).check(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shootout/shootout-ed25519", "sqlite3/sqlite3"})
    void program_with_huge_functions_ends_well_and_prints_what_is_expected(String name) throws Exception {
        run(Tier.BASELINE, name).check(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shootout/shootout-ed25519", "sqlite3/sqlite3"})
    void program_with_huge_functions_ends_well_on_nodes(String name) throws Exception {
        assumeTrue(
                Boolean.getBoolean("wasm.corpus.slow"), name + " takes minutes: run it with -Dwasm.corpus.slow=true");
        run(Tier.NODES, name).check(name);
    }

    @ParameterizedTest
    @EnumSource
    void coremark_computes_the_known_checksums(Tier tier) throws Exception {
        String out = run(tier, "coremark/coremark-wasi", "0x0", "0x0", "0x66", "30", "7", "1", "2000")
                .out();
        assertTrue(out.contains("seedcrc          : 0xe9f5"), out);
        assertTrue(out.contains("[0]crclist       : 0xe714"), out);
        assertTrue(out.contains("[0]crcmatrix     : 0x1fd7"), out);
        assertTrue(out.contains("[0]crcstate      : 0x8e3a"), out);
    }

    @Test
    void coremark_validates_its_result() throws Exception {
        int iterations = 40_000;
        String out = coremark(iterations);
        // Fast machines need more.
        while (out.contains("Must execute for at least 10 secs")) {
            iterations *= 2;
            out = coremark(iterations);
        }
        assertTrue(out.contains("Correct operation validated."), out);
    }

    private static String coremark(int iterations) throws Exception {
        return run(Tier.BASELINE, "coremark/coremark-wasi", "0x0", "0x0", "0x66", String.valueOf(iterations))
                .out();
    }

    @ParameterizedTest
    @EnumSource
    void spidermonkey_can_be_instantiated(Tier tier) throws Exception {
        Path file = CORPUS.resolve("spidermonkey/spidermonkey.wasm");
        try (Context context =
                context(tier, file, List.of(), new ByteArrayOutputStream(), new ByteArrayOutputStream())) {
            Value exports = instantiate(context, file).getMember("exports");
            assertTrue(exports.getMember("_start").canExecute());
        }
    }

    /** How a program ended. */
    private record Outcome(int status, boolean measured, String out, String err) {
        void check(String name) throws IOException {
            String expectedOut = expected(name, "stdout", out);
            String expectedErr = expected(name, "stderr", err);
            assertAll(
                    () -> assertEquals(0, status, "exit status"),
                    () -> assertEquals(expectedOut, out, "standard output"),
                    () -> assertEquals(expectedErr, err, "standard error"),
                    () -> assertTrue(measured, "bench.start and bench.end were called"));
        }

        private static String expected(String name, String stream, String otherwise) throws IOException {
            Path file = CORPUS.resolve(name + "." + stream + ".expected");
            return Files.exists(file) ? Files.readString(file) : otherwise;
        }
    }

    private static Outcome run(Tier tier, String name, String... arguments) throws Exception {
        Path file = CORPUS.resolve(name + ".wasm");
        List<String> all = new ArrayList<>(List.of(file.getFileName().toString()));
        Collections.addAll(all, arguments);
        Callable<Outcome> run = () -> run(tier, file, all);
        FutureTask<Outcome> task = new FutureTask<>(run);
        Thread thread = new Thread(null, task, name, STACK_SIZE);
        thread.start();
        thread.join();
        return task.get();
    }

    private static Outcome run(Tier tier, Path file, List<String> arguments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = 0;
        boolean[] marks = new boolean[2];
        try (Context context = context(tier, file, arguments, out, err)) {
            instantiate(context, file, marks).getMember("exports").invokeMember("_start");
        } catch (PolyglotException e) {
            if (!e.isExit()) {
                throw e;
            }
            status = e.getExitStatus();
        }
        return new Outcome(
                status,
                marks[0] && marks[1],
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    private static Value instantiate(Context context, Path file, boolean... marks) throws IOException {
        ProxyExecutable start = _ -> marks[0] = true;
        ProxyExecutable end = _ -> marks[1] = marks[0];
        Source source = Source.newBuilder("wasm", ByteSequence.create(Files.readAllBytes(file)), file.toString())
                .build();
        return context.eval(source)
                .newInstance(
                        ProxyObject.fromMap(Map.of("bench", ProxyObject.fromMap(Map.of("start", start, "end", end)))));
    }

    private static Context context(
            Tier tier, Path file, List<String> arguments, ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return Context.newBuilder("wasm")
                .engine(Objects.requireNonNull(ENGINES.get(tier)))
                .allowIO(IOAccess.ALL)
                .in(InputStream.nullInputStream())
                .out(out)
                .err(err)
                .arguments("wasm", arguments.toArray(String[]::new))
                .option("wasm.Builtins", "wasi_snapshot_preview1")
                .option("wasm.WasiMapDirs", ".::" + file.getParent())
                .build();
    }
}

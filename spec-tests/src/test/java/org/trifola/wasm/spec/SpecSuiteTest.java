// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.trifola.wasm.script.Command;
import org.trifola.wasm.script.Command.AssertFailure;
import org.trifola.wasm.script.Command.AssertModuleFailure;
import org.trifola.wasm.script.Command.Failure;
import org.trifola.wasm.script.ScriptFailure;
import org.trifola.wasm.script.ScriptParser;
import org.trifola.wasm.script.ScriptRunner;

/**
 * Runs every script of the official test suite: a container for each file, a test for each command.
 *
 * <p>{@code -Dspec.filter=GLOB} runs some of the files, {@code -Dspec.modes=interpreter} leaves the compiler's mode out. The tables are left in {@code target/spec-*.txt}.
 */
class SpecSuiteTest {
    /** As it is used: functions become methods of the virtual machine where they can. */
    private static final Map<String, String> METHODS = Map.of();

    /** The nodes are interpreted. */
    private static final Map<String, String> INTERPRETER =
            Map.of("wasm.Baseline", "false", "engine.Compilation", "false");

    /** Functions are compiled at their second call, and the caller waits for it. */
    private static final Map<String, String> COMPILER = Map.of(
            "wasm.Baseline", "false",
            "engine.BackgroundCompilation", "false",
            "engine.MultiTier", "false",
            "engine.SingleTierCompilationThreshold", "2",
            "engine.OSRCompilationThreshold", "8",
            "engine.CompilationFailureAction", "Throw");

    /**
     * Folders whose scripts assert what was so before WebAssembly 3.0, or what a proposal beyond it makes so, and the options that
     * make it so.
     */
    private static final Map<String, Map<String, String>> OTHER_FOLDERS = Map.of(
            "proposals/threads/",
            Map.of(
                    "wasm.BulkMemoryAndRefTypes", "false",
                    "wasm.Memory64", "false",
                    "wasm.MultiMemory", "false"),
            "proposals/custom-descriptors/",
            Map.of("wasm.CustomDescriptors", "true"));

    /**
     * The stack of endless recursion in compiled code. Most of its time goes into the way back: each frame gives its place to
     * some of the interpreter, because the code was compiled when no exception had come by yet.
     */
    private static final long SMALL_STACK = 256 << 10;

    /** The modes that have run. */
    private static final Set<String> MODES = new HashSet<>();

    private static final ExpectedFailures EXPECTED_FAILURES = ExpectedFailures.read();

    @TestFactory
    Stream<DynamicNode> methods() {
        return suite("methods", METHODS);
    }

    @TestFactory
    Stream<DynamicNode> interpreter() {
        return suite("interpreter", INTERPRETER);
    }

    @TestFactory
    @DisabledIfSystemProperty(named = "spec.modes", matches = "interpreter")
    Stream<DynamicNode> compiler() {
        return suite("compiler", COMPILER);
    }

    @AfterAll
    static void expected_failures_are_needed() {
        List<String> run = Suite.selectedFiles().stream().map(Suite::name).toList();
        assertEquals(
                List.of(), EXPECTED_FAILURES.unneeded(MODES, run), "remove these entries, nothing they name fails");
    }

    private static Stream<DynamicNode> suite(String mode, Map<String, String> options) {
        MODES.add(mode);
        Engine engine = Engine.newBuilder()
                .allowExperimentalOptions(true)
                .options(options)
                .build();
        SuiteReport report = new SuiteReport(mode);
        return Suite.selectedFiles().stream()
                .<DynamicNode>map(file -> container(engine, report, file))
                .onClose(report::write)
                .onClose(engine::close);
    }

    private static DynamicNode container(Engine engine, SuiteReport report, Path file) {
        return dynamicContainer(Suite.name(file), file.toUri(), tests(engine, report, file));
    }

    private static Stream<DynamicTest> tests(Engine engine, SuiteReport report, Path file) {
        SuiteReport.Row row = report.row(Suite.name(file));
        // Everything is put off until the container runs.
        return Stream.of(file).flatMap(_ -> {
            Context context = Context.newBuilder("wasm")
                    .engine(engine)
                    .allowHostAccess(ScriptRunner.HOST_ACCESS)
                    .options(featureOptions(Suite.name(file)))
                    .build();
            ScriptRunner runner = new ScriptRunner(context, new StringBuilder());
            return parse(file).stream()
                    .map(command ->
                            dynamicTest(file.getFileName() + ":" + command.line(), () -> run(runner, command, row)))
                    .onClose(() -> context.close(true));
        });
    }

    private static Map<String, String> featureOptions(String file) {
        return OTHER_FOLDERS.entrySet().stream()
                .filter(folder -> file.startsWith(folder.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Map.of());
    }

    private static List<Command> parse(Path file) {
        try {
            return ScriptParser.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(ScriptRunner runner, Command command, SuiteReport.Row row)
            throws ScriptFailure, InterruptedException {
        ExpectedFailures.Entry expected = EXPECTED_FAILURES.find(row.mode(), row.file(), command.line());
        int matching = runner.matchingMessages();
        try {
            if (row.mode().equals("compiler") && isExhaustion(command)) {
                runOnSmallStack(runner, command);
            } else {
                runner.run(command);
            }
        } catch (ScriptFailure | RuntimeException | StackOverflowError | AssertionError e) {
            if (expected == null) {
                row.addFailed(command.line(), e);
                throw e;
            }
            expected.setNeeded();
            row.addExcluded(command.line(), e);
            return;
        }
        if (expected != null && expected.isExact()) {
            AssertionError failure = new AssertionError("remove the entry, the assertion holds: " + expected);
            row.addFailed(command.line(), failure);
            throw failure;
        }
        row.addPassed();
        if (command instanceof AssertModuleFailure assertion && isRejection(assertion.failure())) {
            row.addMessages(1, runner.matchingMessages() - matching);
        }
    }

    private static boolean isExhaustion(Command command) {
        return command instanceof AssertFailure assertion && assertion.failure() == Failure.EXHAUSTION;
    }

    private static void runOnSmallStack(ScriptRunner runner, Command command)
            throws ScriptFailure, InterruptedException {
        FutureTask<Void> task = new FutureTask<>(() -> {
            runner.run(command);
            return null;
        });
        new Thread(null, task, "small stack", SMALL_STACK).start();
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ScriptFailure failure) {
                throw failure;
            }
            throw new AssertionError(e.getCause());
        }
    }

    private static boolean isRejection(Failure failure) {
        return failure == Failure.MALFORMED || failure == Failure.INVALID;
    }
}

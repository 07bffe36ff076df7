// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every program of the WASI test suite: each in a fresh process of the command {@code trifola}, and one after the
 * other in one context for all that get the same.
 */
class WasiSuiteTest {
    /** As many programs are in the suite at least; finding fewer means that something is wrong with the folder. */
    private static final int PROGRAMS = 50;

    private static final ExecutorService PROCESSES =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    @TempDir
    private static Path folder;

    @BeforeAll
    static void suite_is_there() {
        assumeTrue(WasiSuite.exists(), "there is no WASI test suite in " + WasiSuite.root() + ", see -Dspec.wasi=DIR");
    }

    @AfterAll
    static void end() {
        PROCESSES.shutdown();
    }

    private static List<WasiProgram> programs(String name) throws IOException {
        Path copy = folder.resolve(name);
        Files.createDirectory(copy);
        return WasiSuite.copyTo(copy);
    }

    @Test
    void suite_is_complete() throws IOException {
        assertTrue(programs("complete").size() >= PROGRAMS);
    }

    @TestFactory
    Stream<DynamicNode> each_in_a_fresh_process() throws IOException {
        Map<WasiProgram, Future<Outcome>> outcomes = new LinkedHashMap<>();
        for (WasiProgram program : programs("processes")) {
            outcomes.put(program, PROCESSES.submit(() -> FreshProcess.run(program)));
        }
        return outcomes.entrySet().stream()
                .map(entry -> dynamicTest(
                        entry.getKey().name(),
                        () -> check(entry.getKey(), entry.getValue().get())));
    }

    @TestFactory
    Stream<DynamicNode> one_after_the_other_in_a_shared_context() throws IOException {
        Map<WasiProgram.Setting, List<WasiProgram>> bySetting = new LinkedHashMap<>();
        for (WasiProgram program : programs("context")) {
            bySetting.computeIfAbsent(program.setting(), _ -> new ArrayList<>()).add(program);
        }
        return bySetting.entrySet().stream()
                .map(entry ->
                        dynamicContainer(String.valueOf(entry.getKey()), tests(entry.getKey(), entry.getValue())));
    }

    private static Stream<DynamicNode> tests(WasiProgram.Setting setting, List<WasiProgram> programs) {
        SharedContext context = new SharedContext(setting);
        return programs.stream()
                .<DynamicNode>map(program -> dynamicTest(program.name(), () -> check(program, context.run(program))))
                .onClose(context::close);
    }

    private static void check(WasiProgram program, Outcome outcome) {
        assertEquals(program.exitCode(), outcome.exitCode(), outcome::toString);
        if (program.stdout() != null) {
            assertEquals(program.stdout(), outcome.stdout());
        }
        if (program.stderr() != null) {
            assertEquals(program.stderr(), outcome.stderr());
        }
    }
}

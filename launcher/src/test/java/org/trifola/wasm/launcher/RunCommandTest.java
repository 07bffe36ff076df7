// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trifola run} with modules of ours. */
class RunCommandTest {
    private static final String HELLO = "examples/hello.wasm";

    private final Shell shell = new Shell();

    @TempDir
    private Path folder;

    @Test
    void program_gets_its_arguments_and_prints() {
        assertEquals(0, shell.trifola("run", HELLO, "Ada"), shell.err());
        assertEquals("Hello, Ada!\n", shell.out());
        assertEquals("", shell.err());
    }

    @Test
    void mandelbrot_draws_its_picture() {
        assertEquals(0, shell.trifola("run", "examples/mandelbrot.wasm"), shell.err());
        assertEquals(31, shell.out().lines().count());
        assertTrue(shell.out().lines().skip(15).findFirst().orElseThrow().startsWith("@@@@@@@@"), shell.out());
    }

    @Test
    void engine_options_reach_the_engine() {
        assertEquals(2, shell.trifola("run", "--engine.NoSuchOption", HELLO));
        assertTrue(shell.err().contains("engine.NoSuchOption"), shell.err());
    }

    @Test
    void missing_file_is_one_line_and_exit_code_1() {
        assertEquals(1, shell.trifola("run", "missing.wasm"));
        assertEquals("trifola: missing.wasm: no such file" + System.lineSeparator(), shell.err());
    }

    @Test
    void malformed_module_is_one_line_and_exit_code_1() throws IOException {
        Path text = Files.writeString(folder.resolve("text.wasm"), "no module");
        assertEquals(1, shell.trifola("run", text.toString()));
        assertTrue(shell.err().startsWith("trifola: " + text + ": magic header not detected"), shell.err());
        assertEquals(1, shell.err().lines().count(), shell.err());
    }

    @Test
    void missing_import_is_one_line_and_exit_code_1() {
        assertEquals(1, shell.trifola("run", "src/test/resources/needs.wasm"));
        assertTrue(shell.err().startsWith("trifola: src/test/resources/needs.wasm: "), shell.err());
        assertEquals(1, shell.err().lines().count(), shell.err());
    }

    @Test
    void preloaded_module_satisfies_an_import() {
        int exitCode = shell.trifola(
                "run", "--preload", "math=src/test/resources/functions.wasm", "src/test/resources/needs.wasm");
        assertEquals(5, exitCode, shell.err());
    }

    @Test
    void trap_is_a_message_and_a_backtrace_and_exit_code_134() {
        assertEquals(134, shell.trifola("run", "src/test/resources/trap.wasm"));
        List<String> lines = shell.err().lines().toList();
        assertEquals("trifola: trap: integer divide by zero", lines.get(0));
        assertEquals("    at divide (src/test/resources/trap.wasm:wasm-function[0]:0x3b)", lines.get(1));
        assertEquals("    at _start (src/test/resources/trap.wasm:wasm-function[1]:0x41)", lines.get(2));
        assertEquals(3, lines.size(), shell.err());
    }

    @Test
    void endless_recursion_prints_the_innermost_frames_only() {
        String module = "src/test/resources/recursion.wasm";
        assertEquals(134, shell.trifola("run", "--invoke", "depth", module, "1000000000"));
        List<String> lines = shell.err().lines().toList();
        assertEquals("trifola: trap: call stack exhausted", lines.getFirst());
        assertTrue(lines.getLast().matches("    \\.\\.\\. \\d+ more"), lines.getLast());
        assertEquals(32, lines.size());
    }

    @Test
    void invoke_parses_arguments_by_the_function_type_and_prints_results_one_a_line() {
        int exitCode =
                shell.trifola("run", "--invoke", "swap", "src/test/resources/functions.wasm", "0xFFFFFFFF", "2.5");
        assertEquals(0, exitCode, shell.err());
        assertEquals("2.5%n-1%n".formatted(), shell.out());
    }

    @Test
    void invoke_with_too_few_arguments_is_one_line_and_exit_code_2() {
        assertEquals(2, shell.trifola("run", "--invoke", "swap", "src/test/resources/functions.wasm", "1"));
        assertEquals("trifola: function 'swap' takes 2 arguments, not 1" + System.lineSeparator(), shell.err());
    }

    @Test
    void invoke_of_what_is_not_exported_is_one_line_and_exit_code_2() {
        assertEquals(2, shell.trifola("run", "--invoke", "nothing", "src/test/resources/functions.wasm"));
        assertEquals("trifola: the module exports no function 'nothing'" + System.lineSeparator(), shell.err());
    }
}

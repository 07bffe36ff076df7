// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trifola run} with modules of ours. */
class RunCommandTest {
    private static final String HELLO = "examples/hello.wasm";

    private static final String GRANTS = "src/test/resources/grants.wasm";
    private static final String DIRECTORY = "3";
    private static final String SOCKET = "6";
    private static final String BADF = "264";
    private static final String ROFS = "69";

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
    void program_ends_with_the_status_that_one_of_its_threads_gives() throws IOException {
        Path program = Files.writeString(folder.resolve("threads.wat"), """
                (module
                  (import "env" "memory" (memory 1 1 shared))
                  (import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (export "memory" (memory 0))
                  (func (export "wasi_thread_start") (param i32 i32) (call $exit (local.get 1)))
                  (func (export "_start")
                    (drop (call $spawn (i32.const 5)))
                    (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1)))))
                """);
        assertEquals(5, shell.trifola("run", program.toString()), shell.err());
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

    private String module(String text) throws IOException {
        return Files.writeString(folder.resolve("module.wat"), text).toString();
    }

    @Test
    void invoke_prints_results_by_their_types() throws IOException {
        String module = module("""
                (module
                  (func (export "f") (param f32 f64 i64 externref) (result f32 f64 i64 i32 externref)
                    local.get 0 local.get 1 local.get 2 i32.const -1 local.get 3)
                  (func (export "constants") (result f32 f32 f64 f64 i64 externref funcref)
                    f32.const 1.1 f32.const -inf f64.const nan f64.const -0 i64.const 0x8000_0000_0000_0000
                    ref.null extern ref.null func)
                  (func (export "null") (result (ref null any)) ref.null any)
                  (func (export "nothing")))
                """);
        assertEquals(0, shell.trifola("run", "--invoke", "constants", module), shell.err());
        assertEquals("1.1%n-Infinity%nNaN%n-0.0%n-9223372036854775808%nnull%nnull%n".formatted(), shell.out());
        Shell other = new Shell();
        assertEquals(0, other.trifola("run", "--invoke", "null", module), other.err());
        assertEquals("null%n".formatted(), other.out());
        Shell none = new Shell();
        assertEquals(0, none.trifola("run", "--invoke", "nothing", module), none.err());
        assertEquals("", none.out());
        Shell reference = new Shell();
        assertEquals(2, reference.trifola("run", "--invoke", "f", module, "1", "2", "3", "4"));
        assertEquals(
                "trifola: a value of type externref cannot be given as an argument" + System.lineSeparator(),
                reference.err());
    }

    @Test
    void entry_that_is_no_function_without_parameters_is_one_line_and_exit_code_1() throws IOException {
        for (String text : List.of(
                "(global (export \"_start\") i32 (i32.const 1))",
                "(func (export \"_start\") (param i32))",
                "(func (export \"_initialize\") (param i32))")) {
            String module = module(text);
            Shell fresh = new Shell();
            assertEquals(1, fresh.trifola("run", module));
            assertTrue(fresh.err().startsWith("trifola: " + module + ": not a program: the export '_"), fresh.err());
            assertTrue(fresh.err().contains("' must be a function without parameters"), fresh.err());
            assertEquals(1, fresh.err().lines().count(), fresh.err());
        }
    }

    @Test
    void module_without_an_entry_is_instantiated() throws IOException {
        assertEquals(0, shell.trifola("run", module("(func)")), shell.err());
        assertEquals(134, shell.trifola("run", module("(func $f unreachable) (start $f)")));
        assertTrue(shell.err().startsWith("trifola: trap: unreachable"), shell.err());
    }

    @Test
    void exception_that_nobody_catches_ends_the_program_like_a_trap() throws IOException {
        String module = module("(tag $t (param i32)) (func $f (export \"_start\") (throw $t (i32.const 7)))");
        assertEquals(134, shell.trifola("run", module));
        List<String> lines = shell.err().lines().toList();
        assertEquals("trifola: uncaught WebAssembly exception (7)", lines.getFirst());
        assertTrue(lines.get(1).startsWith("    at f (" + module + ":wasm-function[0]:0x"), shell.err());
        assertEquals(2, lines.size(), shell.err());
    }

    @Test
    void wrong_values_of_options_are_one_line() {
        assertComplaint(2, "--env A: expected NAME=VALUE", "--env", "A", HELLO);
        assertComplaint(2, "--preload math: expected NAME=VALUE", "--preload", "math", HELLO);
        assertComplaint(1, "missing.wasm: no such file", "--preload", "math=missing.wasm", HELLO);
        assertComplaint(2, "Missing argument for option: invoke", "--invoke");
        assertComplaint(2, "'x' is no i32", "--invoke", "swap", "src/test/resources/functions.wasm", "x", "1");
        assertComplaint(2, "'1e' is no f64", "--invoke", "swap", "src/test/resources/functions.wasm", "1", "1e");
    }

    @Test
    void address_that_can_not_be_listened_at_is_one_line() {
        for (String address : List.of("nonsense", "127.0.0.1:70000", "no.such.host.invalid:80")) {
            Shell fresh = new Shell();
            assertEquals(2, fresh.trifola("run", "--tcplisten", address, HELLO));
            assertTrue(fresh.err().startsWith("trifola: wasm.WasiTcpListen: "), fresh.err());
            assertTrue(fresh.err().contains(address), fresh.err());
            assertEquals(1, fresh.err().lines().count(), fresh.err());
        }
    }

    private static void assertComplaint(int exitCode, String complaint, String... words) {
        Shell fresh = new Shell();
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(List.of(words));
        assertEquals(exitCode, fresh.trifola(all.toArray(String[]::new)), fresh.err());
        assertEquals("trifola: " + complaint + System.lineSeparator(), fresh.err());
    }

    /** What a function of the module {@link #GRANTS} says. */
    private String ask(List<String> options, String function, String... args) {
        List<String> words = new ArrayList<>(List.of("run"));
        words.addAll(options);
        words.addAll(List.of("--invoke", function, GRANTS));
        words.addAll(List.of(args));
        Shell fresh = new Shell();
        assertEquals(0, fresh.trifola(words.toArray(String[]::new)), fresh.err());
        return fresh.out().strip();
    }

    @Test
    void program_gets_nothing_by_itself() {
        assertEquals("0", ask(List.of(), "variables"));
        assertEquals(BADF, ask(List.of(), "type", "3"));
    }

    @Test
    void directories_come_in_order_and_by_the_names_given() throws IOException {
        Path odd = Files.createDirectory(folder.resolve("a,b:c"));
        List<String> options = List.of("--dir", folder + "::/x", "--dir", odd + "::second", "--dir=" + folder);
        assertEquals(String.valueOf((int) '/'), ask(options, "name", "3"));
        assertEquals(String.valueOf((int) 's'), ask(options, "name", "4"));
        assertEquals(DIRECTORY, ask(options, "type", "5"));
        assertEquals(BADF, ask(options, "type", "6"));
        assertEquals("0", ask(options, "create", "4"));
        assertTrue(Files.exists(odd.resolve("new")));
    }

    @Test
    void nothing_can_be_created_in_a_read_only_directory() {
        assertEquals(ROFS, ask(List.of("--dir", folder + "::/x:ro"), "create", "3"));
        assertEquals(ROFS, ask(List.of("--dir", folder + ":ro"), "create", "3"));
        assertTrue(Files.notExists(folder.resolve("new")));
    }

    @Test
    void missing_directory_is_one_line_and_exit_code_1() {
        assertEquals(1, shell.trifola("run", "--dir", "missing::/", GRANTS));
        assertEquals("trifola: missing: no such directory" + System.lineSeparator(), shell.err());
    }

    @Test
    void environment_is_inherited_only_on_request() {
        assertEquals("2", ask(List.of("--env", "A=1", "--env", "B=2"), "variables"));
        assertEquals(
                String.valueOf(System.getenv().size() + 1),
                ask(List.of("--inherit-env", "--env", "NO_SUCH_VARIABLE=1"), "variables"));
    }

    @Test
    void listening_sockets_come_after_the_directories() {
        List<String> options = List.of("--tcplisten", "127.0.0.1:0", "--dir", folder + "::/");
        assertEquals(DIRECTORY, ask(options, "type", "3"));
        assertEquals(SOCKET, ask(options, "type", "4"));
    }

    @Test
    void reactor_is_initialized_once_before_its_functions_are_called() {
        assertEquals("1", ask(List.of(), "initialized"));
    }
}

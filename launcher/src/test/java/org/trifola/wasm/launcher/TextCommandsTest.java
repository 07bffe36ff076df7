// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands for the text format. */
class TextCommandsTest {
    private static final String ADD = """
            (module
              (func (export "add") (param i32 i32) (result i32)
                (i32.add (local.get 0) (local.get 1))))
            """;

    @TempDir
    private Path folder;

    private Path add;
    private final Shell shell = new Shell();

    @BeforeEach
    void writeTheModule() throws IOException {
        add = Files.writeString(folder.resolve("add.wat"), ADD);
    }

    private String write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static String lines(String... lines) {
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    @Test
    void run_takes_a_module_in_text_format() {
        assertEquals(0, shell.trifola("run", "--invoke", "add", add.toString(), "2", "3"), shell.err());
        assertEquals(lines("5"), shell.out());
    }

    @Test
    void run_tells_where_the_text_is_wrong() throws IOException {
        String file = write("broken.wat", "(module\n  (fun))");
        assertEquals(1, shell.trifola("run", file));
        assertTrue(shell.err().startsWith("trifola: " + file + ":2:4: unknown operator fun"), shell.err());
    }

    @Test
    void wat2wasm_writes_beside_its_input() {
        assertEquals(0, shell.trifola("wat2wasm", add.toString()), shell.err());
        Path module = folder.resolve("add.wasm");
        assertEquals(0, shell.trifola("run", "--invoke", "add", module.toString(), "4", "5"), shell.err());
        assertEquals(lines("9"), shell.out());
    }

    @Test
    void wat2wasm_writes_where_it_is_told() throws IOException {
        Path output = folder.resolve("other");
        assertEquals(0, shell.trifola("wat2wasm", "-o", output.toString(), add.toString()), shell.err());
        byte[] magic = {0, 'a', 's', 'm', 1, 0, 0, 0};
        assertArrayEquals(magic, Arrays.copyOf(Files.readAllBytes(output), magic.length));
    }

    @Test
    void wat2wasm_writes_to_standard_output() {
        assertEquals(0, shell.trifola("wat2wasm", "-o", "-", add.toString()), shell.err());
        assertTrue(shell.out().startsWith("\0asm"), shell.out());
    }

    @Test
    void option_behind_the_file_is_named() {
        assertEquals(2, shell.trifola("wat2wasm", "a.wat", "-o", "a.wasm"));
        assertEquals(
                lines("trifola: the option -o must stand before the file; see trifola wat2wasm --help"), shell.err());
    }

    @Test
    void wat2wasm_of_two_files_is_one_line_and_exit_code_2() {
        assertEquals(2, shell.trifola("wat2wasm", "a.wat", "b.wat"));
        assertEquals(lines("trifola: expected one file but got 2; see trifola wat2wasm --help"), shell.err());
    }

    @Test
    void wasm2wat_prints_what_wat2wasm_takes() throws IOException {
        assertEquals(0, shell.trifola("wat2wasm", add.toString()), shell.err());
        Path module = folder.resolve("add.wasm");
        Path text = folder.resolve("again.wat");
        assertEquals(0, shell.trifola("wasm2wat", "--output", text.toString(), module.toString()), shell.err());
        assertEquals(0, shell.trifola("wat2wasm", text.toString()), shell.err());
        assertArrayEquals(Files.readAllBytes(module), Files.readAllBytes(folder.resolve("again.wasm")));
    }

    @Test
    void wasm2wat_prints_to_standard_output() {
        assertEquals(0, shell.trifola("wat2wasm", add.toString()), shell.err());
        assertEquals(0, shell.trifola("wasm2wat", folder.resolve("add.wasm").toString()), shell.err());
        assertTrue(shell.out().contains("\n    i32.add"), shell.out());
    }

    @Test
    void wasm2wat_folds_on_request() {
        assertEquals(0, shell.trifola("wat2wasm", add.toString()), shell.err());
        for (String option : List.of("-f", "--fold")) {
            assertEquals(
                    0,
                    shell.trifola("wasm2wat", option, folder.resolve("add.wasm").toString()),
                    shell.err());
            assertTrue(shell.out().contains("\n    (i32.add (local.get 0) (local.get 1))"), shell.out());
        }
    }

    @Test
    void wasm2wat_of_no_module_is_one_line_and_exit_code_1() {
        assertEquals(1, shell.trifola("wasm2wat", add.toString()));
        assertEquals(lines("trifola: " + add + ": magic header not detected (at byte 0x0)"), shell.err());
    }

    @Test
    void validate_says_nothing_about_valid_modules() {
        assertEquals(0, shell.trifola("validate", add.toString()));
        assertEquals("", shell.out() + shell.err());
    }

    @Test
    void validate_reports_every_module_that_is_not_valid() throws IOException {
        String invalid = write("invalid.wat", "(func (result i32))");
        String malformed = write("malformed.wasm", "no module");
        assertEquals(1, shell.trifola("validate", invalid, add.toString(), malformed));
        List<String> reports = shell.err().lines().toList();
        assertEquals(2, reports.size(), shell.err());
        assertTrue(reports.getFirst().startsWith("trifola: " + invalid + ": type mismatch"), reports.getFirst());
        assertTrue(reports.get(1).startsWith("trifola: " + malformed + ": magic header not detected"), reports.get(1));
    }

    @Test
    void wast_prints_failures_with_their_lines() throws IOException {
        String script = write("script.wast", ADD + """
                (assert_return (invoke "add" (i32.const 2) (i32.const 3)) (i32.const 5))
                (assert_return (invoke "add" (i32.const 2) (i32.const 3)) (i32.const 6))
                """);
        assertEquals(1, shell.trifola("wast", script));
        List<String> lines = shell.out().lines().toList();
        assertEquals(2, lines.size(), shell.out());
        assertTrue(lines.getFirst().startsWith(script + ":5: expected "), lines.getFirst());
        assertEquals(script + ": 2 passed, 1 failed", lines.get(1));
    }

    @Test
    void wast_succeeds_when_all_commands_hold() throws IOException {
        String script =
                write("script.wast", "(module) (assert_invalid (module (func (result i32))) \"type mismatch\")");
        assertEquals(0, shell.trifola("wast", script), shell.err());
        assertEquals(lines(script + ": 2 passed, 0 failed"), shell.out());
    }

    @Test
    void wast_tells_where_a_script_is_no_script() throws IOException {
        String script = write("broken.wast", "(module)\n(assert_nothing)");
        assertEquals(1, shell.trifola("wast", script));
        assertTrue(shell.err().startsWith("trifola: " + script + ":2:2: "), shell.err());
    }

    @Test
    void wast_goes_on_with_the_next_script() throws IOException {
        String broken = write("broken.wast", "(");
        String fine = write("fine.wast", "(module)");
        assertEquals(1, shell.trifola("wast", "missing.wast", broken, fine));
        assertEquals(lines(fine + ": 1 passed, 0 failed"), shell.out());
        List<String> complaints = shell.err().lines().toList();
        assertEquals("trifola: missing.wast: no such file", complaints.getFirst());
        assertTrue(complaints.get(1).startsWith("trifola: " + broken + ":1:2: "), complaints.get(1));
        assertEquals(2, complaints.size(), shell.err());
    }

    @Test
    void wast_goes_on_after_a_command_that_fails_in_any_way() throws IOException {
        String script = write("script.wast", """
                (module
                  (global (export "g") i32 (i32.const 1))
                  (func (export "f") (param i32) unreachable))
                (invoke "f" (i32.const 0))
                (invoke "f")
                (invoke "g")
                (get "f")
                (get "none")
                (assert_return (invoke "f" (i32.const 0)))
                (register "x" $none)
                (assert_return (get "g") (i32.const 1))
                """);
        assertEquals(1, shell.trifola("wast", script));
        List<String> lines = shell.out().lines().toList();
        List<String> expected = List.of(
                ":4: expected a result but was: ",
                ":5: expected a result but was: ",
                ":6: the export \"g\" is no function",
                ":7: the export \"f\" is no global",
                ":8: there is no export \"none\"",
                ":9: expected [] but was: ",
                ":10: there is no instance $none",
                ": 2 passed, 7 failed");
        assertEquals(expected.size(), lines.size(), shell.out());
        for (int i = 0; i < lines.size(); i++) {
            assertTrue(lines.get(i).startsWith(script + expected.get(i)), lines.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate", "wat2wasm", "wasm2wat", "wast"})
    void what_is_no_file_is_one_line_and_exit_code_1(String command) {
        String missing = folder.resolve("missing.wat").toString();
        assertEquals(1, shell.trifola(command, missing));
        assertEquals(lines("trifola: " + missing + ": no such file"), shell.err());
        Shell other = new Shell();
        assertEquals(1, other.trifola(command, folder.toString()));
        assertEquals(lines("trifola: " + folder + ": not a file"), other.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate", "wat2wasm", "wasm2wat", "wast"})
    void unknown_option_and_no_file_are_one_line_and_exit_code_2(String command) {
        assertEquals(2, shell.trifola(command, "--no-such-option", add.toString()));
        assertEquals(lines("trifola: Unrecognized option: --no-such-option"), shell.err());
        Shell other = new Shell();
        assertEquals(2, other.trifola(command));
        assertTrue(other.err().matches("trifola: .*; see trifola " + command + " --help\\R"), other.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "validate", "wast", "wat2wasm", "wasm2wat"})
    void unknown_option_of_the_engine_is_one_line_and_exit_code_2(String command) {
        assertEquals(2, shell.trifola(command, "--wasm.NoSuchOption=1", add.toString()));
        assertEquals(1, shell.err().lines().count(), shell.err());
        assertTrue(shell.err().contains("wasm.NoSuchOption"), shell.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wat2wasm", "wasm2wat"})
    void commands_that_do_not_start_the_engine_have_none_of_its_options(String command) {
        assertEquals(2, shell.trifola(command, "--wasm.GC=false", add.toString()));
        assertEquals(lines("trifola: Unrecognized option: --wasm.GC"), shell.err());
    }

    @Test
    void binary_file_where_text_is_expected_is_one_line_and_exit_code_1() {
        String module = folder.resolve("binary.wat").toString();
        assertEquals(0, shell.trifola("wat2wasm", "-o", module, add.toString()), shell.err());
        for (String command : List.of("run", "validate", "wat2wasm")) {
            Shell other = new Shell();
            assertEquals(1, other.trifola(command, module));
            assertEquals(
                    lines("trifola: " + module + ": expected a module in text format, but it is in binary format"),
                    other.err());
        }
    }

    @Test
    void empty_text_is_the_empty_module_or_script() throws IOException {
        String text = write("empty.wat", "");
        assertEquals(0, shell.trifola("validate", text), shell.err());
        assertEquals(0, shell.trifola("wat2wasm", "-o", "-", text), shell.err());
        assertEquals("\0asm\1\0\0\0", shell.out());
        String script = write("empty.wast", "");
        Shell other = new Shell();
        assertEquals(0, other.trifola("wast", script), other.err());
        assertEquals(lines(script + ": 0 passed, 0 failed"), other.out());
    }

    @Test
    void empty_binary_file_is_one_line_and_exit_code_1() throws IOException {
        String module = write("empty.wasm", "");
        for (String command : List.of("run", "validate", "wasm2wat")) {
            Shell other = new Shell();
            assertEquals(1, other.trifola(command, module));
            assertTrue(other.err().startsWith("trifola: " + module + ": unexpected end"), other.err());
            assertEquals(1, other.err().lines().count(), other.err());
        }
    }

    @Test
    void output_that_can_not_be_written_is_one_line_and_exit_code_1() throws IOException {
        Path module = folder.resolve("add.wasm");
        assertEquals(0, shell.trifola("wat2wasm", add.toString()), shell.err());
        Path nowhere = folder.resolve("no").resolve("out");
        assertCannotWrite(nowhere, "no such folder", "wat2wasm", add);
        assertCannotWrite(nowhere, "no such folder", "wasm2wat", module);
        assertCannotWrite(folder, "is a directory", "wat2wasm", add);
        assertCannotWrite(module.resolve("out"), "not a directory", "wat2wasm", add);
    }

    private static void assertCannotWrite(Path output, String reason, String command, Path input) {
        Shell other = new Shell();
        assertEquals(1, other.trifola(command, "-o", output.toString(), input.toString()));
        assertEquals(lines("trifola: " + output + ": cannot write: " + reason), other.err());
    }

    @Test
    void option_without_its_value_is_one_line_and_exit_code_2() {
        assertEquals(2, shell.trifola("wat2wasm", "-o"));
        assertEquals(lines("trifola: Missing argument for option: o"), shell.err());
    }
}

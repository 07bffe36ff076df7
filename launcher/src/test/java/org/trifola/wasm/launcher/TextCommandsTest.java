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
}

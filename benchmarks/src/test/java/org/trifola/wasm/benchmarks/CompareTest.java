// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the comparison with a program that does nothing: it must stay usable, the figures do not matter. */
class CompareTest {
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeEach
    void copyProgram() throws IOException {
        try (InputStream program = CompareTest.class.getResourceAsStream("marks.wasm")) {
            Files.copy(program, folder.resolve("marks.wasm"));
        }
    }

    @Test
    void engines_run_the_program_in_turn_and_the_results_are_written_as_json()
            throws IOException, InterruptedException {
        Files.writeString(folder.resolve("marks.stdout.expected"), "done\n");
        int exitCode = compare(
                "--engines",
                "chicory,graalwasm",
                "--out",
                folder.resolve("out.json").toString());
        String json = Files.readString(folder.resolve("out.json"));
        assertAll(
                () -> assertEquals(0, exitCode, console.toString(StandardCharsets.UTF_8)),
                () -> assertTrue(json.contains("\"engineName\":\"Chicory compiler\""), json),
                () -> assertTrue(json.contains("\"engineName\":\"WebAssembly on GraalVM CE\""), json),
                () -> assertTrue(json.contains("\"problem\":null"), json));
    }

    @Test
    void output_that_differs_from_the_expected_one_is_reported() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("marks.stdout.expected"), "something else\n");
        assertEquals(1, compare("--engines", "chicory", "--interpreter"));
        assertTrue(
                console.toString(StandardCharsets.UTF_8).contains("stdout differs from marks.stdout.expected"),
                console.toString(StandardCharsets.UTF_8));
    }

    private int compare(String... arguments) throws IOException, InterruptedException {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        all[0] = "--programs";
        all[1] = folder.resolve("marks.wasm").toString();
        all[2] = "--seconds";
        all[3] = "0.01";
        return Compare.run(
                new PrintStream(console, true, StandardCharsets.UTF_8),
                Path.of(System.getProperty("benchmarks.target")),
                all);
    }
}

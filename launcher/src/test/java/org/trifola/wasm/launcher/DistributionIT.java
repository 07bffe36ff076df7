// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as a user starts it. */
class DistributionIT {
    private static final Path TRIFOLA = Path.of("target/dist/bin/trifola").toAbsolutePath();
    private static final String HELLO =
            Path.of("examples/hello.wasm").toAbsolutePath().toString();

    @TempDir
    private Path folder;

    @Test
    void program_runs_from_another_folder_and_through_a_link() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), TRIFOLA);
        assertEquals("Hello, Ada!\n", run("", link.toString(), "run", HELLO, "Ada"));
        Files.delete(link);
    }

    @Test
    void aot_cache_fits_the_runtime() throws IOException, InterruptedException {
        assertEquals("Hello, World!\n", run("-XX:AOTMode=on", TRIFOLA.toString(), "run", HELLO));
    }

    /** What the cache cannot hold, such as switches over types, takes milliseconds at each start. */
    @Test
    void start_of_a_program_needs_no_class_of_ours_but_those_of_the_cache() throws IOException, InterruptedException {
        String output = run("-Xlog:class+load", TRIFOLA.toString(), "run", HELLO);
        List<String> ours = output.lines()
                .filter(line -> line.contains(" org.trifola.wasm."))
                .toList();
        assertTrue(ours.size() > 300, output);
        assertEquals(
                List.of(),
                ours.stream()
                        .filter(line -> !line.contains("shared objects file"))
                        .toList());
    }

    @Test
    void user_needs_no_home() throws IOException, InterruptedException {
        Path file = Files.createFile(folder.resolve("file"));
        String home = "-Duser.home=" + file.resolve("home");
        assertEquals("Hello, World!\n", run(home, TRIFOLA.toString(), "run", HELLO));
        Files.delete(file);
    }

    /** Truffle generates their classes outside of our module: tests on the class path cannot show that it may. */
    @Test
    void structures_can_be_made() throws IOException, InterruptedException {
        String structs =
                Path.of("src/test/resources/structs.wasm").toAbsolutePath().toString();
        assertEquals("5050\n", run("", TRIFOLA.toString(), "run", "--invoke", "sum", structs, "100"));
    }

    @Test
    void vectors_can_be_held_in_registers() throws IOException, InterruptedException {
        String vectors =
                Path.of("src/test/resources/vectors.wasm").toAbsolutePath().toString();
        String options = "-Dtrifola.wasm.vectorApi=always -Xlog:class+load";
        String output = run(options, TRIFOLA.toString(), "run", "--invoke", "sum", vectors, "100");
        assertTrue(output.contains("\n5050\n"), output);
        assertTrue(output.contains(" wasm.V"), output);
    }

    @Test
    void program_may_recurse_deeply() throws IOException, InterruptedException {
        String recursion =
                Path.of("src/test/resources/recursion.wasm").toAbsolutePath().toString();
        assertEquals("50000\n", run("", TRIFOLA.toString(), "run", "--invoke", "depth", recursion, "50000"));
    }

    @Test
    void runtime_compiles_programs() throws IOException, InterruptedException {
        String output = run(
                "",
                TRIFOLA.toString(),
                "run",
                "--engine.TraceCompilation",
                "--engine.CompileImmediately",
                "--engine.BackgroundCompilation=false",
                HELLO);
        assertTrue(output.contains("opt done"), output);
    }

    /** Returns what the command prints to either stream, after it has ended well. */
    private String run(String javaOptions, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("TRIFOLA_JAVA_OPTS", javaOptions);
        // Truffle prefers it to the home.
        builder.environment().remove("XDG_CACHE_HOME");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}

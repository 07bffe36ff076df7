// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the command does before a module runs. */
class LauncherTest {
    private final Shell shell = new Shell();

    @Test
    void help_lists_the_commands() {
        assertEquals(0, shell.trifola("--help"));
        assertTrue(shell.out().contains("run  "), shell.out());
    }

    @Test
    void no_arguments_show_the_help() {
        assertEquals(0, shell.trifola());
        assertTrue(shell.out().startsWith("Usage: trifola COMMAND"), shell.out());
    }

    @Test
    void version_is_that_of_the_build() {
        assertEquals(0, shell.trifola("--version"));
        assertTrue(shell.out().matches("trifola \\d+\\.\\d+\\.\\S+ on Java 25\\S*\\R"), shell.out());
    }

    @Test
    void help_of_run_lists_its_options() {
        assertEquals(0, shell.trifola("run", "--help"));
        assertTrue(shell.out().contains("--preload NAME=FILE"), shell.out());
    }

    @Test
    void unknown_command_is_one_line_and_exit_code_2() {
        assertEquals(2, shell.trifola("rum"));
        assertEquals("trifola: 'rum' is no command; see trifola --help" + System.lineSeparator(), shell.err());
    }

    @Test
    void run_without_a_file_is_one_line_and_exit_code_2() {
        assertEquals(2, shell.trifola("run"));
        assertEquals("trifola: no module is given; see trifola run --help" + System.lineSeparator(), shell.err());
    }

    @Test
    void directory_that_does_not_exist_is_one_line_and_exit_code_1() {
        assertEquals(1, shell.trifola("run", "--dir", "missing::guest", "x.wasm"));
        assertEquals("trifola: missing: no such directory" + System.lineSeparator(), shell.err());
    }

    @Test
    void output_that_cannot_be_written_is_one_line_and_exit_code_1() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(InputStream.nullInputStream(), full, err);
        assertEquals(1, Launcher.run(List.of("--help"), streams));
        assertEquals(
                "trifola: standard output: cannot write" + System.lineSeparator(),
                err.toString(StandardCharsets.UTF_8));
    }
}

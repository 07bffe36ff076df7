// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trifola.wasm.script.ScriptParser;

/** The suite is found, or fetched, and all of it is read. */
class SuiteTest {
    @TempDir
    private Path folder;

    @Test
    void suite_is_complete() {
        int files = Suite.files().size();
        assertTrue(files >= Suite.FILES, () -> "only " + files + " files");
    }

    @Test
    void every_file_is_a_script() throws IOException {
        for (Path file : Suite.files()) {
            assertFalse(ScriptParser.parse(Files.readAllBytes(file)).isEmpty(), file::toString);
        }
    }

    @Test
    void given_folder_is_used() throws IOException {
        Files.writeString(folder.resolve("i32.wast"), "(module)");
        assertEquals(folder, Suite.locate(folder, folder.resolve("clone"), "no repository", "no commit"));
        assertFalse(Files.exists(folder.resolve("clone")));
    }

    @Test
    void missing_suite_is_cloned_at_its_commit_once() throws Exception {
        Path repository = Files.createDirectory(folder.resolve("repository"));
        git(repository, "init", "--quiet");
        String pinned = commit(repository, "pinned");
        commit(repository, "newer");
        Path clone = folder.resolve("clone");
        // What an interrupted checkout leaves.
        Files.createDirectory(clone);
        Files.writeString(clone.resolve("i32.wast"), "half");

        assertEquals(clone, Suite.locate(folder, clone, repository.toString(), pinned));
        assertEquals("pinned", Files.readString(clone.resolve("i32.wast")));
        assertEquals(clone, Suite.locate(folder, clone, "no repository", pinned));
    }

    @Test
    void suite_that_can_not_be_cloned_is_explained() {
        UncheckedIOException error = assertThrows(
                UncheckedIOException.class,
                () -> Suite.locate(folder, folder.resolve("clone"), "no repository", "0123456"));
        String message = String.valueOf(error.getMessage());
        assertTrue(message.contains("Clone no repository, check out 0123456"), message);
        assertTrue(message.contains("-Dspec.testsuite=FOLDER"), message);
    }

    @Test
    void table_has_a_line_for_each_file_and_the_sums() {
        SuiteReport report = new SuiteReport("methods");
        report.row("b.wast").addPassed();
        report.row("b.wast").addFailed(1, new AssertionError("wrong"));
        report.row("a.wast").addPassed();
        report.row("a.wast").addExcluded(2, new AssertionError("known"));
        report.row("a.wast").addMessages(3, 2);
        List<String> lines =
                report.table().lines().map(line -> line.replaceAll(" +", " ")).toList();
        assertEquals(
                List.of(
                        "file (methods) passed failed excluded",
                        "a.wast 1 0 1",
                        "b.wast 1 1 0",
                        "total (methods) 2 1 1",
                        "messages of malformed and invalid modules that are those of the suite: 2 of 3"),
                lines);
    }

    private static String commit(Path repository, String content) throws Exception {
        Files.writeString(repository.resolve("i32.wast"), content);
        git(repository, "add", "i32.wast");
        git(repository, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "-m", content);
        return git(repository, "rev-parse", "HEAD");
    }

    private static String git(Path repository, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}

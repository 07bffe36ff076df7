// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.wasi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The SQLite of the corpus, with the files of WASI, in processes whose heap is an eightieth of its database.
 *
 * <p>{@code -Dwasi.large=true} puts the database into a directory of 100 000 files.
 */
class SqliteTest {
    private static final Path SQLITE =
            Path.of(System.getProperty("wasm.corpus", "no folder given"), "sqlite3", "sqlite3.wasm");

    private static final int FILES = Boolean.getBoolean("wasi.large") ? 100_000 : 1_000;
    private static final List<String> FLAGS = List.of("-Xmx64m", "-XX:-DontCompileHugeMethods");
    private static final long DATABASE_SIZE = 5L << 30;
    private static final int PAGE_SIZE = 1 << 16;

    /** Where the header of a database has the number of its pages. */
    private static final int PAGE_COUNT_OFFSET = 28;

    /** Linear memory that SQLite starts with, in pages; its own cache must be enough. */
    private static final int MEMORY_PAGES = 256;

    @TempDir
    private Path temp;

    private Path directory;
    private Path database;

    @BeforeEach
    void layOut() throws IOException {
        assumeTrue(Files.isRegularFile(SQLITE), "there is no " + SQLITE + ", see -Dwasm.corpus=DIR");
        directory = Files.createDirectory(temp.resolve("directory"));
        database = directory.resolve("data");
        for (int i = 0; i < FILES; i++) {
            Files.createFile(directory.resolve("file" + i));
        }
        Files.writeString(temp.resolve("bench.wat"), "(module (func (export \"start\")) (func (export \"end\")))");
        try (InputStream program = SqliteTest.class.getResourceAsStream("sqlite-on-files.wat")) {
            Files.copy(Objects.requireNonNull(program), temp.resolve("sqlite-on-files.wat"));
        }
    }

    private List<String> run(String function) throws IOException, InterruptedException {
        List<String> arguments = List.of(
                "--dir",
                directory + "::/",
                "--preload",
                "bench=" + temp.resolve("bench.wat"),
                "--preload",
                "sqlite=" + SQLITE,
                "--invoke",
                function,
                temp.resolve("sqlite-on-files.wat").toString());
        Outcome outcome = FreshProcess.run("SQLite", FLAGS, arguments);
        assertEquals(0, outcome.exitCode(), outcome::toString);
        return outcome.stdout().lines().toList();
    }

    /** Makes the database as large as if it had pages in use up to there, and its next page one above 5 GB. */
    private void extend() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            file.setLength(DATABASE_SIZE);
            file.seek(PAGE_COUNT_OFFSET);
            file.writeInt((int) (DATABASE_SIZE / PAGE_SIZE));
        }
    }

    @Test
    void database_of_five_gigabytes_grows_in_constant_memory() throws IOException, InterruptedException {
        assertEquals(List.of("1000500000"), run("create"));
        extend();
        // 21 000 rows of 500 characters and one more in every second.
        assertEquals(List.of("21000510500", String.valueOf(MEMORY_PAGES)), run("add"));
        assertTrue(Files.size(database) > DATABASE_SIZE + (10 << 20), "the new pages are above 5 GB");
        assertTrue(textFrom(DATABASE_SIZE).contains("0".repeat(495) + "20000!"), "so are the new rows");
        assertTrue(Files.notExists(directory.resolve("data-journal")));
    }

    private String textFrom(long offset) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "r")) {
            file.seek(offset);
            byte[] bytes = new byte[(int) (file.length() - offset)];
            file.readFully(bytes);
            return new String(bytes, ISO_8859_1);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trifola.wasm.wasi.Guest.DATA;
import static org.trifola.wasm.wasi.Guest.FOLLOW;
import static org.trifola.wasm.wasi.Guest.RESULT;
import static org.trifola.wasm.wasi.Guest.ROOT;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What options and contexts give to programs, and what programs of one context share. */
class ProgramsTest {
    @TempDir
    private Path directory;

    private Context context() {
        return Context.newBuilder("wasm")
                .allowIO(IOAccess.ALL)
                .option("wasm.Builtins", "wasi_snapshot_preview1,wasi_unstable")
                .option("wasm.WasiDir", directory + "::/")
                .build();
    }

    private static List<String> strings(Guest guest, String function) {
        guest.succeed(function + "_sizes_get", RESULT, RESULT + 4);
        int count = guest.getInt(RESULT);
        int size = guest.getInt(RESULT + 4);
        guest.succeed(function + "_get", DATA, DATA + 4096);
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int end = i + 1 < count ? guest.getInt(DATA + 4 * (i + 1)) : DATA + 4096 + size;
            int start = guest.getInt(DATA + 4 * i);
            strings.add(guest.getString(start, end - start - 1));
            assertEquals(0, guest.getByte(end - 1));
        }
        return strings;
    }

    private static List<String> with(String function, UnaryOperator<Context.Builder> options) {
        try (Guest guest = Guest.with(options)) {
            return strings(guest, function);
        }
    }

    @Test
    void arguments_are_those_of_the_context_unless_the_option_has_others() {
        String[] arguments = {"name", "", "ä"};
        assertEquals(List.of(arguments), with("args", builder -> builder.arguments("wasm", arguments)));
        assertEquals(
                List.of("program", "a,b", "c:d\\"),
                with(
                        "args",
                        builder ->
                                builder.arguments("wasm", arguments).option("wasm.WasiArgs", "program,a\\,b,c:d\\\\")));
        assertEquals(List.of(), with("args", builder -> builder));
    }

    @Test
    void environment_is_that_of_the_context_with_the_variables_of_the_option() {
        assertEquals(
                List.of("A=1", "B=3", "C=x=y"),
                with(
                                "environ",
                                builder -> builder.environment("A", "1")
                                        .environment("B", "2")
                                        .option("wasm.WasiEnv", "B=3,C=x=y"))
                        .stream()
                        .sorted()
                        .toList());
        assertEquals(
                List.of("B=3"),
                with(
                        "environ",
                        builder -> builder.environment("A", "1")
                                .allowEnvironmentAccess(EnvironmentAccess.INHERIT)
                                .option("wasm.WasiInheritEnv", "false")
                                .option("wasm.WasiEnv", "B=3")));
        assertEquals(List.of(), with("environ", builder -> builder), "the variables of the process are not visible");
    }

    @Test
    void variable_without_a_value_is_refused() {
        assertThrows(PolyglotException.class, () -> Guest.with(builder -> builder.option("wasm.WasiEnv", "NAME")));
    }

    @Test
    void streams_are_those_of_the_context_or_files_or_nothing() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Path file = Files.writeString(directory.resolve("in"), "from a file");
        Path written = directory.resolve("out");
        try (Guest guest = Guest.with(builder ->
                builder.in(new ByteArrayInputStream(new byte[] {'i'})).out(out).err(err))) {
            assertEquals("i", guest.readString(0, 10));
            assertEquals("", guest.readString(0, 10));
            guest.write(1, "o");
            guest.write(2, "e");
            assertEquals("o e", out.toString(StandardCharsets.UTF_8) + " " + err.toString(StandardCharsets.UTF_8));
        }
        try (Guest guest = Guest.with(builder -> builder.allowIO(IOAccess.ALL)
                .out(out)
                .option("wasm.WasiStdin", file.toString())
                .option("wasm.WasiStdout", written.toString())
                .option("wasm.WasiStderr", "none"))) {
            assertEquals("from a file", guest.readString(0, 100));
            assertEquals(Errno.SUCCESS, guest.write(1, "to a file"));
            assertEquals(Errno.SUCCESS, guest.write(2, "to nowhere"));
            guest.succeed("fd_fdstat_get", 1, RESULT);
            assertEquals(FileType.REGULAR_FILE.code(), guest.getByte(RESULT));
        }
        assertEquals("to a file", Files.readString(written));
        assertEquals("o", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void stream_from_a_file_needs_access_to_files() {
        PolyglotException failure = assertThrows(
                PolyglotException.class,
                () -> Guest.with(builder ->
                        builder.option("wasm.WasiStdin", directory.resolve("in").toString())));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("wasm.WasiStdin"), message);
    }

    @Test
    void every_program_has_descriptors_of_its_own() throws IOException {
        Files.writeString(directory.resolve("file"), "content");
        try (Context context = context()) {
            Guest first = Guest.in(context);
            assertEquals(ROOT + 1, first.open("file"));
            assertEquals("cont", first.readString(ROOT + 1, 4));
            first.close(1);
            Guest second = Guest.in(context);
            assertEquals(ROOT + 1, second.open("file"));
            assertEquals("content", second.readString(ROOT + 1, 100));
            assertEquals("ent", first.readString(ROOT + 1, 100));
            assertEquals(Errno.SUCCESS, second.write(1, ""));
            assertEquals(Errno.BADF, first.write(1, ""));
        }
    }

    @Test
    void exit_of_a_program_leaves_the_context_to_the_next() {
        try (Context context = context()) {
            for (int status : new int[] {0, 3}) {
                Guest program = Guest.in(context);
                PolyglotException exit = assertThrows(PolyglotException.class, () -> program.exit(status));
                assertTrue(exit.isExit());
                assertEquals(status, exit.getExitStatus());
            }
            assertEquals(Errno.SUCCESS, Guest.in(context).stat(ROOT, FOLLOW, "."));
        }
    }

    @Test
    void programs_run_at_the_same_time() throws Exception {
        try (Context context = context();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String name = "file" + i;
                tasks.add(() -> writeAndRead(Guest.in(context), name));
            }
            for (Future<String> result : threads.invokeAll(tasks)) {
                assertEquals("0123456789".repeat(20), result.get());
            }
        }
    }

    private static String writeAndRead(Guest guest, String name) {
        int fd = guest.open(name, Guest.CREATE, Rights.FILE);
        for (int i = 0; i < 200; i++) {
            assertEquals(Errno.SUCCESS, guest.write(fd, String.valueOf(i % 10)));
        }
        guest.succeed("fd_seek", fd, 0L, 0, RESULT);
        return guest.readString(fd, 1000);
    }

    @Test
    void older_interface_counts_origins_and_lays_out_attributes_in_its_own_way() throws IOException {
        Files.writeString(directory.resolve("file"), "content");
        try (Context context = context()) {
            Guest guest = Guest.unstable(context);
            int fd = guest.open("file");
            guest.succeed("fd_seek", fd, -2L, 1, RESULT);
            assertEquals(5, guest.getLong(RESULT), "1 is the end");
            guest.succeed("fd_seek", fd, -1L, 0, RESULT);
            assertEquals(4, guest.getLong(RESULT), "0 is the current offset");
            guest.succeed("fd_seek", fd, 1L, 2, RESULT);
            assertEquals(1, guest.getLong(RESULT), "2 is the start");
            guest.succeed("fd_filestat_get", fd, RESULT);
            assertEquals(FileType.REGULAR_FILE.code(), guest.getByte(RESULT + 16));
            assertEquals(1, guest.getInt(RESULT + 20), "the number of links has 32 bits");
            assertEquals(7, guest.getLong(RESULT + 24));
        }
    }

    @Test
    void random_bytes_differ_and_fill_the_whole_buffer() {
        try (Guest guest = Guest.with(builder -> builder)) {
            int length = 200_000;
            guest.succeed("random_get", DATA, length);
            String first = guest.getString(DATA + length - 32, 32);
            assertEquals(0, guest.getByte(DATA + length));
            guest.succeed("random_get", DATA, length);
            assertTrue(!first.equals(guest.getString(DATA + length - 32, 32)), "the same bytes twice");
        }
    }

    @Test
    void clocks_go_forward() {
        try (Guest guest = Guest.with(builder -> builder)) {
            for (int id = 0; id < 4; id++) {
                guest.succeed("clock_time_get", id, 0L, RESULT);
                long first = guest.getLong(RESULT);
                guest.succeed("clock_time_get", id, 0L, RESULT);
                assertTrue(first > 0 && guest.getLong(RESULT) >= first, "clock " + id);
                guest.succeed("clock_res_get", id, RESULT);
                assertTrue(guest.getLong(RESULT) > 0, "resolution of clock " + id);
            }
        }
    }

    @Test
    void signal_ends_the_program_with_the_status_that_shells_show() {
        try (Guest guest = Guest.with(builder -> builder)) {
            PolyglotException exit = assertThrows(PolyglotException.class, () -> guest.call("proc_raise", 6));
            assertEquals(128 + 6, exit.getExitStatus());
            assertEquals(Errno.SUCCESS, guest.call("sched_yield"));
        }
    }
}

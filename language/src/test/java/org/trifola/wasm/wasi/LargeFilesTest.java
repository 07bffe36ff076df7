// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.trifola.wasm.text.WatParser;

/**
 * Programs like {@code cat} and {@code ls} on large files and directories. {@code -Dwasi.large=true} runs those that take a
 * minute; what is measured there needs an idle machine.
 */
class LargeFilesTest {
    private static final long FILE_SIZE = 5L << 30;
    private static final int BUFFER_SIZE = 1 << 16;
    private static final int FILES = 100_000;
    private static final long MAX_GROWTH = 8 << 20;

    private static final String PROGRAM = """
            (module
              (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_seek" (func $fd_seek (param i32 i64 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_readdir"
                (func $fd_readdir (param i32 i32 i32 i64 i32) (result i32)))
              (import "wasi_snapshot_preview1" "path_open"
                (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
              (memory (export "memory") 3)
              (data (i32.const 0) "large")
              (func $check (param i32) (if (local.get 0) (then unreachable)))

              ;; Opens the file "large".
              (func (export "open") (result i32)
                (call $check (call $path_open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 5) (i32.const 0)
                  (i64.const 0x26) (i64.const 0) (i32.const 0) (i32.const 16)))
                (i32.load (i32.const 16)))

              ;; Reads from an offset to the end; gives the number of bytes.
              (func (export "cat") (param $fd i32) (param $offset i64) (result i64)
                (local $total i64)
                (call $check (call $fd_seek (local.get $fd) (local.get $offset) (i32.const 0) (i32.const 16)))
                (i32.store (i32.const 24) (i32.const 65536))
                (i32.store (i32.const 28) (i32.const 65536))
                (loop $more
                  (call $check (call $fd_read (local.get $fd) (i32.const 24) (i32.const 1) (i32.const 16)))
                  (local.set $total (i64.add (local.get $total) (i64.load32_u (i32.const 16))))
                  (br_if $more (i32.load (i32.const 16))))
                (local.get $total))

              ;; Counts entries from a cookie on, at most about a number of them; the next cookie comes at 32.
              (func (export "ls") (param $cookie i64) (param $limit i32) (result i32)
                (local $count i32) (local $entry i32) (local $end i32)
                (loop $more
                  (call $check (call $fd_readdir (i32.const 3) (i32.const 65536) (i32.const 4096) (local.get $cookie)
                    (i32.const 16)))
                  (local.set $entry (i32.const 65536))
                  (local.set $end (i32.add (i32.const 65536) (i32.load (i32.const 16))))
                  (block $cut
                    (loop $next
                      (br_if $cut (i32.gt_u (i32.add (local.get $entry) (i32.const 24)) (local.get $end)))
                      (br_if $cut (i32.gt_u
                        (i32.add (i32.add (local.get $entry) (i32.const 24)) (i32.load offset=16 (local.get $entry)))
                        (local.get $end)))
                      (local.set $cookie (i64.load (local.get $entry)))
                      (local.set $count (i32.add (local.get $count) (i32.const 1)))
                      (local.set $entry (i32.add
                        (i32.add (local.get $entry) (i32.const 24)) (i32.load offset=16 (local.get $entry))))
                      (br $next)))
                  (br_if $more (i32.and
                    (i32.eq (i32.load (i32.const 16)) (i32.const 4096))
                    (i32.lt_u (local.get $count) (local.get $limit)))))
                (i64.store (i32.const 32) (local.get $cookie))
                (local.get $count))
              (func (export "cookie") (result i64) (i64.load (i32.const 32))))
            """;

    @TempDir
    private Path directory;

    private Context context;
    private Value program;

    @BeforeEach
    void start() throws IOException {
        context = Context.newBuilder("wasm")
                .allowIO(IOAccess.ALL)
                .option("wasm.Builtins", "wasi_snapshot_preview1")
                .option("wasm.WasiDir", directory + "::/")
                .build();
        ByteSequence bytes = ByteSequence.create(WatParser.parse(PROGRAM));
        program = context.eval(Source.newBuilder("wasm", bytes, "large").build())
                .newInstance()
                .getMember("exports");
    }

    @AfterEach
    void end() {
        context.close();
    }

    private Path makeLargeFile() throws IOException {
        Path file = directory.resolve("large");
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.position(FILE_SIZE - 3);
            channel.write(ByteBuffer.wrap("end".getBytes(StandardCharsets.US_ASCII)));
        }
        return file;
    }

    private void makeFiles(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Files.createFile(directory.resolve("file" + i));
        }
    }

    private long cat(int fd, long offset) {
        return program.getMember("cat").execute(fd, offset).asLong();
    }

    private int ls(long cookie, int limit) {
        return program.getMember("ls").execute(cookie, limit).asInt();
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void end_of_a_file_of_five_gigabytes_is_read_without_what_is_before() throws IOException {
        makeLargeFile();
        int fd = program.getMember("open").execute().asInt();
        assertEquals(100_000, cat(fd, FILE_SIZE - 100_000));
        assertEquals(0, cat(fd, FILE_SIZE));
    }

    @Test
    void offsets_and_sizes_have_64_bits() throws IOException {
        Path file = makeLargeFile();
        long middle = (1L << 32) + 7;
        try (Guest guest = Guest.in(directory)) {
            int fd = guest.open("large");
            guest.succeed("fd_filestat_get", fd, Guest.RESULT);
            assertEquals(FILE_SIZE, guest.getLong(Guest.RESULT + 32));
            guest.succeed("fd_seek", fd, -3L, 2, Guest.RESULT);
            assertEquals(FILE_SIZE - 3, guest.getLong(Guest.RESULT));
            assertEquals("end", guest.readString(fd, 10));
            guest.succeed("fd_tell", fd, Guest.RESULT);
            assertEquals(FILE_SIZE, guest.getLong(Guest.RESULT));

            guest.succeed("fd_seek", fd, middle, 0, Guest.RESULT);
            assertEquals(Errno.SUCCESS, guest.write(fd, "middle"));
            assertEquals("middle", readAt(guest, fd, middle));
            assertEquals("\0".repeat(6), readAt(guest, fd, middle - (1L << 32)), "nothing came 4 GiB before");
            guest.putBytes(Guest.DATA, (byte) 'M');
            guest.putInt(Guest.IOVEC, Guest.DATA);
            guest.putInt(Guest.IOVEC + 4, 1);
            guest.succeed("fd_pwrite", fd, Guest.IOVEC, 1, middle, Guest.RESULT);
            assertEquals("Middle", readAt(guest, fd, middle));

            guest.succeed("fd_allocate", fd, FILE_SIZE, 1L << 20);
            assertEquals(FILE_SIZE + (1 << 20), Files.size(file));
            guest.succeed("fd_filestat_set_size", fd, middle + 3);
            assertEquals("Mid", readAt(guest, fd, middle));
            assertEquals(Errno.SUCCESS, guest.stat(Guest.ROOT, 0, "large"));
            assertEquals(middle + 3, guest.getLong(Guest.RESULT + 32));
        }
    }

    private static String readAt(Guest guest, int fd, long offset) {
        guest.putInt(Guest.IOVEC, Guest.DATA);
        guest.putInt(Guest.IOVEC + 4, 6);
        guest.succeed("fd_pread", fd, Guest.IOVEC, 1, offset, Guest.RESULT);
        return guest.getString(Guest.DATA, guest.getInt(Guest.RESULT));
    }

    @Test
    void listing_keeps_nothing_of_the_entries_it_gave() throws IOException {
        makeFiles(2000);
        assertEquals(2002, ls(0, Integer.MAX_VALUE));
        int first = ls(0, 1000);
        assertEquals(2002 - first, ls(program.getMember("cookie").execute().asLong(), Integer.MAX_VALUE));
    }

    @Test
    @EnabledIfSystemProperty(named = "wasi.large", matches = "true")
    void directory_of_100_000_files_is_listed_in_constant_memory() throws IOException {
        makeFiles(FILES);
        int first = ls(0, 1000);
        long before = usedHeap();
        int second = ls(program.getMember("cookie").execute().asLong(), 90_000);
        long growth = usedHeap() - before;
        int third = ls(program.getMember("cookie").execute().asLong(), Integer.MAX_VALUE);
        assertEquals(FILES + 2, first + second + third);
        assertTrue(growth < MAX_GROWTH, "the heap grew by " + growth + " bytes");
    }

    @Test
    @EnabledIfSystemProperty(named = "wasi.large", matches = "true")
    void large_file_is_read_in_constant_memory_and_at_half_the_speed_of_a_channel_at_least() throws IOException {
        Path file = makeLargeFile();
        int fd = program.getMember("open").execute().asInt();
        assertEquals(FILE_SIZE, cat(fd, 0));
        long before = usedHeap();
        double best = 0;
        double bestOfChannel = 0;
        for (int i = 0; i < 3; i++) {
            best = Math.max(best, speed(() -> cat(fd, 0)));
            bestOfChannel = Math.max(bestOfChannel, speed(() -> readWithChannel(file)));
        }
        long growth = usedHeap() - before;
        System.out.printf("fd_read %.2f GB/s, FileChannel %.2f GB/s%n", best, bestOfChannel);
        assertTrue(growth < MAX_GROWTH, "the heap grew by " + growth + " bytes");
        assertTrue(best >= bestOfChannel / 2, best + " of " + bestOfChannel);
    }

    /** Something that reads the large file. */
    private interface Reader {
        long read() throws IOException;
    }

    private static double speed(Reader reader) throws IOException {
        long start = System.nanoTime();
        assertEquals(FILE_SIZE, reader.read());
        return (double) FILE_SIZE / (System.nanoTime() - start);
    }

    private static long readWithChannel(Path file) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
        long total = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int count = channel.read(buffer); count >= 0; count = channel.read(buffer.clear())) {
                total += count;
            }
        }
        return total;
    }
}

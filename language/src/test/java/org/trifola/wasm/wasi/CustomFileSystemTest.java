// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trifola.wasm.wasi.Guest.CREATE;
import static org.trifola.wasm.wasi.Guest.FOLLOW;
import static org.trifola.wasm.wasi.Guest.RESULT;
import static org.trifola.wasm.wasi.Guest.ROOT;
import static org.trifola.wasm.wasi.Guest.TRUNCATE;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs work on whatever files the embedder lets the context have. */
class CustomFileSystemTest {
    private MemoryFileSystem files;
    private Guest guest;

    @BeforeEach
    void layOut() throws IOException {
        files = new MemoryFileSystem()
                .directory("/inside")
                .directory("/inside/d")
                .directory("/outside")
                .file("/inside/file", "content")
                .file("/outside/secret", "secret")
                .link("/inside/link", "d/../file")
                .link("/inside/out", "../outside")
                .link("/inside/away", "/outside");
        guest = Guest.with(in(files));
    }

    private static UnaryOperator<Context.Builder> in(FileSystem files) {
        return builder ->
                builder.allowIO(IOAccess.newBuilder().fileSystem(files).build()).option("wasm.WasiDir", "/inside::/");
    }

    @AfterEach
    void close() {
        guest.close();
    }

    @Test
    void files_are_read_through_links_that_stay_inside() {
        assertEquals("content", guest.readString(guest.open("file"), 100));
        assertEquals("content", guest.readString(guest.open("link"), 100));
    }

    @Test
    void files_are_created_written_and_cut() throws IOException {
        int fd = guest.open("d/new", CREATE, Rights.FILE);
        assertEquals(Errno.SUCCESS, guest.write(fd, "hello world"));
        assertEquals("hello world", files.read("/inside/d/new"));
        guest.succeed("fd_filestat_set_size", fd, 5L);
        assertEquals("hello", files.read("/inside/d/new"));
        guest.succeed("fd_allocate", fd, 0L, 7L);
        assertEquals("hello\0\0", files.read("/inside/d/new"));
        guest.close(fd);
        guest.close(guest.open("d/new", TRUNCATE, Rights.FILE));
        assertEquals("", files.read("/inside/d/new"));
    }

    @Test
    void names_are_made_moved_and_removed() throws IOException {
        assertEquals(Errno.SUCCESS, guest.createDirectory(ROOT, "e"));
        assertEquals(Errno.SUCCESS, guest.rename(ROOT, "file", ROOT, "e/moved"));
        assertEquals("content", files.read("/inside/e/moved"));
        assertEquals(Errno.NOTEMPTY, guest.removeDirectory(ROOT, "e"));
        assertEquals(Errno.ISDIR, guest.rename(ROOT, "e/moved", ROOT, "d"));
        assertEquals(Errno.SUCCESS, guest.link(ROOT, 0, "e/moved", ROOT, "second"));
        assertEquals(Errno.SUCCESS, guest.symlink("second", ROOT, "third"));
        assertEquals(Errno.SUCCESS, guest.unlink(ROOT, "e/moved"));
        assertEquals("content", guest.readString(guest.open("third"), 100));
        assertEquals(Errno.SUCCESS, guest.removeDirectory(ROOT, "e"));
        assertEquals(Errno.NOENT, guest.stat(ROOT, 0, "e"));
    }

    @Test
    void attributes_are_those_that_the_file_system_has() {
        assertEquals(Errno.SUCCESS, guest.stat(ROOT, 0, "file"));
        assertEquals(FileType.REGULAR_FILE.code(), guest.getByte(RESULT + 16));
        assertEquals(7, guest.getLong(RESULT + 32));
        assertEquals(1_000_000_000_000L, guest.getLong(RESULT + 48));
        assertEquals(Errno.SUCCESS, guest.setTimes(ROOT, 0, "file", 5_000_000L));
        assertEquals(Errno.SUCCESS, guest.stat(ROOT, FOLLOW, "link"));
        assertEquals(5_000_000L, guest.getLong(RESULT + 48));
    }

    @Test
    void directories_are_listed() {
        assertEquals(List.of(".", "..", "away", "d", "file", "link", "out"), Listings.names(guest, ROOT, 4096));
    }

    @Test
    void unlinked_file_can_still_be_read() {
        int fd = guest.open("file");
        assertEquals(Errno.SUCCESS, guest.unlink(ROOT, "file"));
        assertEquals("content", guest.readString(fd, 100));
        guest.succeed("fd_filestat_get", fd, RESULT);
        assertEquals(7, guest.getLong(RESULT + 32));
    }

    @Test
    void no_path_leads_outside() {
        for (String path :
                List.of("out/secret", "away/secret", "../outside/secret", "/outside/secret", "d/../out/secret")) {
            assertEquals(Errno.NOTCAPABLE, guest.pathOpen(ROOT, FOLLOW, path, 0, Rights.FD_READ, 0), path);
            assertEquals(Errno.NOTCAPABLE, guest.stat(ROOT, FOLLOW, path), path);
            assertEquals(Errno.NOTCAPABLE, guest.unlink(ROOT, path), path);
        }
    }

    @Test
    void hard_link_to_a_link_is_refused_because_some_systems_would_follow_it() {
        assertEquals(Errno.NOTSUP, guest.link(ROOT, 0, "out", ROOT, "hard"));
        assertEquals(Errno.NOENT, guest.stat(ROOT, 0, "hard"));
    }

    @Test
    void read_only_file_system_can_be_read() {
        try (Guest reader = Guest.with(in(FileSystem.newReadOnlyFileSystem(files)))) {
            assertEquals("content", reader.readString(reader.open("file", 0, Rights.FD_READ), 100));
            assertEquals(Errno.ACCES, reader.pathOpen(ROOT, 0, "file", 0, Rights.FD_WRITE, 0));
            assertEquals(Errno.ACCES, reader.createDirectory(ROOT, "new"));
            assertEquals(Errno.ACCES, reader.unlink(ROOT, "file"));
        }
    }

    @Test
    void file_system_that_refuses_everything_has_no_directory_to_give() {
        try (Guest bare = Guest.with(in(FileSystem.newDenyIOFileSystem()))) {
            assertEquals(Errno.BADF, bare.call("fd_prestat_get", ROOT, RESULT));
        }
    }

    @Test
    void context_without_access_to_files_has_no_directories() {
        try (Guest bare = Guest.with(builder -> builder.option("wasm.WasiDir", "/::/"))) {
            assertEquals(Errno.BADF, bare.call("fd_prestat_get", ROOT, RESULT));
            assertEquals(Errno.BADF, bare.pathOpen(ROOT, 0, "etc/passwd", 0, Rights.FD_READ, 0));
        }
    }
}

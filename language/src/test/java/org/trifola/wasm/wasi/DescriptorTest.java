// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trifola.wasm.wasi.Guest.CREATE;
import static org.trifola.wasm.wasi.Guest.DATA;
import static org.trifola.wasm.wasi.Guest.DIRECTORY;
import static org.trifola.wasm.wasi.Guest.EXCLUSIVE;
import static org.trifola.wasm.wasi.Guest.FOLLOW;
import static org.trifola.wasm.wasi.Guest.IOVEC;
import static org.trifola.wasm.wasi.Guest.RESULT;
import static org.trifola.wasm.wasi.Guest.ROOT;
import static org.trifola.wasm.wasi.Guest.TRUNCATE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What descriptors of files and directories do when all goes well. The errors are in {@link ErrnoTest}. */
class DescriptorTest {
    private static final int SIZE = RESULT + 32;
    private static final int MODIFICATION_TIME = RESULT + 48;
    private static final int RIGHTS_BASE = RESULT + 8;

    @TempDir
    private Path directory;

    private Guest guest;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(directory.resolve("file"), "content");
        guest = Guest.in(directory);
    }

    @AfterEach
    void end() {
        guest.close();
    }

    private long statLong(int fd, int lookupFlags, String path, int pointer) {
        assertEquals(Errno.SUCCESS, guest.stat(fd, lookupFlags, path));
        return guest.getLong(pointer);
    }

    @Test
    void numbers_are_reused_lowest_first() {
        int first = guest.open("file");
        int second = guest.open("file");
        assertEquals(List.of(ROOT + 1, ROOT + 2), List.of(first, second));
        guest.close(first);
        guest.close(0);
        assertEquals(0, guest.open("file"));
        assertEquals(first, guest.open("file"));
        assertEquals(second + 1, guest.open("file"));
    }

    @Test
    void closed_directory_of_the_start_leaves_what_was_opened_in_it() {
        int below = guest.openDirectory(".");
        guest.close(ROOT);
        assertEquals(Errno.BADF, guest.call("fd_fdstat_get", ROOT, RESULT));
        assertEquals(Errno.BADF, guest.call("fd_prestat_get", ROOT, RESULT));
        assertEquals(Errno.SUCCESS, guest.stat(below, 0, "file"));
        assertEquals(ROOT, openIn(below, "file"));
        assertEquals(
                Errno.BADF, guest.call("fd_prestat_get", ROOT, RESULT), "the new file is no directory of the start");
    }

    private int openIn(int fd, String path) {
        assertEquals(Errno.SUCCESS, guest.pathOpen(fd, 0, path, 0, Rights.FD_READ, 0));
        return guest.getInt(RESULT);
    }

    @Test
    void renumbered_stream_takes_the_place_of_a_file() {
        for (int stream = 0; stream < 3; stream++) {
            int file = guest.open("file");
            guest.succeed("fd_renumber", stream, file);
            assertEquals(Errno.BADF, guest.call("fd_fdstat_get", stream, RESULT));
            guest.succeed("fd_fdstat_get", file, RESULT);
            assertEquals(FileType.CHARACTER_DEVICE.code(), guest.getByte(RESULT));
        }
    }

    @Test
    void renumbering_to_itself_changes_nothing() {
        int file = guest.open("file");
        guest.succeed("fd_renumber", file, file);
        assertEquals("content", guest.readString(file, 100));
    }

    @Test
    void several_buffers_are_filled_and_written_in_order() {
        int file = guest.open("new", CREATE | EXCLUSIVE, Rights.FILE);
        guest.putBytes(DATA, (byte) 'c', (byte) 'd', (byte) 'a', (byte) 'b');
        buffers(DATA + 2, 2, DATA + 100, 0, DATA, 2);
        guest.succeed("fd_pwrite", file, IOVEC, 3, 1L, RESULT);
        assertEquals(4, guest.getInt(RESULT));
        buffers(DATA + 11, 2, DATA + 10, 1, DATA + 13, 5);
        guest.succeed("fd_pread", file, IOVEC, 3, 1L, RESULT);
        assertEquals(4, guest.getInt(RESULT));
        assertEquals("cabd", guest.getString(DATA + 10, 4));
        assertEquals("\0abcd", guest.readString(file, 100), "the offset has not moved");
    }

    private void buffers(int... pointersAndLengths) {
        for (int i = 0; i < pointersAndLengths.length; i++) {
            guest.putInt(IOVEC + i * Integer.BYTES, pointersAndLengths[i]);
        }
    }

    @Test
    void seeking_tells_and_may_go_beyond_the_end() throws IOException {
        int file = guest.open("file");
        assertEquals(5, seek(file, 5, 0));
        assertEquals("nt", guest.readString(file, 100));
        assertEquals(6, seek(file, -1, 1));
        assertEquals(12, seek(file, 5, 2));
        assertEquals("", guest.readString(file, 100));
        assertEquals(Errno.SUCCESS, guest.write(file, "!"));
        guest.succeed("fd_tell", file, RESULT);
        assertEquals(13, guest.getLong(RESULT));
        assertEquals("content\0\0\0\0\0!", Files.readString(directory.resolve("file")));
    }

    private long seek(int fd, long delta, int whence) {
        guest.succeed("fd_seek", fd, delta, whence, RESULT);
        return guest.getLong(RESULT);
    }

    @Test
    void seek_and_tell_need_only_the_right_to_tell_when_nothing_moves() {
        int file = guest.open("file", 0, Rights.FD_READ | Rights.FD_TELL);
        assertEquals(0, seek(file, 0, 1));
        guest.succeed("fd_tell", file, RESULT);
        assertEquals(Errno.NOTCAPABLE, guest.call("fd_seek", file, 1L, 1, RESULT));
    }

    @Test
    void appending_writes_at_the_end_whatever_the_offset() throws IOException {
        assertEquals(Errno.SUCCESS, guest.pathOpen(ROOT, 0, "file", 0, Rights.FILE, FdFlags.APPEND));
        int file = guest.getInt(RESULT);
        seek(file, 0, 0);
        assertEquals(Errno.SUCCESS, guest.write(file, " and more"));
        assertEquals("content and more", Files.readString(directory.resolve("file")));
        assertEquals(16, seek(file, 0, 1));
        guest.succeed("fd_fdstat_set_flags", file, 0);
        seek(file, 0, 0);
        assertEquals(Errno.SUCCESS, guest.write(file, "C"));
        assertEquals("Content and more", Files.readString(directory.resolve("file")));
    }

    @Test
    void synchronous_files_can_be_written() throws IOException {
        for (int flag : new int[] {FdFlags.SYNC, FdFlags.DSYNC, FdFlags.RSYNC}) {
            assertEquals(Errno.SUCCESS, guest.pathOpen(ROOT, 0, "file", TRUNCATE, Rights.FILE, flag));
            int file = guest.getInt(RESULT);
            assertEquals(Errno.SUCCESS, guest.write(file, "written " + flag));
            guest.succeed("fd_sync", file);
            guest.succeed("fd_datasync", file);
            assertEquals("written " + flag, Files.readString(directory.resolve("file")));
            guest.succeed("fd_fdstat_get", file, RESULT);
            assertEquals(flag, guest.getShort(RESULT + 2));
            guest.close(file);
        }
    }

    @Test
    void truncated_file_is_empty_even_when_it_is_only_read() throws IOException {
        guest.close(guest.open("file", TRUNCATE, 0));
        assertEquals("", Files.readString(directory.resolve("file")));
        guest.close(guest.open("file", TRUNCATE | CREATE, Rights.FD_READ | Rights.FD_WRITE));
        assertEquals(0, statLong(ROOT, 0, "file", SIZE));
    }

    @Test
    void size_of_an_open_file_can_be_changed_and_its_offset_stays() {
        int file = guest.open("file");
        seek(file, 3, 0);
        guest.succeed("fd_filestat_set_size", file, 100L);
        guest.succeed("fd_filestat_get", file, RESULT);
        assertEquals(100, guest.getLong(SIZE));
        guest.succeed("fd_filestat_set_size", file, 5L);
        assertEquals("te", guest.readString(file, 100));
        guest.succeed("fd_allocate", file, 10L, 10L);
        assertEquals(20, statLong(ROOT, 0, "file", SIZE));
        guest.succeed("fd_allocate", file, 0L, 5L);
        assertEquals(20, statLong(ROOT, 0, "file", SIZE), "allocation never makes a file smaller");
    }

    @Test
    void times_are_set_to_the_nanosecond() {
        int file = guest.open("file");
        guest.succeed("fd_filestat_set_times", file, 1_000_000_001L, 2_000_000_003L, 1 | 4);
        guest.succeed("fd_filestat_get", file, RESULT);
        assertEquals(1_000_000_001L, guest.getLong(RESULT + 40));
        assertEquals(2_000_000_003L, guest.getLong(MODIFICATION_TIME));
        guest.succeed("fd_filestat_set_times", file, 7L, 5_000_000_007L, 4);
        guest.succeed("fd_filestat_get", file, RESULT);
        assertEquals(1_000_000_001L, guest.getLong(RESULT + 40), "the other time stays");
        assertEquals(5_000_000_007L, guest.getLong(MODIFICATION_TIME));
        guest.succeed("fd_filestat_set_times", file, 0L, 0L, 2 | 8);
        guest.succeed("fd_filestat_get", file, RESULT);
        assertTrue(guest.getLong(MODIFICATION_TIME) > 1_600_000_000_000_000_000L, "now");
    }

    @Test
    void times_of_a_link_are_not_those_of_its_target() {
        assertEquals(Errno.SUCCESS, guest.symlink("file", ROOT, "link"));
        assertEquals(Errno.SUCCESS, guest.setTimes(ROOT, 0, "link", 1_000_000_000_000_000_001L));
        assertEquals(1_000_000_000_000_000_001L, statLong(ROOT, 0, "link", MODIFICATION_TIME));
        assertNotEquals(1_000_000_000_000_000_001L, statLong(ROOT, 0, "file", MODIFICATION_TIME));
        assertEquals(Errno.SUCCESS, guest.setTimes(ROOT, FOLLOW, "link", 1_000_000_000_000_000_002L));
        assertEquals(1_000_000_000_000_000_002L, statLong(ROOT, FOLLOW, "link", MODIFICATION_TIME));
        assertEquals(1_000_000_000_000_000_002L, statLong(ROOT, 0, "file", MODIFICATION_TIME));
        assertEquals(1_000_000_000_000_000_001L, statLong(ROOT, 0, "link", MODIFICATION_TIME));
    }

    @Test
    void attributes_follow_a_file_that_is_renamed_or_deleted() {
        int file = guest.open("file");
        assertEquals(Errno.SUCCESS, guest.rename(ROOT, "file", ROOT, "renamed"));
        guest.succeed("fd_filestat_get", file, RESULT);
        assertEquals(List.of(1L, 7L), List.of(guest.getLong(RESULT + 24), guest.getLong(SIZE)));
        guest.succeed("fd_filestat_set_times", file, 5L, 6L, 1 | 4);
        assertEquals(6, statLong(ROOT, 0, "renamed", MODIFICATION_TIME));
        assertEquals(Errno.SUCCESS, guest.unlink(ROOT, "renamed"));
        assertEquals(Errno.SUCCESS, guest.write(file, "something longer"));
        guest.succeed("fd_filestat_get", file, RESULT);
        assertEquals(List.of(0L, 16L), List.of(guest.getLong(RESULT + 24), guest.getLong(SIZE)));
    }

    @Test
    void open_files_of_one_directory_have_one_device_and_several_inodes() throws IOException {
        Files.writeString(directory.resolve("second"), "");
        guest.succeed("fd_filestat_get", guest.open("file"), RESULT);
        List<Long> first = List.of(guest.getLong(RESULT), guest.getLong(RESULT + 8));
        guest.succeed("fd_filestat_get", guest.open("second"), RESULT);
        assertEquals(first.getFirst(), guest.getLong(RESULT));
        assertNotEquals(first.getLast(), guest.getLong(RESULT + 8));
    }

    @Test
    void directory_never_has_the_rights_of_a_file() {
        assertEquals(Errno.SUCCESS, guest.pathOpen(ROOT, 0, ".", DIRECTORY, Rights.FD_SEEK | Rights.FD_READDIR, 0));
        int fd = guest.getInt(RESULT);
        guest.succeed("fd_fdstat_get", fd, RESULT);
        assertEquals(Rights.FD_READDIR, guest.getLong(RIGHTS_BASE));
        assertEquals(Errno.ISDIR, guest.call("fd_seek", fd, 0L, 1, RESULT));
    }

    @Test
    void truncation_needs_the_right_of_the_directory_and_not_that_of_the_file() {
        int fd = guest.openDirectory(".");
        long inheriting = Rights.DIRECTORY_INHERITING & ~Rights.FD_FILESTAT_SET_SIZE;
        guest.succeed("fd_fdstat_set_rights", fd, Rights.DIRECTORY, inheriting);
        assertEquals(Errno.SUCCESS, guest.pathOpen(fd, 0, "file", TRUNCATE, 0, 0));
        guest.succeed("fd_fdstat_set_rights", fd, Rights.DIRECTORY & ~Rights.PATH_FILESTAT_SET_SIZE, inheriting);
        assertEquals(Errno.NOTCAPABLE, guest.pathOpen(fd, 0, "file", TRUNCATE, 0, 0));
        assertEquals(Errno.SUCCESS, guest.pathOpen(fd, 0, "file", 0, 0, 0));
    }

    @Test
    void links_are_hard_also_to_links_that_lead_nowhere() {
        int subdirectory = makeDirectory("sub");
        assertEquals(Errno.SUCCESS, guest.link(ROOT, 0, "file", subdirectory, "second"));
        assertEquals(statLong(ROOT, 0, "file", RESULT + 8), statLong(subdirectory, 0, "second", RESULT + 8));
        assertEquals(2, statLong(ROOT, 0, "file", RESULT + 24));
        assertEquals(Errno.SUCCESS, guest.symlink("nowhere", ROOT, "dangling"));
        assertEquals(Errno.SUCCESS, guest.link(ROOT, 0, "dangling", ROOT, "dangling2"));
        assertEquals(Errno.SUCCESS, guest.symlink("loop", ROOT, "loop"));
        assertEquals(Errno.SUCCESS, guest.link(ROOT, 0, "loop", ROOT, "loop2"));
        assertEquals(Errno.EXIST, guest.link(ROOT, 0, "file", ROOT, "dangling"));
        assertEquals(Errno.LOOP, guest.pathOpen(ROOT, 0, "dangling2", 0, 0, 0));
        assertEquals(Errno.NOTDIR, guest.pathOpen(ROOT, 0, "dangling2", DIRECTORY, 0, 0));
    }

    private int makeDirectory(String path) {
        assertEquals(Errno.SUCCESS, guest.createDirectory(ROOT, path));
        return guest.openDirectory(path);
    }

    @Test
    void content_of_a_link_is_cut_off_where_the_buffer_ends() {
        assertEquals(Errno.SUCCESS, guest.symlink("target", ROOT, "link"));
        assertEquals(Errno.SUCCESS, guest.readlink(ROOT, "link"));
        assertEquals("target\0", guest.getString(DATA, guest.getInt(RESULT) + 1));
        guest.putBytes(DATA, new byte[10]);
        guest.putBytes(DATA + 100, "link".getBytes(StandardCharsets.US_ASCII));
        guest.succeed("path_readlink", ROOT, DATA + 100, 4, DATA, 4, RESULT);
        assertEquals("targ\0", guest.getString(DATA, guest.getInt(RESULT) + 1));
    }

    @Test
    void directories_are_renamed_with_and_without_slashes_and_onto_empty_ones() {
        makeDirectory("source");
        assertEquals(Errno.SUCCESS, guest.rename(ROOT, "source/", ROOT, "target"));
        assertEquals(Errno.SUCCESS, guest.rename(ROOT, "target", ROOT, "source/"));
        assertEquals(Errno.SUCCESS, guest.rename(ROOT, "source/", ROOT, "target/"));
        makeDirectory("empty");
        assertEquals(Errno.SUCCESS, guest.rename(ROOT, "target", ROOT, "empty"));
        assertEquals(Errno.NOENT, guest.stat(ROOT, 0, "target"));
        assertEquals(Errno.SUCCESS, guest.removeDirectory(ROOT, "empty/"));
    }

    @Test
    void file_is_renamed_onto_another_and_onto_itself() throws IOException {
        Files.writeString(directory.resolve("other"), "other");
        assertEquals(Errno.SUCCESS, guest.rename(ROOT, "file", ROOT, "file"));
        assertEquals(Errno.SUCCESS, guest.rename(ROOT, "file", ROOT, "other"));
        assertEquals("content", Files.readString(directory.resolve("other")));
        assertFalse(Files.exists(directory.resolve("file")));
    }

    @Test
    void listing_goes_on_at_every_cookie_and_sees_new_entries_from_the_start() {
        int fd = makeDirectory("many");
        assertEquals(List.of(".", ".."), Listings.names(guest, fd, 4096));
        List<String> expected = new ArrayList<>(List.of(".", ".."));
        for (int i = 0; i < 100; i++) {
            expected.add("file." + i);
            assertEquals(Errno.SUCCESS, guest.pathOpen(fd, 0, "file." + i, CREATE, 0, 0));
            guest.close(guest.getInt(RESULT));
        }
        expected.sort(null);
        assertEquals(expected, Listings.names(guest, fd, 256));
        assertEquals(expected, Listings.names(guest, fd, 33), "one entry at a time");
        assertEquals(expected, Listings.names(guest, fd, 1 << 16));
        List<Long> cookies = new ArrayList<>(List.of(0L));
        IntStream.range(0, 101).forEach(i -> cookies.add(firstCookie(fd, cookies.get(i))));
        assertEquals(
                List.of(firstCookie(fd, cookies.get(50)), firstCookie(fd, cookies.get(7))),
                List.of(cookies.get(51), cookies.get(8)));
    }

    private long firstCookie(int fd, long cookie) {
        guest.succeed("fd_readdir", fd, DATA, 64, cookie, RESULT);
        return guest.getLong(DATA);
    }

    @Test
    void listing_gives_types_and_inodes() {
        assertEquals(Errno.SUCCESS, guest.symlink("file", ROOT, "link"));
        long inode = statLong(ROOT, 0, "file", RESULT + 8);
        guest.succeed("fd_readdir", ROOT, DATA, 4096, 0L, RESULT);
        int end = DATA + guest.getInt(RESULT);
        List<String> seen = new ArrayList<>();
        for (int entry = DATA; entry < end; entry += 24 + guest.getInt(entry + 16)) {
            String name = guest.getString(entry + 24, guest.getInt(entry + 16));
            seen.add(name + " " + guest.getByte(entry + 20) + " " + (guest.getLong(entry + 8) == inode));
        }
        assertEquals(
                List.of(". 3 false", ".. 3 false", "file 4 true", "link 7 false"),
                seen.stream().sorted().toList());
    }
}

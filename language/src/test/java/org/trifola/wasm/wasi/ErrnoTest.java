// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every function gives the error that docs/wasi.md says, and the page says every error that is tested. */
class ErrnoTest {
    private static final Path PAGE = Path.of("../docs/wasi.md");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (.+?) \\| `(\\w+)` \\|");

    /** No descriptor has this number. */
    private static final int CLOSED = 99;

    /** A pointer just outside the memory. */
    private static final int OUTSIDE = 32 << 16;

    /** Rights that a file may have, but none to look, wait or change anything. */
    private static final long FEW_RIGHTS = Rights.FD_TELL;

    private final Map<String, Function<Guest, Errno>> cases = new LinkedHashMap<>();

    @TempDir
    private Path temp;

    private int port;

    ErrnoTest() {
        addArgumentsAndClocks();
        addDescriptors();
        addReadingAndWriting();
        addPaths();
        addNames();
        addOpening();
        addOthers();
        addSockets();
    }

    private void add(String function, String when, Function<Guest, Errno> provoke) {
        cases.put(function + ": " + when, provoke);
    }

    private void addArgumentsAndClocks() {
        for (String function : List.of("args_get", "environ_get")) {
            add(function, "a pointer outside the memory", guest -> guest.call(function, OUTSIDE, DATA));
        }
        for (String function : List.of("args_sizes_get", "environ_sizes_get")) {
            add(function, "a pointer outside the memory", guest -> guest.call(function, OUTSIDE, DATA));
        }
        add("clock_res_get", "a clock that does not exist", guest -> guest.call("clock_res_get", 4, RESULT));
        add("clock_res_get", "a pointer outside the memory", guest -> guest.call("clock_res_get", 0, OUTSIDE));
        add("clock_time_get", "a clock that does not exist", guest -> guest.call("clock_time_get", 4, 0L, RESULT));
        add("clock_time_get", "a pointer outside the memory", guest -> guest.call("clock_time_get", 0, 0L, OUTSIDE));
    }

    private static int withRights(Guest guest, long rights) {
        return guest.open("file", 0, rights);
    }

    private void addDescriptors() {
        add("fd_advise", "no such descriptor", guest -> guest.call("fd_advise", CLOSED, 0L, 0L, 0));
        add("fd_advise", "unknown advice", guest -> guest.call("fd_advise", guest.open("file"), 0L, 0L, 6));
        add("fd_advise", "a range beyond 2^63", guest -> guest.call("fd_advise", guest.open("file"), -1L, 0L, 0));
        add("fd_advise", "a stream", guest -> guest.call("fd_advise", 0, 0L, 0L, 0));
        add(
                "fd_advise",
                "the right is missing",
                guest -> guest.call("fd_advise", withRights(guest, FEW_RIGHTS), 0L, 0L, 0));
        add("fd_allocate", "no such descriptor", guest -> guest.call("fd_allocate", CLOSED, 0L, 1L));
        add("fd_allocate", "no bytes", guest -> guest.call("fd_allocate", guest.open("file"), 0L, 0L));
        add(
                "fd_allocate",
                "a range beyond 2^63",
                guest -> guest.call("fd_allocate", guest.open("file"), Long.MAX_VALUE, 1L));
        add("fd_allocate", "a directory", guest -> guest.call("fd_allocate", ROOT, 0L, 1L));
        add("fd_allocate", "a stream", guest -> guest.call("fd_allocate", 1, 0L, 1L));
        add(
                "fd_allocate",
                "the right is missing",
                guest -> guest.call("fd_allocate", withRights(guest, FEW_RIGHTS), 0L, 1L));
        add("fd_close", "no such descriptor", guest -> guest.call("fd_close", CLOSED));
        for (String function : List.of("fd_datasync", "fd_sync")) {
            add(function, "no such descriptor", guest -> guest.call(function, CLOSED));
            add(function, "the right is missing", guest -> guest.call(function, withRights(guest, FEW_RIGHTS)));
        }
        add("fd_fdstat_get", "no such descriptor", guest -> guest.call("fd_fdstat_get", CLOSED, RESULT));
        add("fd_fdstat_get", "a pointer outside the memory", guest -> guest.call("fd_fdstat_get", 1, OUTSIDE));
        add("fd_fdstat_set_flags", "no such descriptor", guest -> guest.call("fd_fdstat_set_flags", CLOSED, 0));
        add("fd_fdstat_set_flags", "an unknown flag", guest -> guest.call("fd_fdstat_set_flags", 1, 32));
        add(
                "fd_fdstat_set_flags",
                "`SYNC`, `DSYNC` or `RSYNC` in addition",
                guest -> guest.call("fd_fdstat_set_flags", guest.open("file"), FdFlags.SYNC));
        add(
                "fd_fdstat_set_flags",
                "the right is missing",
                guest -> guest.call("fd_fdstat_set_flags", withRights(guest, FEW_RIGHTS), 0));
        add("fd_fdstat_set_rights", "no such descriptor", guest -> guest.call("fd_fdstat_set_rights", CLOSED, 0L, 0L));
        add(
                "fd_fdstat_set_rights",
                "a right that the descriptor does not have",
                guest -> guest.call(
                        "fd_fdstat_set_rights", withRights(guest, FEW_RIGHTS), FEW_RIGHTS | Rights.FD_READ, 0L));
        add("fd_filestat_get", "no such descriptor", guest -> guest.call("fd_filestat_get", CLOSED, RESULT));
        add("fd_filestat_get", "a pointer outside the memory", guest -> guest.call("fd_filestat_get", 1, OUTSIDE));
        add(
                "fd_filestat_get",
                "the right is missing",
                guest -> guest.call("fd_filestat_get", withRights(guest, FEW_RIGHTS), RESULT));
        add("fd_filestat_set_size", "no such descriptor", guest -> guest.call("fd_filestat_set_size", CLOSED, 0L));
        add(
                "fd_filestat_set_size",
                "a size beyond 2^63",
                guest -> guest.call("fd_filestat_set_size", guest.open("file"), -1L));
        add("fd_filestat_set_size", "a directory", guest -> guest.call("fd_filestat_set_size", ROOT, 0L));
        add(
                "fd_filestat_set_size",
                "the right is missing",
                guest -> guest.call("fd_filestat_set_size", withRights(guest, FEW_RIGHTS), 0L));
        add(
                "fd_filestat_set_times",
                "no such descriptor",
                guest -> guest.call("fd_filestat_set_times", CLOSED, 0L, 0L, 0));
        add(
                "fd_filestat_set_times",
                "both a time and now",
                guest -> guest.call("fd_filestat_set_times", guest.open("file"), 0L, 0L, 3));
        add(
                "fd_filestat_set_times",
                "an unknown flag",
                guest -> guest.call("fd_filestat_set_times", guest.open("file"), 0L, 0L, 16));
        add("fd_filestat_set_times", "a file in a read-only directory", guest -> {
            assertEquals(Errno.SUCCESS, guest.pathOpen(ROOT + 1, 0, "file", 0, Rights.FILE & ~Rights.ANY_WRITE, 0));
            return guest.call("fd_filestat_set_times", guest.getInt(RESULT), 0L, 0L, 1);
        });
        add(
                "fd_filestat_set_times",
                "the right is missing",
                guest -> guest.call("fd_filestat_set_times", 1, 0L, 0L, 1));
        add(
                "fd_prestat_get",
                "no directory that was open from the start",
                guest -> guest.call("fd_prestat_get", guest.openDirectory("dir"), RESULT));
        add("fd_prestat_get", "a pointer outside the memory", guest -> guest.call("fd_prestat_get", ROOT, OUTSIDE));
        add(
                "fd_prestat_dir_name",
                "no directory that was open from the start",
                guest -> guest.call("fd_prestat_dir_name", 1, DATA, 10));
        add(
                "fd_prestat_dir_name",
                "a buffer shorter than the name",
                guest -> guest.call("fd_prestat_dir_name", ROOT, DATA, 0));
        add(
                "fd_prestat_dir_name",
                "a pointer outside the memory",
                guest -> guest.call("fd_prestat_dir_name", ROOT, OUTSIDE, 10));
        add("fd_readdir", "no such descriptor", guest -> guest.call("fd_readdir", CLOSED, DATA, 100, 0L, RESULT));
        add("fd_readdir", "no directory", guest -> guest.call("fd_readdir", guest.open("file"), DATA, 100, 0L, RESULT));
        add(
                "fd_readdir",
                "a pointer outside the memory",
                guest -> guest.call("fd_readdir", ROOT, OUTSIDE, 100, 0L, RESULT));
        add(
                "fd_readdir",
                "the right is missing",
                guest -> guest.call(
                        "fd_readdir", guest.open("dir", DIRECTORY, Rights.PATH_OPEN), DATA, 100, 0L, RESULT));
        add("fd_renumber", "no such descriptor", guest -> guest.call("fd_renumber", CLOSED, 1));
        add("fd_renumber", "no such descriptor to replace", guest -> guest.call("fd_renumber", 1, CLOSED));
    }

    private static Errno vector(Guest guest, String function, int fd, int buffer, int length, Object... rest) {
        guest.putInt(IOVEC, buffer);
        guest.putInt(IOVEC + 4, length);
        List<Object> arguments = new ArrayList<>(List.of(fd, IOVEC, 1));
        arguments.addAll(List.of(rest));
        return guest.call(function, arguments.toArray());
    }

    private void addReadingAndWriting() {
        for (String function : List.of("fd_read", "fd_write")) {
            long other = function.equals("fd_read") ? Rights.FD_WRITE : Rights.FD_READ;
            String purpose = function.equals("fd_read") ? "reading" : "writing";
            add(function, "no such descriptor", guest -> vector(guest, function, CLOSED, DATA, 10, RESULT));
            add(
                    function,
                    "not opened for " + purpose,
                    guest -> vector(guest, function, withRights(guest, other), DATA, 10, RESULT));
            add(function, "a directory", guest -> vector(guest, function, ROOT, DATA, 10, RESULT));
            add(
                    function,
                    "a buffer outside the memory",
                    guest -> vector(guest, function, guest.open("file"), OUTSIDE - 5, 10, RESULT));
            add(
                    function,
                    "a list of buffers outside the memory",
                    guest -> guest.call(function, guest.open("file"), OUTSIDE - 4, 1, RESULT));
        }
        add("fd_read", "nothing is there and the descriptor does not wait", guest -> {
            guest.succeed("fd_fdstat_set_flags", 0, FdFlags.NONBLOCK);
            return vector(guest, "fd_read", 0, DATA, 10, RESULT);
        });
        for (String function : List.of("fd_pread", "fd_pwrite")) {
            long other = (function.equals("fd_pread") ? Rights.FD_WRITE : Rights.FD_READ) | Rights.FD_SEEK;
            String purpose = function.equals("fd_pread") ? "reading" : "writing";
            add(function, "no such descriptor", guest -> vector(guest, function, CLOSED, DATA, 10, 0L, RESULT));
            add(
                    function,
                    "not opened for " + purpose,
                    guest -> vector(guest, function, withRights(guest, other), DATA, 10, 0L, RESULT));
            add(function, "a directory", guest -> vector(guest, function, ROOT, DATA, 10, 0L, RESULT));
            add(
                    function,
                    "a stream",
                    guest -> vector(guest, function, function.equals("fd_pread") ? 0 : 1, DATA, 10, 0L, RESULT));
            add(
                    function,
                    "an offset beyond 2^63",
                    guest -> vector(guest, function, guest.open("file"), DATA, 10, -1L, RESULT));
            add(
                    function,
                    "a buffer outside the memory",
                    guest -> vector(guest, function, guest.open("file"), OUTSIDE - 5, 10, 0L, RESULT));
        }
        add("fd_seek", "no such descriptor", guest -> guest.call("fd_seek", CLOSED, 0L, 0, RESULT));
        add("fd_seek", "an unknown origin", guest -> guest.call("fd_seek", guest.open("file"), 0L, 3, RESULT));
        add(
                "fd_seek",
                "an offset before the start",
                guest -> guest.call("fd_seek", guest.open("file"), -1L, 0, RESULT));
        add("fd_seek", "an offset beyond 2^63", guest -> {
            int fd = guest.open("file");
            guest.succeed("fd_seek", fd, 10L, 0, RESULT);
            return guest.call("fd_seek", fd, Long.MAX_VALUE, 1, RESULT);
        });
        add("fd_seek", "a directory", guest -> guest.call("fd_seek", ROOT, 0L, 0, RESULT));
        add("fd_seek", "a stream", guest -> guest.call("fd_seek", 1, 0L, 0, RESULT));
        add(
                "fd_seek",
                "the right is missing",
                guest -> guest.call("fd_seek", withRights(guest, FEW_RIGHTS), 1L, 1, RESULT));
        add("fd_tell", "no such descriptor", guest -> guest.call("fd_tell", CLOSED, RESULT));
        add("fd_tell", "a directory", guest -> guest.call("fd_tell", ROOT, RESULT));
        add("fd_tell", "a stream", guest -> guest.call("fd_tell", 1, RESULT));
        add(
                "fd_tell",
                "the right is missing",
                guest -> guest.call("fd_tell", withRights(guest, Rights.FD_READ), RESULT));
    }

    private void addPaths() {
        Map<String, Function<Guest, Errno>> ways = new LinkedHashMap<>();
        String name = "x".repeat(256);
        ways.put("the path is empty", open(""));
        ways.put("the path is not UTF-8", guest -> {
            guest.putBytes(DATA, (byte) 'a', (byte) 0xFF);
            return guest.call("path_open", ROOT, 0, DATA, 2, 0, 0L, 0L, 0, RESULT);
        });
        ways.put("the path has a zero in it", open("fi\0le"));
        ways.put(
                "the path is outside the memory",
                guest -> guest.call("path_open", ROOT, 0, OUTSIDE, 1, 0, 0L, 0L, 0, RESULT));
        ways.put("a name in the path is longer than the host allows", open(name));
        ways.put("the path is absolute or leaves the directory", open("../file"));
        ways.put("a directory on the way is missing", open("missing/file"));
        ways.put("a name on the way is no directory", open("file/file"));
        ways.put("a slash follows what is no directory", open("file/"));
        ways.put("more than 40 symbolic links", open("loop/file"));
        ways.put("the descriptor is no directory", guest -> guest.pathOpen(guest.open("file"), 0, "file", 0, 0, 0));
        ways.put("no such descriptor", guest -> guest.pathOpen(CLOSED, 0, "file", 0, 0, 0));
        ways.forEach((when, provoke) -> add("path_open", when, provoke));
    }

    private static Function<Guest, Errno> open(String path) {
        return guest -> guest.pathOpen(ROOT, FOLLOW, path, 0, Rights.FD_READ, 0);
    }

    private static Function<Guest, Errno> open(String path, int lookupFlags, int openFlags, long rights) {
        return guest -> guest.pathOpen(ROOT, lookupFlags, path, openFlags, rights, 0);
    }

    private void addOpening() {
        add("path_open", "there is no such file and `CREAT` is not set", open("missing"));
        add(
                "path_open",
                "`CREAT` and `EXCL` are set and there is a file",
                open("file", 0, CREATE | EXCLUSIVE, Rights.FD_WRITE));
        add("path_open", "`CREAT` with a slash after the name", open("missing/", 0, CREATE, Rights.FD_WRITE));
        add(
                "path_open",
                "`CREAT` and `DIRECTORY` are set and there is no such directory",
                open("missing", 0, CREATE | DIRECTORY, 0));
        add("path_open", "`DIRECTORY` is set and it is none", open("file", 0, DIRECTORY, Rights.FD_READ));
        add("path_open", "a directory for writing, or with `CREAT` or `TRUNC`", open("dir", 0, 0, Rights.FD_WRITE));
        add("path_open", "a symbolic link that is not to be followed", open("link", 0, 0, Rights.FD_READ));
        add("path_open", "an unknown flag", open("file", 0, 16, Rights.FD_READ));
        add("path_open", "an unknown lookup flag", open("file", 2, 0, Rights.FD_READ));
        add("path_open", "an unknown descriptor flag", guest -> guest.pathOpen(ROOT, 0, "file", 0, Rights.FD_READ, 32));
        add(
                "path_open",
                "a file to be written or created in a read-only directory",
                guest -> guest.pathOpen(ROOT + 1, 0, "file", 0, Rights.FD_WRITE, 0));
        add("path_open", "a right that the directory does not pass on", guest -> {
            int dir = guest.open("dir", DIRECTORY, Rights.PATH_OPEN);
            return guest.pathOpen(dir, 0, "file", 0, Rights.FD_READ, 0);
        });
        add("path_open", "`TRUNC` without the right to change sizes", guest -> {
            int dir = guest.openDirectory("dir");
            guest.succeed("fd_fdstat_set_rights", dir, Rights.PATH_OPEN, Rights.DIRECTORY_INHERITING);
            return guest.pathOpen(dir, 0, "inner", TRUNCATE, Rights.FD_WRITE, 0);
        });
    }

    private void addNames() {
        int readOnly = ROOT + 1;
        add("path_create_directory", "the name is taken", guest -> guest.createDirectory(ROOT, "file"));
        add("path_create_directory", "the directory is read-only", guest -> guest.createDirectory(readOnly, "new"));
        add(
                "path_create_directory",
                "the right is missing",
                guest -> guest.createDirectory(guest.open("dir", DIRECTORY, Rights.PATH_OPEN), "new"));
        add("path_filestat_get", "there is no such file", guest -> guest.stat(ROOT, 0, "missing"));
        add("path_filestat_get", "an unknown lookup flag", guest -> guest.stat(ROOT, 2, "file"));
        add("path_filestat_set_times", "there is no such file", guest -> guest.setTimes(ROOT, 0, "missing", 0));
        add(
                "path_filestat_set_times",
                "both a time and now, or an unknown flag",
                guest -> guest.call("path_filestat_set_times", ROOT, 0, DATA, 1, 0L, 0L, 12));
        add("path_filestat_set_times", "the directory is read-only", guest -> guest.setTimes(readOnly, 0, "file", 0));
        add("path_link", "there is no such file", guest -> guest.link(ROOT, 0, "missing", ROOT, "new"));
        add("path_link", "the new name is taken", guest -> guest.link(ROOT, 0, "file", ROOT, "dir"));
        add("path_link", "a slash follows the new name", guest -> guest.link(ROOT, 0, "file", ROOT, "new/"));
        add("path_link", "a directory", guest -> guest.link(ROOT, 0, "dir", ROOT, "new"));
        add("path_link", "symbolic links are to be followed", guest -> guest.link(ROOT, FOLLOW, "link", ROOT, "new"));
        add("path_link", "one of the directories is read-only", guest -> guest.link(readOnly, 0, "file", ROOT, "new"));
        add("path_readlink", "there is no such file", guest -> guest.readlink(ROOT, "missing"));
        add("path_readlink", "it is no symbolic link", guest -> guest.readlink(ROOT, "file"));
        add("path_remove_directory", "there is no such directory", guest -> guest.removeDirectory(ROOT, "missing"));
        add("path_remove_directory", "it is no directory", guest -> guest.removeDirectory(ROOT, "file"));
        add("path_remove_directory", "it is not empty", guest -> guest.removeDirectory(ROOT, "dir"));
        add(
                "path_remove_directory",
                "the directory of the descriptor itself",
                guest -> guest.removeDirectory(ROOT, "."));
        add("path_remove_directory", "the directory is read-only", guest -> guest.removeDirectory(readOnly, "empty"));
        add("path_rename", "there is no such file", guest -> guest.rename(ROOT, "missing", ROOT, "new"));
        add(
                "path_rename",
                "a directory onto a directory that is not empty",
                guest -> guest.rename(ROOT, "empty", ROOT, "dir"));
        add("path_rename", "a directory onto a file", guest -> guest.rename(ROOT, "empty", ROOT, "file"));
        add("path_rename", "a file onto a directory", guest -> guest.rename(ROOT, "file", ROOT, "empty"));
        add("path_rename", "a directory into itself", guest -> guest.rename(ROOT, "dir", ROOT, "dir/new"));
        add("path_rename", "a slash follows the name of a file", guest -> guest.rename(ROOT, "file", ROOT, "new/"));
        add("path_rename", "the directory of a descriptor itself", guest -> guest.rename(ROOT, ".", ROOT, "new"));
        add("path_rename", "one of the directories is read-only", guest -> guest.rename(ROOT, "file", readOnly, "new"));
        add("path_symlink", "the name is taken", guest -> guest.symlink("x", ROOT, "file"));
        add("path_symlink", "the content is absolute", guest -> guest.symlink("/x", ROOT, "new"));
        add("path_symlink", "the content is empty", guest -> guest.symlink("", ROOT, "new"));
        add("path_symlink", "a slash follows the new name", guest -> guest.symlink("x", ROOT, "new/"));
        add("path_symlink", "the directory is read-only", guest -> guest.symlink("x", readOnly, "new"));
        add("path_unlink_file", "there is no such file", guest -> guest.unlink(ROOT, "missing"));
        add("path_unlink_file", "a directory", guest -> guest.unlink(ROOT, "dir"));
        add("path_unlink_file", "the directory is read-only", guest -> guest.unlink(readOnly, "file"));
    }

    /** Waits for one event of a type and gives the error in it. */
    private static Errno poll(Guest guest, int type, int fdOrClock) {
        guest.putLong(DATA, 1);
        guest.putLong(DATA + 8, type);
        guest.putLong(DATA + 16, fdOrClock);
        guest.putLong(DATA + 24, 0);
        guest.putLong(DATA + 32, 0);
        guest.putLong(DATA + 40, 0);
        Errno errno = guest.call("poll_oneoff", DATA, DATA + 1024, 1, RESULT);
        return errno == Errno.SUCCESS ? Errno.values()[guest.getShort(DATA + 1024 + 8)] : errno;
    }

    private void addOthers() {
        add("poll_oneoff", "no subscriptions", guest -> guest.call("poll_oneoff", DATA, DATA, 0, RESULT));
        add("poll_oneoff", "an unknown type of event", guest -> poll(guest, 3, 0));
        add("poll_oneoff", "a list outside the memory", guest -> guest.call("poll_oneoff", OUTSIDE, DATA, 1, RESULT));
        add("poll_oneoff", "in the event: no such descriptor", guest -> poll(guest, 1, CLOSED));
        add(
                "poll_oneoff",
                "in the event: the right is missing",
                guest -> poll(guest, 1, withRights(guest, FEW_RIGHTS)));
        add("poll_oneoff", "in the event: a clock that does not exist", guest -> poll(guest, 0, 4));
        add("poll_oneoff", "in the event: a CPU-time clock", guest -> poll(guest, 0, 2));
        add("proc_raise", "an unknown signal", guest -> guest.call("proc_raise", 31));
        add("proc_raise", "a signal that stops a process", guest -> guest.call("proc_raise", 18));
        add("random_get", "a buffer outside the memory", guest -> guest.call("random_get", OUTSIDE - 5, 10));
    }

    /** The connection that is waiting at the listening socket, which has the number after the directories. */
    private int accept(Guest guest) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            guest.succeed("sock_accept", ROOT + 2, 0, RESULT);
            return guest.getInt(RESULT);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void addSockets() {
        int listener = ROOT + 2;
        add("sock_accept", "no such descriptor", guest -> guest.call("sock_accept", CLOSED, 0, RESULT));
        add("sock_accept", "no socket", guest -> guest.call("sock_accept", guest.open("file"), 0, RESULT));
        add(
                "sock_accept",
                "a socket that does not listen",
                guest -> guest.call("sock_accept", accept(guest), 0, RESULT));
        add(
                "sock_accept",
                "a flag other than `NONBLOCK`",
                guest -> guest.call("sock_accept", listener, FdFlags.APPEND, RESULT));
        add("sock_accept", "nobody is there and the socket does not wait", guest -> {
            guest.succeed("fd_fdstat_set_flags", listener, FdFlags.NONBLOCK);
            return guest.call("sock_accept", listener, 0, RESULT);
        });
        add(
                "sock_recv",
                "no such descriptor",
                guest -> vector(guest, "sock_recv", CLOSED, DATA, 10, 0, RESULT, RESULT + 8));
        add(
                "sock_recv",
                "no socket",
                guest -> vector(guest, "sock_recv", guest.open("file"), DATA, 10, 0, RESULT, RESULT + 8));
        add(
                "sock_recv",
                "no connection",
                guest -> vector(guest, "sock_recv", listener, DATA, 10, 0, RESULT, RESULT + 8));
        add(
                "sock_recv",
                "an unknown flag",
                guest -> vector(guest, "sock_recv", accept(guest), DATA, 10, 4, RESULT, RESULT + 8));
        add("sock_send", "no such descriptor", guest -> vector(guest, "sock_send", CLOSED, DATA, 10, 0, RESULT));
        add("sock_send", "no socket", guest -> vector(guest, "sock_send", guest.open("file"), DATA, 10, 0, RESULT));
        add("sock_send", "no connection", guest -> vector(guest, "sock_send", listener, DATA, 10, 0, RESULT));
        add("sock_send", "a flag", guest -> vector(guest, "sock_send", accept(guest), DATA, 10, 1, RESULT));
        add("sock_shutdown", "no such descriptor", guest -> guest.call("sock_shutdown", CLOSED, 3));
        add("sock_shutdown", "no socket", guest -> guest.call("sock_shutdown", guest.open("file"), 3));
        add("sock_shutdown", "no connection", guest -> guest.call("sock_shutdown", listener, 3));
        add("sock_shutdown", "no direction, or an unknown one", guest -> guest.call("sock_shutdown", accept(guest), 0));
    }

    private static Map<String, String> page() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        ROW.matcher(Files.readString(PAGE))
                .results()
                .forEach(row -> rows.put(row.group(1) + ": " + row.group(2), row.group(3)));
        return rows;
    }

    @Test
    void page_has_a_line_for_every_case_and_no_other() throws IOException {
        assertEquals(String.join("\n", cases.keySet()), String.join("\n", page().keySet()));
    }

    @TestFactory
    Stream<DynamicTest> error_is_that_of_the_page() throws IOException {
        Map<String, String> page = page();
        return cases.entrySet().stream()
                .map(line -> DynamicTest.dynamicTest(
                        line.getKey(), () -> assertEquals(page.get(line.getKey()), provoke(line.getValue()))));
    }

    private String provoke(Function<Guest, Errno> provoke) throws IOException {
        Path directory = Files.createTempDirectory(temp, "guest");
        Files.writeString(directory.resolve("file"), "content");
        Files.createDirectories(directory.resolve("dir"));
        Files.writeString(directory.resolve("dir/inner"), "content");
        Files.createDirectories(directory.resolve("empty"));
        Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));
        Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (Guest guest = Guest.with(builder -> builder.allowIO(IOAccess.ALL)
                .in(new NeverReady())
                .arguments("wasm", new String[] {"program"})
                .environment("NAME", "value")
                .option("wasm.WasiDir", directory + "::/," + directory + "::/ro:ro")
                .option("wasm.WasiTcpListen", "127.0.0.1:" + port))) {
            return provoke.apply(guest).name();
        }
    }

    /** A stream that has nothing to read, but does not end. */
    private static final class NeverReady extends InputStream {
        @Override
        public int read() {
            throw new AssertionError("nobody should have to wait");
        }

        @Override
        public int read(byte[] bytes, int start, int length) {
            return read();
        }

        @Override
        public int available() {
            return 0;
        }
    }
}

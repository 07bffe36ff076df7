// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.io.IOAccess;
import org.trifola.wasm.text.WatParser;

/**
 * A guest program that a test drives call by call: a module that exports the functions of WASI which it imports, and its
 * memory by loads and stores.
 */
final class Guest implements AutoCloseable {
    /** The functions of preview 1 with their parameters; all but the last return an error code. */
    static final Map<String, String> FUNCTIONS = new TreeMap<>(Map.ofEntries(
            entry("args_get", "i32 i32"),
            entry("args_sizes_get", "i32 i32"),
            entry("clock_res_get", "i32 i32"),
            entry("clock_time_get", "i32 i64 i32"),
            entry("environ_get", "i32 i32"),
            entry("environ_sizes_get", "i32 i32"),
            entry("fd_advise", "i32 i64 i64 i32"),
            entry("fd_allocate", "i32 i64 i64"),
            entry("fd_close", "i32"),
            entry("fd_datasync", "i32"),
            entry("fd_fdstat_get", "i32 i32"),
            entry("fd_fdstat_set_flags", "i32 i32"),
            entry("fd_fdstat_set_rights", "i32 i64 i64"),
            entry("fd_filestat_get", "i32 i32"),
            entry("fd_filestat_set_size", "i32 i64"),
            entry("fd_filestat_set_times", "i32 i64 i64 i32"),
            entry("fd_pread", "i32 i32 i32 i64 i32"),
            entry("fd_prestat_dir_name", "i32 i32 i32"),
            entry("fd_prestat_get", "i32 i32"),
            entry("fd_pwrite", "i32 i32 i32 i64 i32"),
            entry("fd_read", "i32 i32 i32 i32"),
            entry("fd_readdir", "i32 i32 i32 i64 i32"),
            entry("fd_renumber", "i32 i32"),
            entry("fd_seek", "i32 i64 i32 i32"),
            entry("fd_sync", "i32"),
            entry("fd_tell", "i32 i32"),
            entry("fd_write", "i32 i32 i32 i32"),
            entry("path_create_directory", "i32 i32 i32"),
            entry("path_filestat_get", "i32 i32 i32 i32 i32"),
            entry("path_filestat_set_times", "i32 i32 i32 i32 i64 i64 i32"),
            entry("path_link", "i32 i32 i32 i32 i32 i32 i32"),
            entry("path_open", "i32 i32 i32 i32 i32 i64 i64 i32 i32"),
            entry("path_readlink", "i32 i32 i32 i32 i32 i32"),
            entry("path_remove_directory", "i32 i32 i32"),
            entry("path_rename", "i32 i32 i32 i32 i32 i32"),
            entry("path_symlink", "i32 i32 i32 i32 i32"),
            entry("path_unlink_file", "i32 i32 i32"),
            entry("poll_oneoff", "i32 i32 i32 i32"),
            entry("proc_raise", "i32"),
            entry("random_get", "i32 i32"),
            entry("sched_yield", ""),
            entry("sock_accept", "i32 i32 i32"),
            entry("sock_recv", "i32 i32 i32 i32 i32 i32"),
            entry("sock_send", "i32 i32 i32 i32 i32"),
            entry("sock_shutdown", "i32 i32")));

    /** Number of the first preopened directory. */
    static final int ROOT = 3;

    static final int FOLLOW = 1;

    static final int CREATE = 1;
    static final int DIRECTORY = 2;
    static final int EXCLUSIVE = 4;
    static final int TRUNCATE = 8;

    /** Where tests put what they pass, and where results come; the rest of the memory is for data. */
    private static final int PATH1 = 1024;

    private static final int PATH2 = 8192;
    static final int RESULT = 512;
    static final int IOVEC = 768;
    static final int DATA = 1 << 16;

    private final Context context;
    private final boolean ownsContext;
    private final Value exports;

    private Guest(Context context, boolean ownsContext, String moduleName) {
        this.context = context;
        this.ownsContext = ownsContext;
        exports = context.eval(source(moduleName)).newInstance().getMember("exports");
    }

    /** A guest in a context of its own that has access to files, and a directory as its {@code /}. */
    static Guest in(Path directory) {
        return in(directory, UnaryOperator.identity());
    }

    /** A guest in a context of its own that has access to files, and a directory as its {@code /}. */
    static Guest in(Path directory, UnaryOperator<Context.Builder> options) {
        return with(builder ->
                options.apply(builder.allowIO(IOAccess.ALL).option("wasm.WasiMapDirs", "/::" + directory.toString())));
    }

    /** A guest in a context of its own. */
    static Guest with(UnaryOperator<Context.Builder> options) {
        Context.Builder builder = Context.newBuilder("wasm").option("wasm.Builtins", "wasi_snapshot_preview1");
        return new Guest(options.apply(builder).build(), true, "wasi_snapshot_preview1");
    }

    /** A guest in a context that the caller closes. */
    static Guest in(Context context) {
        return new Guest(context, false, "wasi_snapshot_preview1");
    }

    /** A guest of the older interface, in a context that the caller closes. */
    static Guest unstable(Context context) {
        return new Guest(context, false, "wasi_unstable");
    }

    private static Source source(String moduleName) {
        StringBuilder text = new StringBuilder("(module\n");
        FUNCTIONS.forEach((name, params) -> {
            if (!moduleName.equals("wasi_unstable") || !name.equals("sock_accept")) {
                text.append("(import \"%s\" \"%s\" (func $%s (param %s) (result i32)))\n"
                        .formatted(moduleName, name, name, params));
                text.append("(export \"%s\" (func $%s))\n".formatted(name, name));
            }
        });
        text.append("(import \"%s\" \"proc_exit\" (func $proc_exit (param i32)))\n".formatted(moduleName));
        text.append("""
                (export "proc_exit" (func $proc_exit))
                (memory (export "memory") 32)
                (func (export "getByte") (param i32) (result i32) (i32.load8_u (local.get 0)))
                (func (export "getShort") (param i32) (result i32) (i32.load16_u (local.get 0)))
                (func (export "getInt") (param i32) (result i32) (i32.load (local.get 0)))
                (func (export "getLong") (param i32) (result i64) (i64.load (local.get 0)))
                (func (export "putByte") (param i32 i32) (i32.store8 (local.get 0) (local.get 1)))
                (func (export "putInt") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
                (func (export "putLong") (param i32 i64) (i64.store (local.get 0) (local.get 1))))
                """);
        try {
            byte[] bytes = WatParser.parse(text.toString());
            return Source.newBuilder("wasm", ByteSequence.create(bytes), "guest " + moduleName)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls a function and gives its error code. */
    Errno call(String function, Object... arguments) {
        return Errno.values()[exports.getMember(function).execute(arguments).asInt()];
    }

    /** Calls a function that must succeed. */
    void succeed(String function, Object... arguments) {
        assertEquals(Errno.SUCCESS, call(function, arguments), function);
    }

    /** Calls a function that does not return. */
    void exit(int status) {
        exports.getMember("proc_exit").executeVoid(status);
    }

    int getByte(int pointer) {
        return exports.getMember("getByte").execute(pointer).asInt();
    }

    int getShort(int pointer) {
        return exports.getMember("getShort").execute(pointer).asInt();
    }

    int getInt(int pointer) {
        return exports.getMember("getInt").execute(pointer).asInt();
    }

    long getLong(int pointer) {
        return exports.getMember("getLong").execute(pointer).asLong();
    }

    void putInt(int pointer, int value) {
        exports.getMember("putInt").executeVoid(pointer, value);
    }

    void putLong(int pointer, long value) {
        exports.getMember("putLong").executeVoid(pointer, value);
    }

    void putBytes(int pointer, byte... bytes) {
        Value putByte = exports.getMember("putByte");
        for (int i = 0; i < bytes.length; i++) {
            putByte.executeVoid(pointer + i, (int) bytes[i]);
        }
    }

    byte[] getBytes(int pointer, int length) {
        Value getByte = exports.getMember("getByte");
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) getByte.execute(pointer + i).asInt();
        }
        return bytes;
    }

    String getString(int pointer, int length) {
        return new String(getBytes(pointer, length), StandardCharsets.UTF_8);
    }

    private int put(int pointer, String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        putBytes(pointer, bytes);
        return bytes.length;
    }

    /** Opens a path with rights; the number comes at {@link #RESULT}. */
    Errno pathOpen(int fd, int lookupFlags, String path, int openFlags, long rights, int fdFlags) {
        int length = put(PATH1, path);
        long inheriting = rights & Rights.DIRECTORY_INHERITING;
        return call("path_open", fd, lookupFlags, PATH1, length, openFlags, rights, inheriting, fdFlags, RESULT);
    }

    /** Opens a path below the root directory that must be there, to read and write it. */
    int open(String path) {
        return open(path, 0, Rights.FILE);
    }

    /** Opens a path below the root directory that must be there. */
    int open(String path, int openFlags, long rights) {
        assertEquals(Errno.SUCCESS, pathOpen(ROOT, FOLLOW, path, openFlags, rights, 0), path);
        return getInt(RESULT);
    }

    /** Opens a directory below the root directory. */
    int openDirectory(String path) {
        int length = put(PATH1, path);
        succeed(
                "path_open",
                ROOT,
                FOLLOW,
                PATH1,
                length,
                DIRECTORY,
                Rights.DIRECTORY,
                Rights.DIRECTORY_INHERITING,
                0,
                RESULT);
        return getInt(RESULT);
    }

    Errno createDirectory(int fd, String path) {
        return call("path_create_directory", fd, PATH1, put(PATH1, path));
    }

    Errno removeDirectory(int fd, String path) {
        return call("path_remove_directory", fd, PATH1, put(PATH1, path));
    }

    Errno unlink(int fd, String path) {
        return call("path_unlink_file", fd, PATH1, put(PATH1, path));
    }

    Errno rename(int fd, String from, int toFd, String to) {
        return call("path_rename", fd, PATH1, put(PATH1, from), toFd, PATH2, put(PATH2, to));
    }

    Errno link(int fd, int flags, String from, int toFd, String to) {
        return call("path_link", fd, flags, PATH1, put(PATH1, from), toFd, PATH2, put(PATH2, to));
    }

    Errno symlink(String content, int fd, String path) {
        return call("path_symlink", PATH1, put(PATH1, content), fd, PATH2, put(PATH2, path));
    }

    /** Reads a link; its content comes at {@link #DATA}, the length at {@link #RESULT}. */
    Errno readlink(int fd, String path) {
        return call("path_readlink", fd, PATH1, put(PATH1, path), DATA, 4096, RESULT);
    }

    /** Reads attributes; they come at {@link #RESULT}. */
    Errno stat(int fd, int lookupFlags, String path) {
        return call("path_filestat_get", fd, lookupFlags, PATH1, put(PATH1, path), RESULT);
    }

    Errno setTimes(int fd, int lookupFlags, String path, long time) {
        return call("path_filestat_set_times", fd, lookupFlags, PATH1, put(PATH1, path), time, time, 1 | 4);
    }

    /** Reads into {@link #DATA}; the number of bytes comes at {@link #RESULT}. */
    Errno read(int fd, int length) {
        putInt(IOVEC, DATA);
        putInt(IOVEC + 4, length);
        return call("fd_read", fd, IOVEC, 1, RESULT);
    }

    /** Reads what a descriptor gives at once. */
    String readString(int fd, int length) {
        assertEquals(Errno.SUCCESS, read(fd, length));
        return getString(DATA, getInt(RESULT));
    }

    Errno write(int fd, String text) {
        putInt(IOVEC, DATA);
        putInt(IOVEC + 4, put(DATA, text));
        return call("fd_write", fd, IOVEC, 1, RESULT);
    }

    void close(int fd) {
        succeed("fd_close", fd);
    }

    /** The context of the guest. */
    Context context() {
        return context;
    }

    @Override
    public void close() {
        if (ownsContext) {
            context.close();
        }
    }
}

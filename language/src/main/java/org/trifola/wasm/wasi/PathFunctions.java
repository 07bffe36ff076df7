// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.wasi.PathWalk.Target;

/** What is done with paths in an open directory. */
final class PathFunctions {
    private static final int SYMLINK_FOLLOW = 1;

    private PathFunctions() {}

    static @Nullable WasiFunction find(String name) {
        return switch (name) {
            case "path_create_directory" -> WasiFunction.of(PathFunctions::createDirectory, I32, I32, I32);
            case "path_filestat_get" -> WasiFunction.of(PathFunctions::filestatGet, I32, I32, I32, I32, I32);
            case "path_filestat_set_times" ->
                WasiFunction.of(PathFunctions::filestatSetTimes, I32, I32, I32, I32, I64, I64, I32);
            case "path_link" -> WasiFunction.of(PathFunctions::link, I32, I32, I32, I32, I32, I32, I32);
            case "path_open" -> WasiFunction.of(PathFunctions::open, I32, I32, I32, I32, I32, I64, I64, I32, I32);
            case "path_readlink" -> WasiFunction.of(PathFunctions::readlink, I32, I32, I32, I32, I32, I32);
            case "path_remove_directory" -> WasiFunction.of(PathFunctions::removeDirectory, I32, I32, I32);
            case "path_rename" -> WasiFunction.of(PathFunctions::rename, I32, I32, I32, I32, I32, I32);
            case "path_symlink" -> WasiFunction.of(PathFunctions::symlink, I32, I32, I32, I32, I32);
            case "path_unlink_file" -> WasiFunction.of(PathFunctions::unlinkFile, I32, I32, I32);
            default -> null;
        };
    }

    /** Walks the path in the two arguments from an index on, in the directory of a descriptor. */
    private static Target find(Wasi wasi, int fd, long rights, boolean follow, Arguments args, int path)
            throws IOException {
        Descriptor descriptor = wasi.descriptors().get(fd, rights);
        if (!(descriptor instanceof DirectoryDescriptor directory)) {
            throw Errno.NOTDIR.error();
        }
        return PathWalk.find(
                directory.directory(), wasi.memory().getString(args.i32(path), args.i32(path + 1)), follow);
    }

    private static boolean follows(int lookupFlags) {
        if ((lookupFlags & ~SYMLINK_FOLLOW) != 0) {
            throw Errno.INVAL.error();
        }
        return lookupFlags != 0;
    }

    private static void createDirectory(Wasi wasi, Arguments args) throws IOException {
        Target target = find(wasi, args.i32(0), Rights.PATH_CREATE_DIRECTORY, false, args, 1);
        if (target.name() == null) {
            throw Errno.EXIST.error();
        }
        target.file().createDirectory();
    }

    private static void filestatGet(Wasi wasi, Arguments args) throws IOException {
        Target target = find(wasi, args.i32(0), Rights.PATH_FILESTAT_GET, follows(args.i32(1)), args, 2);
        Filestat.of(target.file()).write(wasi.memory(), args.i32(4), args.abi());
    }

    private static void filestatSetTimes(Wasi wasi, Arguments args) throws IOException {
        FileTimes times = FileTimes.of(args.i64(4), args.i64(5), args.i32(6));
        Target target = find(wasi, args.i32(0), Rights.PATH_FILESTAT_SET_TIMES, follows(args.i32(1)), args, 2);
        times.set(target.file());
    }

    private static void open(Wasi wasi, Arguments args) throws IOException {
        wasi.memory().address(args.i32(8), Integer.BYTES);
        OpenRequest request = new OpenRequest(
                args.i32(4), args.i64(5), args.i64(6), FdFlags.check(args.i32(7)), follows(args.i32(1)));
        Descriptor directory = wasi.descriptors().get(args.i32(0));
        request.checkRights(directory);
        Target target = find(wasi, args.i32(0), Rights.PATH_OPEN, request.followsLastLink(), args, 2);
        wasi.descriptors().requireSpace();
        Descriptor opened = request.open(target);
        wasi.memory().putInt(args.i32(8), wasi.descriptors().add(opened));
    }

    private static void readlink(Wasi wasi, Arguments args) throws IOException {
        Target target = find(wasi, args.i32(0), Rights.PATH_READLINK, false, args, 1);
        byte[] link = target.file().readSymbolicLink().getPath().getBytes(StandardCharsets.UTF_8);
        int length = (int) Math.min(link.length, Integer.toUnsignedLong(args.i32(4)));
        wasi.memory().putBytes(args.i32(3), link, 0, length);
        wasi.memory().putInt(args.i32(5), length);
    }

    private static void removeDirectory(Wasi wasi, Arguments args) throws IOException {
        Target target = find(wasi, args.i32(0), Rights.PATH_REMOVE_DIRECTORY, false, args, 1);
        if (target.name() == null) {
            throw Errno.INVAL.error();
        }
        if (!Filestat.of(target.file()).isDirectory()) {
            throw Errno.NOTDIR.error();
        }
        target.file().delete();
    }

    private static void unlinkFile(Wasi wasi, Arguments args) throws IOException {
        Target target = find(wasi, args.i32(0), Rights.PATH_UNLINK_FILE, false, args, 1);
        if (target.name() == null || Filestat.of(target.file()).isDirectory()) {
            throw Errno.ISDIR.error();
        }
        target.file().delete();
    }

    private static void rename(Wasi wasi, Arguments args) throws IOException {
        Target from = find(wasi, args.i32(0), Rights.PATH_RENAME_SOURCE, false, args, 1);
        Target to = find(wasi, args.i32(3), Rights.PATH_RENAME_TARGET, false, args, 4);
        if (from.name() == null || to.name() == null) {
            throw Errno.BUSY.error();
        }
        from.file().move(to.file(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void link(Wasi wasi, Arguments args) throws IOException {
        throw Errno.NOTSUP.error();
    }

    private static void symlink(Wasi wasi, Arguments args) throws IOException {
        throw Errno.NOTSUP.error();
    }
}

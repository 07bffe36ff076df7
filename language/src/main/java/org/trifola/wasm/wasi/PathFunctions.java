// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.wasi.PathWalk.LastLink;

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

    /** The directory of a descriptor that has some rights. */
    private static Directory directory(Wasi wasi, int fd, long rights) {
        if (wasi.descriptors().get(fd, rights) instanceof DirectoryDescriptor directory) {
            return directory.directory();
        }
        throw Errno.NOTDIR.error();
    }

    /** The string in two arguments from an index on. */
    private static String string(Wasi wasi, Arguments args, int index) {
        return wasi.memory().getString(args.i32(index), args.i32(index + 1));
    }

    private static LastLink lastLink(int lookupFlags) {
        if ((lookupFlags & ~SYMLINK_FOLLOW) != 0) {
            throw Errno.INVAL.error();
        }
        return lookupFlags == 0 ? LastLink.KEEP : LastLink.FOLLOW;
    }

    private static void open(Wasi wasi, Arguments args) throws IOException {
        GuestMemory memory = wasi.memory();
        memory.address(args.i32(8), Integer.BYTES);
        OpenRequest request = new OpenRequest(
                args.i32(4),
                args.i64(5),
                args.i64(6),
                FdFlags.check(args.i32(7)),
                lastLink(args.i32(1)) == LastLink.FOLLOW);
        Directory directory = directory(wasi, args.i32(0), Rights.PATH_OPEN);
        request.checkRights(wasi.descriptors().get(args.i32(0)));
        wasi.descriptors().requireSpace();
        try (var _ = directory.hold(request.changesNames());
                Target target = PathWalk.find(directory, string(wasi, args, 2), request.lastLink())) {
            Descriptor opened = request.open(wasi.files(), target);
            memory.putInt(args.i32(8), wasi.descriptors().add(opened));
        }
    }

    private static void filestatGet(Wasi wasi, Arguments args) throws IOException {
        Directory directory = directory(wasi, args.i32(0), Rights.PATH_FILESTAT_GET);
        try (var _ = directory.hold(false);
                Target target = PathWalk.find(directory, string(wasi, args, 2), lastLink(args.i32(1)))) {
            target.stat().write(wasi.memory(), args.i32(4), args.abi());
        }
    }

    private static void filestatSetTimes(Wasi wasi, Arguments args) throws IOException {
        FileTimes times = FileTimes.of(args.i64(4), args.i64(5), args.i32(6));
        Directory directory = directory(wasi, args.i32(0), Rights.PATH_FILESTAT_SET_TIMES);
        try (var _ = directory.hold(false);
                Target target = PathWalk.find(directory, string(wasi, args, 2), lastLink(args.i32(1)))) {
            directory.requireWritable();
            if (target.isParent()) {
                target.parent().setTimes(times);
            } else {
                times.set(target.file());
            }
        }
    }

    private static void createDirectory(Wasi wasi, Arguments args) throws IOException {
        Directory directory = directory(wasi, args.i32(0), Rights.PATH_CREATE_DIRECTORY);
        try (var _ = directory.hold(true);
                Target target = PathWalk.find(directory, string(wasi, args, 1), LastLink.NAME)) {
            Names.createDirectory(target);
        }
    }

    private static void removeDirectory(Wasi wasi, Arguments args) throws IOException {
        Directory directory = directory(wasi, args.i32(0), Rights.PATH_REMOVE_DIRECTORY);
        try (var _ = directory.hold(true);
                Target target = PathWalk.find(directory, string(wasi, args, 1), LastLink.NAME)) {
            Names.removeDirectory(target);
        }
    }

    private static void unlinkFile(Wasi wasi, Arguments args) throws IOException {
        Directory directory = directory(wasi, args.i32(0), Rights.PATH_UNLINK_FILE);
        try (var _ = directory.hold(true);
                Target target = PathWalk.find(directory, string(wasi, args, 1), LastLink.NAME)) {
            Names.unlinkFile(target);
        }
    }

    private static void rename(Wasi wasi, Arguments args) throws IOException {
        Directory from = directory(wasi, args.i32(0), Rights.PATH_RENAME_SOURCE);
        Directory to = directory(wasi, args.i32(3), Rights.PATH_RENAME_TARGET);
        try (var _ = from.hold(true);
                var _ = to.hold(true);
                Target source = PathWalk.find(from, string(wasi, args, 1), LastLink.NAME);
                Target target = PathWalk.find(to, string(wasi, args, 4), LastLink.NAME)) {
            Names.rename(source, target);
        }
    }

    /** A link to what a symbolic link leads to could not be made without a race. */
    private static void link(Wasi wasi, Arguments args) throws IOException {
        if (args.i32(1) != 0) {
            throw Errno.INVAL.error();
        }
        Directory from = directory(wasi, args.i32(0), Rights.PATH_LINK_SOURCE);
        Directory to = directory(wasi, args.i32(4), Rights.PATH_LINK_TARGET);
        try (var _ = from.hold(true);
                var _ = to.hold(true);
                Target source = PathWalk.find(from, string(wasi, args, 2), LastLink.NAME);
                Target target = PathWalk.find(to, string(wasi, args, 5), LastLink.NAME)) {
            Names.link(source, target);
        }
    }

    private static void symlink(Wasi wasi, Arguments args) throws IOException {
        String content = string(wasi, args, 0);
        Directory directory = directory(wasi, args.i32(2), Rights.PATH_SYMLINK);
        try (var _ = directory.hold(true);
                Target target = PathWalk.find(directory, string(wasi, args, 3), LastLink.NAME)) {
            Names.symlink(wasi.files(), content, target);
        }
    }

    private static void readlink(Wasi wasi, Arguments args) throws IOException {
        Directory directory = directory(wasi, args.i32(0), Rights.PATH_READLINK);
        GuestMemory memory = wasi.memory();
        memory.address(args.i32(5), Integer.BYTES);
        try (var _ = directory.hold(false);
                Target target = PathWalk.find(directory, string(wasi, args, 1), LastLink.NAME)) {
            byte[] content = Names.readlink(target).getBytes(StandardCharsets.UTF_8);
            int length = (int) Math.min(content.length, Integer.toUnsignedLong(args.i32(4)));
            memory.putBytes(args.i32(3), content, 0, length);
            memory.putInt(args.i32(5), length);
        }
    }
}

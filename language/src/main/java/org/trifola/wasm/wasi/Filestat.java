// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleFile.AttributeDescriptor;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a file; times are nanoseconds since 1970.
 *
 * <p>Specification: WASI 0.1, "filestat".
 */
record Filestat(
        long device,
        long inode,
        FileType type,
        long linkCount,
        long size,
        long accessTime,
        long modificationTime,
        long changeTime) {
    private static final List<AttributeDescriptor<?>> UNIX = List.of(
            TruffleFile.UNIX_DEV,
            TruffleFile.UNIX_INODE,
            TruffleFile.UNIX_MODE,
            TruffleFile.UNIX_NLINK,
            TruffleFile.SIZE,
            TruffleFile.LAST_ACCESS_TIME,
            TruffleFile.LAST_MODIFIED_TIME,
            TruffleFile.UNIX_CTIME);

    private static final List<AttributeDescriptor<?>> BASIC = List.of(
            TruffleFile.IS_REGULAR_FILE,
            TruffleFile.IS_DIRECTORY,
            TruffleFile.IS_SYMBOLIC_LINK,
            TruffleFile.SIZE,
            TruffleFile.LAST_ACCESS_TIME,
            TruffleFile.LAST_MODIFIED_TIME,
            TruffleFile.CREATION_TIME);

    /** The attributes of something that is no file. */
    static Filestat ofStream(FileType type) {
        return new Filestat(0, 0, type, 1, 0, 0, 0, 0);
    }

    /** The attributes of a file, or of a symbolic link itself. */
    static Filestat of(TruffleFile file) throws IOException {
        return read(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** The attributes of a file, or of what a symbolic link leads to. */
    static Filestat ofTarget(TruffleFile file) throws IOException {
        return read(file);
    }

    private static Filestat read(TruffleFile file, LinkOption... options) throws IOException {
        try {
            TruffleFile.Attributes attributes = file.getAttributes(UNIX, options);
            if (attributes.get(TruffleFile.UNIX_INODE) != null) {
                return ofUnix(attributes);
            }
        } catch (UnsupportedOperationException | IllegalArgumentException _) {
            // A file system without Unix attributes, such as one in memory.
        }
        return ofBasic(file, file.getAttributes(BASIC, options));
    }

    /** The attributes of a file that has no name any more, from those it had and its present size. */
    Filestat withoutName(long newSize) {
        return new Filestat(device, inode, type, 0, newSize, accessTime, modificationTime, changeTime);
    }

    /** What tells the file from others. */
    FileKey key() {
        return new FileKey(device, inode);
    }

    /** Whether {@link #key} comes from the file system and holds whatever the name. */
    boolean isIdentified() {
        return device != 0;
    }

    private static Filestat ofUnix(TruffleFile.Attributes attributes) {
        return new Filestat(
                attributes.get(TruffleFile.UNIX_DEV),
                attributes.get(TruffleFile.UNIX_INODE),
                FileType.ofUnixMode(attributes.get(TruffleFile.UNIX_MODE)),
                attributes.get(TruffleFile.UNIX_NLINK),
                attributes.get(TruffleFile.SIZE),
                nanos(attributes.get(TruffleFile.LAST_ACCESS_TIME)),
                nanos(attributes.get(TruffleFile.LAST_MODIFIED_TIME)),
                nanos(attributes.get(TruffleFile.UNIX_CTIME)));
    }

    private static Filestat ofBasic(TruffleFile file, TruffleFile.Attributes attributes) {
        return new Filestat(
                0,
                inodeOf(file.getAbsoluteFile().normalize().getPath()),
                basicType(attributes),
                1,
                attributes.get(TruffleFile.SIZE),
                nanos(attributes.get(TruffleFile.LAST_ACCESS_TIME)),
                nanos(attributes.get(TruffleFile.LAST_MODIFIED_TIME)),
                nanos(attributes.get(TruffleFile.CREATION_TIME)));
    }

    private static FileType basicType(TruffleFile.Attributes attributes) {
        if (attributes.get(TruffleFile.IS_REGULAR_FILE)) {
            return FileType.REGULAR_FILE;
        }
        if (attributes.get(TruffleFile.IS_DIRECTORY)) {
            return FileType.DIRECTORY;
        }
        return attributes.get(TruffleFile.IS_SYMBOLIC_LINK) ? FileType.SYMBOLIC_LINK : FileType.UNKNOWN;
    }

    /** A number that is the same for the same path, where the file system has none. */
    private static long inodeOf(String path) {
        long hash = 1125899906842597L;
        for (int i = 0; i < path.length(); i++) {
            hash = 31 * hash + path.charAt(i);
        }
        return hash;
    }

    private static long nanos(@Nullable FileTime time) {
        return time == null ? 0 : time.to(TimeUnit.NANOSECONDS);
    }

    boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }

    boolean isSymbolicLink() {
        return type == FileType.SYMBOLIC_LINK;
    }

    /** Writes the record in the layout of an interface. */
    void write(GuestMemory memory, int pointer, Abi abi) {
        boolean narrow = abi == Abi.UNSTABLE;
        memory.address(pointer, narrow ? 56 : 64);
        memory.putLong(pointer, device);
        memory.putLong(pointer + 8, inode);
        memory.putLong(pointer + 16, type.code());
        int next;
        if (narrow) {
            memory.putInt(pointer + 20, (int) linkCount);
            next = pointer + 24;
        } else {
            memory.putLong(pointer + 24, linkCount);
            next = pointer + 32;
        }
        memory.putLong(next, size);
        memory.putLong(next + 8, accessTime);
        memory.putLong(next + 16, modificationTime);
        memory.putLong(next + 24, changeTime);
    }
}

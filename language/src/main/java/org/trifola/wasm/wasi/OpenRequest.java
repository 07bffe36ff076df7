// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.wasi.PathWalk.Target;

/**
 * How {@code path_open} is to open something.
 *
 * @param openFlags the flags {@code oflags}
 * @param rights the rights that the new descriptor shall have
 * @param inheritingRights the rights for descriptors opened with it
 * @param fdFlags the flags of the new descriptor
 * @param follow whether a symbolic link at the end of the path is followed
 */
record OpenRequest(int openFlags, long rights, long inheritingRights, int fdFlags, boolean follow) {
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;

    OpenRequest {
        if ((openFlags & ~(CREATE | DIRECTORY | EXCLUSIVE | TRUNCATE)) != 0) {
            throw Errno.INVAL.error();
        }
    }

    private boolean has(int openFlag) {
        return (openFlags & openFlag) != 0;
    }

    /** Whether a symbolic link at the end of the path is followed: an exclusive creation refuses it instead. */
    boolean followsLastLink() {
        return follow && !(has(CREATE) && has(EXCLUSIVE));
    }

    /** Refuses what the directory's rights do not allow. */
    void checkRights(Descriptor directory) {
        long needed = Rights.PATH_OPEN;
        if (has(CREATE)) {
            needed |= Rights.PATH_CREATE_FILE;
        }
        if (has(TRUNCATE)) {
            needed |= Rights.PATH_FILESTAT_SET_SIZE;
        }
        directory.require(needed);
        long neededInheriting = rights | inheritingRights;
        if ((fdFlags & FdFlags.DSYNC) != 0) {
            neededInheriting |= Rights.FD_DATASYNC;
        }
        if ((fdFlags & (FdFlags.RSYNC | FdFlags.SYNC)) != 0) {
            neededInheriting |= Rights.FD_SYNC;
        }
        if (!Rights.has(directory.inheritingRights(), neededInheriting)) {
            throw Errno.NOTCAPABLE.error();
        }
    }

    /** Opens what a path leads to, or creates it. */
    Descriptor open(Target target) throws IOException {
        Filestat stat = statOrNull(target);
        if (stat == null) {
            return create(target);
        }
        if (has(CREATE) && has(EXCLUSIVE)) {
            throw Errno.EXIST.error();
        }
        if (stat.isDirectory()) {
            return openDirectory(target);
        }
        if (has(DIRECTORY) || target.mustBeDirectory()) {
            throw Errno.NOTDIR.error();
        }
        if (stat.isSymbolicLink()) {
            throw Errno.LOOP.error();
        }
        return openFile(target, stat.type(), has(TRUNCATE));
    }

    private static @Nullable Filestat statOrNull(Target target) throws IOException {
        try {
            return Filestat.of(target.file());
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    private Descriptor openDirectory(Target target) {
        if (has(CREATE) || has(TRUNCATE) || (rights & Rights.FD_WRITE) != 0) {
            throw Errno.ISDIR.error();
        }
        String name = target.name();
        Directory directory = name == null ? target.parent() : target.parent().subdirectory(name);
        return withFlags(new DirectoryDescriptor(directory, null, rights & Rights.DIRECTORY, inheritingRights));
    }

    private Descriptor create(Target target) throws IOException {
        if (!has(CREATE)) {
            throw Errno.NOENT.error();
        }
        if (has(DIRECTORY)) {
            throw Errno.INVAL.error();
        }
        if (target.mustBeDirectory()) {
            throw Errno.ISDIR.error();
        }
        target.file()
                .newByteChannel(
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))
                .close();
        return openFile(target, FileType.REGULAR_FILE, false);
    }

    private Descriptor openFile(Target target, FileType type, boolean truncate) throws IOException {
        TruffleFile file = target.file();
        SeekableByteChannel channel = file.newByteChannel(channelOptions());
        if (truncate) {
            channel.truncate(0);
        }
        return withFlags(new FileDescriptor(file, type, channel, rights & Rights.FILE, inheritingRights));
    }

    private Set<OpenOption> channelOptions() {
        Set<OpenOption> options = new HashSet<>();
        options.add(LinkOption.NOFOLLOW_LINKS);
        boolean write = (rights & Rights.ANY_WRITE) != 0 || has(TRUNCATE);
        if (write) {
            options.add(StandardOpenOption.WRITE);
        }
        if (!write || (rights & Rights.FD_READ) != 0) {
            options.add(StandardOpenOption.READ);
        }
        if ((fdFlags & (FdFlags.SYNC | FdFlags.RSYNC)) != 0) {
            options.add(StandardOpenOption.SYNC);
        } else if ((fdFlags & FdFlags.DSYNC) != 0) {
            options.add(StandardOpenOption.DSYNC);
        }
        return options;
    }

    private Descriptor withFlags(Descriptor descriptor) {
        descriptor.setFlags(fdFlags);
        return descriptor;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.wasi.PathWalk.LastLink;

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

    /** Whether the request may create a file. */
    boolean changesNames() {
        return has(CREATE);
    }

    /** What happens to a symbolic link at the end of the path: an exclusive creation refuses it. */
    LastLink lastLink() {
        return follow && !(has(CREATE) && has(EXCLUSIVE)) ? LastLink.FOLLOW : LastLink.KEEP;
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
    Descriptor open(HostFiles files, Target target) throws IOException {
        for (int i = 0; i < PathWalk.MAX_TRIES; i++) {
            Filestat stat = target.statOrNull();
            Descriptor opened = stat == null ? create(files, target) : open(files, target, stat);
            if (opened != null) {
                opened.setFlags(fdFlags);
                return opened;
            }
        }
        throw Errno.AGAIN.error();
    }

    /** Opens what has been seen; null when there is something else by now. */
    private @Nullable Descriptor open(HostFiles files, Target target, Filestat stat) throws IOException {
        if (has(CREATE) && has(EXCLUSIVE)) {
            throw Errno.EXIST.error();
        }
        if (stat.isDirectory()) {
            return openDirectory(files, target, stat);
        }
        if (has(DIRECTORY) || target.mustBeDirectory()) {
            throw Errno.NOTDIR.error();
        }
        if (stat.isSymbolicLink()) {
            throw Errno.LOOP.error();
        }
        return openFile(files, target, stat);
    }

    private @Nullable Descriptor openDirectory(HostFiles files, Target target, Filestat stat) throws IOException {
        if (has(CREATE) || has(TRUNCATE) || (rights & Rights.FD_WRITE) != 0) {
            throw Errno.ISDIR.error();
        }
        Directory parent = target.parent();
        Directory directory = target.isParent() ? parent.retain() : parent.subdirectory(target.name(), stat);
        if (directory == null) {
            return null;
        }
        Listing listing = new Listing(files, directory, parent.stat().inode());
        return new DirectoryDescriptor(directory, listing, null, rights & Rights.DIRECTORY, inheritingRights);
    }

    /** Creates a file; null when somebody else did meanwhile. */
    private @Nullable Descriptor create(HostFiles files, Target target) throws IOException {
        if (!has(CREATE)) {
            throw Errno.NOENT.error();
        }
        if (has(DIRECTORY)) {
            throw Errno.INVAL.error();
        }
        if (target.mustBeDirectory()) {
            throw Errno.ISDIR.error();
        }
        target.parent().requireWritable();
        Set<OpenOption> options = channelOptions();
        options.add(StandardOpenOption.CREATE_NEW);
        options.add(StandardOpenOption.WRITE);
        try {
            return descriptor(files, target, null, newChannel(target, options));
        } catch (FileAlreadyExistsException e) {
            if (has(EXCLUSIVE)) {
                throw e;
            }
            return null;
        }
    }

    private @Nullable Descriptor openFile(HostFiles files, Target target, Filestat stat) throws IOException {
        if (has(TRUNCATE) || (rights & Rights.ANY_WRITE) != 0) {
            target.parent().requireWritable();
        }
        SeekableByteChannel channel = newChannel(target, channelOptions());
        Descriptor opened = descriptor(files, target, stat, channel);
        if (opened != null && has(TRUNCATE)) {
            channel.truncate(0);
        }
        return opened;
    }

    /** A descriptor for an open file; null when it is not the one that was seen before. */
    private @Nullable Descriptor descriptor(
            HostFiles files, Target target, @Nullable Filestat seen, SeekableByteChannel channel) throws IOException {
        Descriptor result = null;
        try {
            Filestat stat = target.statOrNull();
            if (stat != null && (seen == null || stat.key().equals(seen.key()))) {
                result = new FileDescriptor(
                        files.handles(),
                        target.parent().retain(),
                        target.name(),
                        channel,
                        stat,
                        rights & Rights.FILE,
                        inheritingRights);
            }
        } finally {
            if (result == null) {
                channel.close();
            }
        }
        return result;
    }

    private static SeekableByteChannel newChannel(Target target, Set<OpenOption> options) throws IOException {
        try {
            return target.file().newByteChannel(options);
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            // A file system of the embedder that does not know the option; it has been checked that there is no link.
            if (!options.remove(LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            return target.file().newByteChannel(options);
        }
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
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;

/**
 * An open descriptor: a stream, a file, a directory or a socket, with its rights.
 *
 * <p>What a kind of descriptor does not override, it can not do. Callers check the rights before; see {@link #require}.
 */
abstract class Descriptor {
    private final FileType type;
    private long rights;
    private long inheritingRights;
    private int flags;

    Descriptor(FileType type, long rights, long inheritingRights) {
        this.type = type;
        this.rights = rights;
        this.inheritingRights = inheritingRights;
    }

    /** What is open. */
    final FileType type() {
        return type;
    }

    /** What the descriptor may be used for. */
    final synchronized long rights() {
        return rights;
    }

    /** What the descriptors may be used for that are opened with this one. */
    final synchronized long inheritingRights() {
        return inheritingRights;
    }

    /** Refuses to go on when one of some rights is missing. */
    final void require(long wanted) {
        long missing = wanted & ~rights();
        if (missing != 0) {
            throw errnoWithout(missing).error();
        }
    }

    /** The error for missing rights: that of POSIX where the kind of descriptor is to blame. */
    Errno errnoWithout(long missing) {
        if (type != FileType.DIRECTORY && (missing & Rights.ANY_DIRECTORY_ONLY) != 0) {
            return Errno.NOTDIR;
        }
        if ((missing & Rights.ANY_SOCKET_ONLY) != 0) {
            return Errno.NOTSOCK;
        }
        return (missing & (Rights.FD_READ | Rights.FD_WRITE)) != 0 ? Errno.BADF : Errno.NOTCAPABLE;
    }

    /** Gives up rights; they can not be gained back. */
    final synchronized void restrictRights(long newRights, long newInheritingRights) {
        if (!Rights.has(rights, newRights) || !Rights.has(inheritingRights, newInheritingRights)) {
            throw Errno.NOTCAPABLE.error();
        }
        rights = newRights;
        inheritingRights = newInheritingRights;
    }

    /** The flags, see {@link FdFlags}. */
    final synchronized int flags() {
        return flags;
    }

    /** Sets the flags. */
    final synchronized void setFlags(int newFlags) {
        flags = newFlags;
    }

    final boolean hasFlag(int flag) {
        return (flags() & flag) != 0;
    }

    /** Reads from the current offset on; 0 at the end. */
    long read(Wasi wasi, IoVectors vectors) throws IOException {
        throw Errno.BADF.error();
    }

    /** Writes at the current offset. */
    long write(Wasi wasi, IoVectors vectors) throws IOException {
        throw Errno.BADF.error();
    }

    /** Reads from an offset on. */
    long readAt(Wasi wasi, IoVectors vectors, long offset) throws IOException {
        throw Errno.SPIPE.error();
    }

    /** Writes at an offset. */
    long writeAt(Wasi wasi, IoVectors vectors, long offset) throws IOException {
        throw Errno.SPIPE.error();
    }

    /** Moves the current offset and gives the new one. */
    long seek(long delta, Whence whence) throws IOException {
        throw Errno.SPIPE.error();
    }

    /** Makes sure that a range of the file exists. */
    void allocate(long offset, long length) throws IOException {
        throw Errno.NODEV.error();
    }

    /** Writes out what the host may still hold back. */
    void sync() throws IOException {
        throw Errno.INVAL.error();
    }

    /** Takes advice on how a file will be used, and does nothing with it. */
    void advise() {}

    /** Writes directory entries into a buffer, see {@link Listing}. */
    int list(GuestMemory memory, int buffer, long size, long cookie) throws IOException {
        throw Errno.NOTDIR.error();
    }

    /** The attributes. */
    Filestat stat() throws IOException {
        return Filestat.ofStream(type);
    }

    /** Changes the size of the file. */
    void setSize(long size) throws IOException {
        throw Errno.INVAL.error();
    }

    /** Sets times. */
    void setTimes(FileTimes times) throws IOException {
        throw Errno.INVAL.error();
    }

    /** Whether it can be read or written without waiting; files always can. */
    Readiness readiness(boolean toWrite) throws IOException {
        return Readiness.ALWAYS;
    }

    /** Wakes somebody when {@link #readiness} may have changed. */
    void wakeWhenReady(Waiter waiter, boolean toWrite) throws IOException {}

    /** Closes what is open. */
    void close() throws IOException {}

    /** From where {@link #seek} counts. */
    enum Whence {
        SET,
        CUR,
        END
    }
}

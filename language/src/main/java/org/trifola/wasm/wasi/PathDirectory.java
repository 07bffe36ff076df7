// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A directory that is known by its path only, where it can not be held open: on systems other than Linux, and in file
 * systems of the embedder.
 *
 * <p>Guests can not swap a part of the path for a link while it is used, because they wait for each other; against other
 * processes the path is checked before and after each use.
 */
final class PathDirectory extends Directory {
    /** Shared by those who use names, exclusive for those who change what names mean; for all guests of the process. */
    private static final ReadWriteLock NAMES = new ReentrantReadWriteLock();

    private final TruffleFile root;
    private final TruffleFile self;

    private PathDirectory(TruffleFile root, TruffleFile self, boolean readOnly) {
        super(readOnly);
        this.root = root;
        this.self = self;
    }

    /** A directory that the embedder gives to a guest, by its real path. */
    PathDirectory(TruffleFile root, boolean readOnly) {
        this(root, root, readOnly);
    }

    @Override
    TruffleFile child(String name) {
        return self.resolve(name);
    }

    @Override
    Directory subdirectory(String name, Filestat seen) {
        return new PathDirectory(root, child(name), readOnly());
    }

    @Override
    Filestat stat() throws IOException {
        check();
        return Filestat.of(self);
    }

    @Override
    void setTimes(FileTimes times) throws IOException {
        check();
        times.set(self);
    }

    @Override
    DirectoryStream<TruffleFile> list() throws IOException {
        check();
        return self.newDirectoryStream();
    }

    @Override
    void check() throws IOException {
        if (!self.getCanonicalFile().startsWith(root)) {
            throw Errno.NOTCAPABLE.error();
        }
    }

    @Override
    Hold hold(boolean toChangeNames) {
        Lock lock = toChangeNames ? NAMES.writeLock() : NAMES.readLock();
        lock.lock();
        return lock::unlock;
    }

    @Override
    boolean linksToLinks() {
        // POSIX leaves it open; macOS follows the link, which would be a way out.
        return false;
    }

    @Override
    void close() {}
}

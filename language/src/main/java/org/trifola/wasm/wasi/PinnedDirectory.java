// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import org.jspecify.annotations.Nullable;

/**
 * A directory that is held open, so that a name in it is looked up in this very directory, whatever others do to the path
 * that led here.
 *
 * <p>The names go through {@code /proc/self/fd} (see {@link OpenHandles}): {@code /proc/self/fd/7/name} is to the system
 * what {@code openat(7, "name")} is to a C program. So nobody can swap a directory for a link between check and use.
 */
final class PinnedDirectory extends Directory {
    private static final Hold NO_HOLD = () -> {};

    private final HostFiles files;
    private final TruffleFile self;
    private final SeekableByteChannel handle;

    PinnedDirectory(HostFiles files, TruffleFile self, SeekableByteChannel handle, boolean readOnly) {
        super(readOnly);
        this.files = files;
        this.self = self;
        this.handle = handle;
    }

    @Override
    TruffleFile child(String name) {
        return self.resolve(name);
    }

    @Override
    @Nullable
    Directory subdirectory(String name, Filestat seen) throws IOException {
        return files.pin(child(name), seen.key(), readOnly());
    }

    @Override
    Filestat stat() throws IOException {
        return Filestat.ofTarget(self);
    }

    @Override
    void setTimes(FileTimes times) throws IOException {
        times.setOfTarget(self);
    }

    @Override
    DirectoryStream<TruffleFile> list() throws IOException {
        return self.newDirectoryStream();
    }

    @Override
    void check() {
        // There is nothing that could have changed.
    }

    @Override
    Hold hold(boolean toChangeNames) {
        return NO_HOLD;
    }

    @Override
    boolean linksToLinks() {
        // As Linux does it, and no other system has these directories.
        return true;
    }

    @Override
    void close() {
        try {
            handle.close();
        } catch (IOException _) {
            // Nothing was written to it.
        }
    }
}

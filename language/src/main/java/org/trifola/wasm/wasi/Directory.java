// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the host that the guest has reached; the only way to get from a guest's name to a file of the host.
 *
 * <p>Directories are counted: whoever keeps one for longer calls {@link #retain}, and {@link #release} at the end.
 */
abstract class Directory {
    private final boolean readOnly;
    private int references = 1;

    Directory(boolean readOnly) {
        this.readOnly = readOnly;
    }

    /** Whether the guest may change nothing in here. */
    final boolean readOnly() {
        return readOnly;
    }

    /** Refuses to go on when nothing may be changed in here. */
    final void requireWritable() {
        if (readOnly) {
            throw Errno.ROFS.error();
        }
    }

    /** What has a name in this directory, which need not exist. The name is a single component, not {@code ..}. */
    abstract TruffleFile child(String name);

    /**
     * A directory in this one.
     *
     * @param seen the attributes under which it was seen
     * @return null when there is something else under the name in the meantime
     */
    abstract @Nullable Directory subdirectory(String name, Filestat seen) throws IOException;

    /** The attributes of this directory. */
    abstract Filestat stat() throws IOException;

    /** Sets times of this directory. */
    abstract void setTimes(FileTimes times) throws IOException;

    /** The entries of this directory. */
    abstract DirectoryStream<TruffleFile> list() throws IOException;

    /** Makes sure that {@link #child} still means this directory, before and after what it means is used. */
    abstract void check() throws IOException;

    /** Keeps other guests from swapping directories while a path is walked and used; to be closed after that. */
    abstract Hold hold(boolean toChangeNames);

    /** Whether a hard link to a symbolic link in here is one to that link, and not to whatever it leads to. */
    abstract boolean linksToLinks();

    /** Keeps this directory until one more {@link #release}. */
    final synchronized Directory retain() {
        if (references == 0) {
            throw Errno.BADF.error();
        }
        references++;
        return this;
    }

    /** Gives up one hold on this directory. */
    final void release() {
        boolean last;
        synchronized (this) {
            last = --references == 0;
        }
        if (last) {
            close();
        }
    }

    /** Nobody needs this directory any more. */
    abstract void close();

    /** See {@link #hold}. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }
}

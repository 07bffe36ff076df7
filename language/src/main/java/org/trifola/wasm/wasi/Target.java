// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Where a path ends: a name in a directory, which need not exist, or the directory itself. To be closed after use. */
final class Target implements AutoCloseable {
    private final Directory parent;
    private final @Nullable String name;
    private final boolean mustBeDirectory;

    /**
     * Where a path ends.
     *
     * @param parent the directory
     * @param name the name in it; null when the path means the directory itself
     * @param mustBeDirectory whether the path can only mean a directory, because a slash ends it
     */
    Target(Directory parent, @Nullable String name, boolean mustBeDirectory) {
        this.parent = parent.retain();
        this.name = name;
        this.mustBeDirectory = mustBeDirectory;
    }

    Directory parent() {
        return parent;
    }

    boolean mustBeDirectory() {
        return mustBeDirectory;
    }

    /** Whether the path means {@link #parent} itself. */
    boolean isParent() {
        return name == null;
    }

    /** The name in the directory. */
    String name() {
        if (name == null) {
            throw new IllegalStateException("the path means the directory itself");
        }
        return name;
    }

    /** The file of the host, for use now; {@link #confirm} says afterwards whether it was the right one. */
    TruffleFile file() throws IOException {
        parent.check();
        return parent.child(name());
    }

    /** Refuses the result of a use when somebody has swapped directories meanwhile. */
    void confirm() throws IOException {
        parent.check();
    }

    /** The attributes. */
    Filestat stat() throws IOException {
        Filestat stat = name == null ? parent.stat() : Filestat.of(file());
        confirm();
        return stat;
    }

    /** The attributes; null when there is no such name. */
    @Nullable
    Filestat statOrNull() throws IOException {
        try {
            return stat();
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    @Override
    public void close() {
        parent.release();
    }
}

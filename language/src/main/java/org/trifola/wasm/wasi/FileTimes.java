// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The times to set on a file; null leaves one as it is.
 *
 * <p>Specification: WASI 0.1, "fstflags".
 */
record FileTimes(@Nullable FileTime access, @Nullable FileTime modification) {
    private static final int ATIM = 1;
    private static final int ATIM_NOW = 2;
    private static final int MTIM = 4;
    private static final int MTIM_NOW = 8;

    /** The times that arguments ask for. */
    static FileTimes of(long access, long modification, int flags) {
        boolean contradicts = Rights.has(flags, ATIM | ATIM_NOW) || Rights.has(flags, MTIM | MTIM_NOW);
        if (contradicts || (flags & ~(ATIM | ATIM_NOW | MTIM | MTIM_NOW)) != 0) {
            throw Errno.INVAL.error();
        }
        return new FileTimes(
                time(access, (flags & ATIM) != 0, (flags & ATIM_NOW) != 0),
                time(modification, (flags & MTIM) != 0, (flags & MTIM_NOW) != 0));
    }

    private static @Nullable FileTime time(long value, boolean set, boolean now) {
        if (now) {
            return FileTime.from(Clock.REALTIME.now(), TimeUnit.NANOSECONDS);
        }
        return set ? FileTime.from(value, TimeUnit.NANOSECONDS) : null;
    }

    /** Sets the times of a file, or of a symbolic link itself. */
    void set(TruffleFile file) throws IOException {
        set(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Sets the times of a file, or of what a symbolic link leads to. */
    void setOfTarget(TruffleFile file) throws IOException {
        set(file, new LinkOption[0]);
    }

    private void set(TruffleFile file, LinkOption... options) throws IOException {
        if (access != null) {
            file.setLastAccessTime(access, options);
        }
        if (modification != null) {
            file.setLastModifiedTime(modification, options);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A descriptor of an open directory. */
final class DirectoryDescriptor extends Descriptor {
    private final Directory directory;
    private final @Nullable String preopenName;

    /**
     * A descriptor.
     *
     * @param preopenName how the guest calls it when it was open from the start
     */
    DirectoryDescriptor(Directory directory, @Nullable String preopenName, long rights, long inheritingRights) {
        super(FileType.DIRECTORY, rights, inheritingRights);
        this.directory = directory;
        this.preopenName = preopenName;
    }

    /** The directory. */
    Directory directory() {
        return directory;
    }

    /** How the guest calls it when it was open from the start, else null. */
    @Nullable
    String preopenName() {
        return preopenName;
    }

    @Override
    Errno errnoWithout(long missing) {
        return (missing & Rights.ANY_FILE_ONLY) != 0 ? Errno.ISDIR : Errno.NOTCAPABLE;
    }

    @Override
    void setTimes(FileTimes times) throws IOException {
        times.set(directory.file());
    }

    @Override
    void sync() {
        // See FileDescriptor.
    }

    @Override
    Filestat stat() throws IOException {
        return Filestat.of(directory.file());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A descriptor of an open directory. */
final class DirectoryDescriptor extends Descriptor {
    private final Directory directory;
    private final Listing listing;
    private final @Nullable String preopenName;

    /**
     * A descriptor.
     *
     * @param directory the directory, to be released by this descriptor
     * @param listing the entries of the directory
     * @param preopenName how the guest calls it when it was open from the start
     */
    DirectoryDescriptor(
            Directory directory, Listing listing, @Nullable String preopenName, long rights, long inheritingRights) {
        super(FileType.DIRECTORY, rights, inheritingRights);
        this.directory = directory;
        this.listing = listing;
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
        return (missing & Rights.ANY_FILE_ONLY) != 0 ? Errno.ISDIR : super.errnoWithout(missing);
    }

    @Override
    int list(GuestMemory memory, int buffer, long size, long cookie) throws IOException {
        return listing.read(memory, buffer, size, cookie);
    }

    @Override
    Filestat stat() throws IOException {
        return directory.stat();
    }

    @Override
    void setTimes(FileTimes times) throws IOException {
        directory.requireWritable();
        directory.setTimes(times);
    }

    @Override
    void sync() {
        // See FileDescriptor.
    }

    @Override
    void close() throws IOException {
        directory.release();
        listing.close();
    }
}

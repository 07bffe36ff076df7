// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;

/** A directory of the host that the guest has reached; the only way to make a file of the host from a guest's name. */
final class Directory {
    private final TruffleFile file;

    private Directory(TruffleFile file) {
        this.file = file;
    }

    /** A directory that the host gave. */
    static Directory open(TruffleFile file) throws IOException {
        return new Directory(file.getCanonicalFile());
    }

    /** The directory itself. */
    TruffleFile file() {
        return file;
    }

    /** What has a name in this directory, which need not exist. */
    TruffleFile child(String name) {
        return file.resolve(name);
    }

    /** A directory in this one. */
    Directory subdirectory(String name) {
        return new Directory(child(name));
    }
}

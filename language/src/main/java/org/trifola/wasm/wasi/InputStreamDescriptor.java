// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;
import java.io.InputStream;

/** A descriptor that reads a stream of the host. */
final class InputStreamDescriptor extends Descriptor {
    private static final int MAX_READ = 1 << 16;

    private final InputStream in;

    InputStreamDescriptor(InputStream in) {
        super(FileType.CHARACTER_DEVICE, Rights.INPUT, 0);
        this.in = in;
    }

    @Override
    Errno errnoWithout(long missing) {
        return (missing & (Rights.FD_SEEK | Rights.FD_TELL)) != 0 ? Errno.SPIPE : super.errnoWithout(missing);
    }

    /** Reads once: what is there, waiting only when there is nothing at all. */
    @Override
    long read(Wasi wasi, IoVectors vectors) throws IOException {
        if (vectors.remaining() == 0) {
            return 0;
        }
        byte[] bytes = new byte[(int) Math.min(MAX_READ, vectors.remaining())];
        int count = in.read(bytes);
        if (count <= 0) {
            return 0;
        }
        vectors.fill(bytes, count);
        return count;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;
import java.io.OutputStream;

/** A descriptor that writes to a stream of the host. */
final class OutputDescriptor extends Descriptor {
    private static final int MAX_WRITE = 1 << 16;

    private final OutputStream out;

    /**
     * A descriptor.
     *
     * @param isFile whether the stream writes a file
     */
    OutputDescriptor(OutputStream out, boolean isFile) {
        super(isFile ? FileType.REGULAR_FILE : FileType.CHARACTER_DEVICE, Rights.OUTPUT, 0);
        this.out = out;
    }

    @Override
    Errno errnoWithout(long missing) {
        return (missing & Rights.ANY_OFFSET) != 0 ? Errno.SPIPE : super.errnoWithout(missing);
    }

    /** Writes everything at once, so that the output of several guests is not mixed within one call. */
    @Override
    long write(Wasi wasi, IoVectors vectors) throws IOException {
        long total = 0;
        byte[] bytes = new byte[(int) Math.min(MAX_WRITE, vectors.remaining())];
        synchronized (out) {
            while (vectors.remaining() > 0) {
                int count = (int) Math.min(bytes.length, vectors.remaining());
                vectors.drain(bytes, count);
                out.write(bytes, 0, count);
                total += count;
            }
            out.flush();
        }
        return total;
    }

    @Override
    void sync() throws IOException {
        out.flush();
    }

    @Override
    Readiness readiness(boolean toWrite) {
        return Readiness.ALWAYS;
    }
}

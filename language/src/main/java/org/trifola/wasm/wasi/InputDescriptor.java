// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;

/** A descriptor that reads a stream of the host. */
final class InputDescriptor extends Descriptor {
    private static final int MAX_READ = 1 << 16;

    private final InputSource source;

    InputDescriptor(InputSource source) {
        super(source.isFile() ? FileType.REGULAR_FILE : FileType.CHARACTER_DEVICE, Rights.INPUT, 0);
        this.source = source;
    }

    @Override
    Errno errnoWithout(long missing) {
        return (missing & Rights.ANY_OFFSET) != 0 ? Errno.SPIPE : super.errnoWithout(missing);
    }

    /** Reads once: what is there, waiting only when there is nothing at all. */
    @Override
    long read(Wasi wasi, IoVectors vectors) throws IOException {
        if (vectors.remaining() == 0) {
            return 0;
        }
        if (hasFlag(FdFlags.NONBLOCK) && source.ready() < 0) {
            throw Errno.AGAIN.error();
        }
        byte[] bytes = new byte[(int) Math.min(MAX_READ, vectors.remaining())];
        int count = Waiting.run(() -> source.read(bytes));
        if (count <= 0) {
            return 0;
        }
        vectors.fill(bytes, count);
        return count;
    }

    @Override
    Readiness readiness(boolean toWrite) throws IOException {
        long ready = source.ready();
        return ready < 0 ? Readiness.NOT_YET : new Readiness(ready, ready == 0);
    }

    @Override
    void wakeWhenReady(Waiter waiter, boolean toWrite) {
        source.wakeWhenReady(waiter::wake);
    }
}

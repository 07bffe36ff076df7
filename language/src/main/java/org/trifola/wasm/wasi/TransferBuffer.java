// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A native buffer between the channels of files and the guest's memory.
 *
 * <p>Channels never get hold of the guest's memory itself: it can be freed, and channels may belong to the embedder. The
 * copy stays in the processor's cache.
 */
final class TransferBuffer {
    private static final int SIZE = 1 << 17;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
    private final long address = MemorySegment.ofBuffer(buffer).address();

    /** Reads until the vectors are full or the channel has no more; gives the number of bytes. */
    long read(ReadableByteChannel channel, IoVectors vectors) throws IOException {
        long total = 0;
        while (vectors.remaining() > 0) {
            int wanted = (int) Math.min(SIZE, vectors.remaining());
            buffer.clear().limit(wanted);
            int count = channel.read(buffer);
            if (count <= 0) {
                break;
            }
            vectors.fill(address, count);
            total += count;
            if (count < wanted) {
                break;
            }
        }
        return total;
    }

    /** Reads once; gives the number of bytes. */
    long readOnce(ReadableByteChannel channel, IoVectors vectors) throws IOException {
        buffer.clear().limit((int) Math.min(SIZE, vectors.remaining()));
        int count = Math.max(0, channel.read(buffer));
        vectors.fill(address, count);
        return count;
    }

    /** Writes what the vectors hold; gives the number of bytes, which is smaller when the host failed in between. */
    long write(WritableByteChannel channel, IoVectors vectors) throws IOException {
        long total = 0;
        while (vectors.remaining() > 0) {
            int count = (int) Math.min(SIZE, vectors.remaining());
            vectors.drain(address, count);
            buffer.clear().limit(count);
            try {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            } catch (IOException e) {
                total += buffer.position();
                if (total == 0) {
                    throw e;
                }
                return total;
            }
            total += count;
        }
        return total;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;

/** A descriptor of a connection. */
final class SocketDescriptor extends Descriptor {
    private static final int MAX_PEEK = 1 << 16;

    /** Never blocks; who has to wait does so in a {@link Waiter}. */
    private final SocketChannel channel;

    /** What has been peeked at and not been read yet. */
    private ByteBuffer peeked = ByteBuffer.allocate(0);

    SocketDescriptor(SocketChannel channel, int flags) throws IOException {
        super(FileType.SOCKET_STREAM, Rights.CONNECTION, 0);
        this.channel = channel;
        channel.configureBlocking(false);
        setFlags(flags);
    }

    @Override
    Errno errnoWithout(long missing) {
        return (missing & Rights.ANY_OFFSET) != 0 ? Errno.SPIPE : super.errnoWithout(missing);
    }

    @Override
    long read(Wasi wasi, IoVectors vectors) throws IOException {
        if (vectors.remaining() == 0) {
            return 0;
        }
        TransferBuffer buffer = wasi.borrowBuffer();
        try {
            return buffer.readOnce(new Incoming(), vectors);
        } finally {
            wasi.release(buffer);
        }
    }

    /** Reads until the vectors are full, the connection ends, or nothing more is there and the socket does not wait. */
    long readAll(Wasi wasi, IoVectors vectors) throws IOException {
        long total = 0;
        while (vectors.remaining() > 0) {
            long count = read(wasi, vectors);
            if (count == 0) {
                break;
            }
            total += count;
        }
        return total;
    }

    /** Copies what the next read will give. */
    synchronized long peek(IoVectors vectors) throws IOException {
        if (!peeked.hasRemaining()) {
            ByteBuffer buffer = ByteBuffer.allocate(MAX_PEEK);
            new Incoming().read(buffer);
            peeked = buffer.flip();
        }
        int count = (int) Math.min(peeked.remaining(), vectors.remaining());
        byte[] bytes = new byte[count];
        peeked.duplicate().get(bytes);
        vectors.fill(bytes, count);
        return count;
    }

    @Override
    long write(Wasi wasi, IoVectors vectors) throws IOException {
        TransferBuffer buffer = wasi.borrowBuffer();
        try {
            return buffer.write(new Outgoing(), vectors);
        } finally {
            wasi.release(buffer);
        }
    }

    /** Ends one or both directions. */
    void shutdown(boolean input, boolean output) throws IOException {
        if (input) {
            channel.shutdownInput();
        }
        if (output) {
            channel.shutdownOutput();
        }
    }

    @Override
    synchronized Readiness readiness(boolean toWrite) throws IOException {
        if (!toWrite && peeked.hasRemaining()) {
            return new Readiness(peeked.remaining(), false);
        }
        return ListenerDescriptor.readiness(channel, toWrite ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    @Override
    void wakeWhenReady(Waiter waiter, boolean toWrite) throws IOException {
        waiter.add(channel, toWrite ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    @Override
    void close() throws IOException {
        channel.close();
    }

    /** Waits until an operation is possible, or refuses to when the socket shall not block. */
    private void await(int operation) throws IOException {
        if (hasFlag(FdFlags.NONBLOCK)) {
            throw Errno.AGAIN.error();
        }
        try (Waiter waiter = new Waiter()) {
            waiter.add(channel, operation);
            waiter.await(Waiter.FOREVER);
        }
    }

    /** What is peeked at first, then the connection. */
    private final class Incoming implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer to) throws IOException {
            synchronized (SocketDescriptor.this) {
                if (peeked.hasRemaining()) {
                    int count = Math.min(peeked.remaining(), to.remaining());
                    to.put(peeked.slice(peeked.position(), count));
                    peeked.position(peeked.position() + count);
                    return count;
                }
            }
            int count = channel.read(to);
            while (count == 0) {
                await(SelectionKey.OP_READ);
                count = channel.read(to);
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() {}
    }

    /** The connection. */
    private final class Outgoing implements WritableByteChannel {
        @Override
        public int write(ByteBuffer from) throws IOException {
            try {
                int count = channel.write(from);
                while (count == 0 && from.hasRemaining()) {
                    await(SelectionKey.OP_WRITE);
                    count = channel.write(from);
                }
                return count;
            } catch (ClosedChannelException e) {
                if (channel.isOpen()) {
                    // Only this direction has been shut down.
                    throw Errno.PIPE.error();
                }
                throw e;
            }
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() {}
    }
}

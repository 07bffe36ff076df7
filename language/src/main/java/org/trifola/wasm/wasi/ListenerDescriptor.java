// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A descriptor of a listening socket that the embedder gave; the socket is the embedder's to close. */
final class ListenerDescriptor extends Descriptor {
    /** Never blocks; who has to wait does so in a {@link Waiter}. */
    private final ServerSocketChannel channel;

    ListenerDescriptor(ServerSocketChannel channel) {
        super(FileType.SOCKET_STREAM, Rights.LISTENER, Rights.CONNECTION);
        this.channel = channel;
    }

    @Override
    Errno errnoWithout(long missing) {
        return (missing & (Rights.FD_READ | Rights.FD_WRITE)) != 0 ? Errno.NOTCONN : super.errnoWithout(missing);
    }

    /** Takes the next connection. */
    SocketDescriptor accept(int flags) throws IOException {
        SocketChannel connection = channel.accept();
        while (connection == null) {
            if (hasFlag(FdFlags.NONBLOCK)) {
                throw Errno.AGAIN.error();
            }
            try (Waiter waiter = new Waiter()) {
                waiter.add(channel, SelectionKey.OP_ACCEPT);
                waiter.await(Waiter.FOREVER);
            }
            connection = channel.accept();
        }
        return new SocketDescriptor(connection, flags);
    }

    @Override
    Readiness readiness(boolean toWrite) throws IOException {
        return toWrite ? Readiness.NOT_YET : readiness(channel, SelectionKey.OP_ACCEPT);
    }

    @Override
    void wakeWhenReady(Waiter waiter, boolean toWrite) throws IOException {
        if (!toWrite) {
            waiter.add(channel, SelectionKey.OP_ACCEPT);
        }
    }

    /** Whether a channel can do an operation without waiting. */
    static Readiness readiness(SelectableChannel channel, int operation) throws IOException {
        try (Selector selector = Selector.open()) {
            channel.register(selector, operation);
            return selector.selectNow() > 0 ? Readiness.ALWAYS : Readiness.NOT_YET;
        }
    }
}

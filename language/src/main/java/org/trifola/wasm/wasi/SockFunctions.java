// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.trifola.wasm.syntax.NumType.I32;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sockets. */
final class SockFunctions {
    private static final int RECV_PEEK = 1;
    private static final int RECV_WAITALL = 2;

    private static final int SHUTDOWN_RECEIVE = 1;
    private static final int SHUTDOWN_SEND = 2;

    private SockFunctions() {}

    static @Nullable WasiFunction find(String name, Abi abi) {
        return switch (name) {
            case "sock_accept" -> abi == Abi.UNSTABLE ? null : WasiFunction.of(SockFunctions::accept, I32, I32, I32);
            case "sock_recv" -> WasiFunction.of(SockFunctions::recv, I32, I32, I32, I32, I32, I32);
            case "sock_send" -> WasiFunction.of(SockFunctions::send, I32, I32, I32, I32, I32);
            case "sock_shutdown" -> WasiFunction.of(SockFunctions::shutdown, I32, I32);
            default -> null;
        };
    }

    private static SocketDescriptor connection(Wasi wasi, int fd, long right) {
        Descriptor descriptor = wasi.descriptors().get(fd);
        if (descriptor instanceof SocketDescriptor socket) {
            socket.require(right);
            return socket;
        }
        throw (descriptor instanceof ListenerDescriptor ? Errno.NOTCONN : Errno.NOTSOCK).error();
    }

    private static void accept(Wasi wasi, Arguments args) throws IOException {
        Descriptor descriptor = wasi.descriptors().get(args.i32(0));
        if (!(descriptor instanceof ListenerDescriptor listener)) {
            throw (descriptor instanceof SocketDescriptor ? Errno.INVAL : Errno.NOTSOCK).error();
        }
        listener.require(Rights.SOCK_ACCEPT);
        if ((args.i32(1) & ~FdFlags.NONBLOCK) != 0) {
            throw Errno.INVAL.error();
        }
        GuestMemory memory = wasi.memory();
        memory.address(args.i32(2), Integer.BYTES);
        wasi.descriptors().requireSpace();
        memory.putInt(args.i32(2), wasi.descriptors().add(listener.accept(args.i32(1))));
    }

    private static void recv(Wasi wasi, Arguments args) throws IOException {
        SocketDescriptor socket = connection(wasi, args.i32(0), Rights.FD_READ);
        int flags = args.i32(3);
        if ((flags & ~(RECV_PEEK | RECV_WAITALL)) != 0) {
            throw Errno.INVAL.error();
        }
        GuestMemory memory = wasi.memory();
        memory.address(args.i32(4), Integer.BYTES);
        memory.address(args.i32(5), Short.BYTES);
        IoVectors vectors = IoVectors.read(memory, args.i32(1), args.i32(2));
        long count;
        if ((flags & RECV_PEEK) != 0) {
            count = socket.peek(vectors);
        } else if ((flags & RECV_WAITALL) != 0) {
            count = socket.readAll(wasi, vectors);
        } else {
            count = socket.read(wasi, vectors);
        }
        memory.putInt(args.i32(4), (int) count);
        memory.putShort(args.i32(5), (short) 0);
    }

    private static void send(Wasi wasi, Arguments args) throws IOException {
        SocketDescriptor socket = connection(wasi, args.i32(0), Rights.FD_WRITE);
        if (args.i32(3) != 0) {
            throw Errno.INVAL.error();
        }
        GuestMemory memory = wasi.memory();
        memory.address(args.i32(4), Integer.BYTES);
        long count = socket.write(wasi, IoVectors.read(memory, args.i32(1), args.i32(2)));
        memory.putInt(args.i32(4), (int) count);
    }

    private static void shutdown(Wasi wasi, Arguments args) throws IOException {
        SocketDescriptor socket = connection(wasi, args.i32(0), Rights.SOCK_SHUTDOWN);
        int how = args.i32(1);
        if (how == 0 || (how & ~(SHUTDOWN_RECEIVE | SHUTDOWN_SEND)) != 0) {
            throw Errno.INVAL.error();
        }
        socket.shutdown((how & SHUTDOWN_RECEIVE) != 0, (how & SHUTDOWN_SEND) != 0);
    }
}

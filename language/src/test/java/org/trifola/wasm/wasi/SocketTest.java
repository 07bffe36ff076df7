// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trifola.wasm.wasi.Guest.DATA;
import static org.trifola.wasm.wasi.Guest.IOVEC;
import static org.trifola.wasm.wasi.Guest.RESULT;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections to a listening socket that the embedder gave. The errors are in {@link ErrnoTest}. */
@Timeout(60)
class SocketTest {
    private static final int LISTENER = 3;
    private static final int PEEK = 1;
    private static final int WAIT_ALL = 2;
    private static final int RECEIVE = 1;
    private static final int SEND = 2;
    private static final int FLAGS = RESULT + 8;

    private int port;
    private Guest guest;

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        guest = Guest.with(builder -> builder.allowIO(IOAccess.ALL).option("wasm.WasiTcpListen", "127.0.0.1:" + port));
        // What the host listens on is opened with the first instance.
        assertEquals(Errno.SUCCESS, guest.call("fd_fdstat_get", LISTENER, RESULT));
    }

    @AfterEach
    void end() {
        guest.close();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private int accept(int flags) {
        guest.succeed("sock_accept", LISTENER, flags, RESULT);
        return guest.getInt(RESULT);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private String receive(int fd, int length, int flags) {
        guest.putInt(IOVEC, DATA);
        guest.putInt(IOVEC + 4, length);
        guest.succeed("sock_recv", fd, IOVEC, 1, flags, RESULT, FLAGS);
        return guest.getString(DATA, guest.getInt(RESULT));
    }

    @Test
    void what_is_sent_is_received_and_the_other_way_round() throws IOException {
        try (Socket socket = connect()) {
            int fd = accept(0);
            assertEquals(LISTENER + 1, fd);
            send(socket, "question");
            assertEquals("quest", receive(fd, 5, WAIT_ALL));
            assertEquals("ion", receive(fd, 100, PEEK));
            assertEquals("ion", receive(fd, 100, 0));
            guest.putBytes(DATA, "answer".getBytes(StandardCharsets.US_ASCII));
            guest.putInt(IOVEC + 4, 6);
            guest.succeed("sock_send", fd, IOVEC, 1, 0, RESULT);
            assertEquals(6, guest.getInt(RESULT));
            InputStream in = socket.getInputStream();
            assertEquals("answer", new String(in.readNBytes(6), StandardCharsets.US_ASCII));
            guest.succeed("sock_shutdown", fd, SEND);
            assertEquals(-1, in.read());
            assertEquals(Errno.PIPE, guest.write(fd, "too late"));
        }
    }

    @Test
    void connection_is_also_a_descriptor_to_read_and_write() throws IOException {
        try (Socket socket = connect()) {
            int fd = accept(0);
            send(socket, "text");
            assertEquals("text", guest.readString(fd, 100));
            assertEquals(Errno.SUCCESS, guest.write(fd, "reply"));
            assertEquals("reply", new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertEquals("", guest.readString(fd, 100));
            guest.succeed("sock_shutdown", fd, RECEIVE | SEND);
            guest.close(fd);
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void connection_that_does_not_wait_says_so() throws IOException {
        assertEquals(Errno.SUCCESS, guest.call("fd_fdstat_set_flags", LISTENER, FdFlags.NONBLOCK));
        assertEquals(Errno.AGAIN, guest.call("sock_accept", LISTENER, 0, RESULT));
        guest.succeed("fd_fdstat_set_flags", LISTENER, 0);
        try (Socket socket = connect()) {
            int fd = accept(FdFlags.NONBLOCK);
            assertEquals(Errno.AGAIN, guest.read(fd, 10));
            send(socket, "now");
            awaitInput(fd);
            assertEquals("now", receive(fd, 10, 0));
        }
    }

    private void awaitInput(int fd) {
        guest.putLong(DATA, 1);
        guest.putLong(DATA + 8, 1);
        guest.putInt(DATA + 16, fd);
        guest.succeed("poll_oneoff", DATA, DATA + 64, 1, RESULT);
        assertEquals(1, guest.getInt(RESULT));
        assertEquals(0, guest.getShort(DATA + 64 + 8));
    }

    @Test
    void listening_socket_is_ready_when_somebody_connects() throws IOException {
        Thread client = new Thread(() -> {
            try (Socket socket = connect()) {
                assertEquals(-1, socket.getInputStream().read());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        client.start();
        awaitInput(LISTENER);
        guest.close(accept(0));
    }

    @Test
    void context_without_access_to_sockets_has_none() {
        try (Guest bare = Guest.with(builder -> builder.option("wasm.WasiTcpListen", "127.0.0.1:0"))) {
            assertEquals(Errno.BADF, bare.call("sock_accept", LISTENER, 0, RESULT));
        }
    }
}

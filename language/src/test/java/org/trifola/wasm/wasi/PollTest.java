// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trifola.wasm.wasi.Guest.DATA;
import static org.trifola.wasm.wasi.Guest.RESULT;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for times and for input. The errors are in {@link ErrnoTest}. */
@Timeout(60)
class PollTest {
    private static final int EVENTS = DATA + 4096;
    private static final int CLOCK = 0;
    private static final int FD_READ = 1;
    private static final int FD_WRITE = 2;
    private static final int REALTIME = 0;
    private static final int MONOTONIC = 1;
    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    private PipedOutputStream toGuest;
    private Guest guest;

    @BeforeEach
    void start() throws IOException {
        toGuest = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(toGuest);
        guest = Guest.with(builder -> builder.in(in));
    }

    @AfterEach
    void end() {
        guest.context().close(true);
    }

    private void clock(int index, int id, long timeout, boolean absolute) {
        int pointer = subscription(index, CLOCK);
        guest.putInt(pointer + 16, id);
        guest.putLong(pointer + 24, timeout);
        guest.putLong(pointer + 32, 0);
        guest.putLong(pointer + 40, absolute ? 1 : 0);
    }

    private void descriptor(int index, int type, int fd) {
        guest.putInt(subscription(index, type) + 16, fd);
    }

    private int subscription(int index, int type) {
        int pointer = DATA + index * 48;
        guest.putLong(pointer, 100 + index);
        guest.putLong(pointer + 8, type);
        return pointer;
    }

    /** Waits; gives the user data of the events, all of which must have succeeded. */
    private List<Long> poll(int count) {
        guest.succeed("poll_oneoff", DATA, EVENTS, count, RESULT);
        return IntStream.range(0, guest.getInt(RESULT))
                .map(i -> EVENTS + i * 32)
                .peek(event -> assertEquals(0, guest.getShort(event + 8)))
                .mapToObj(guest::getLong)
                .toList();
    }

    private static double seconds(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / 1e9;
    }

    @Test
    void relative_times_come_in_their_order() {
        clock(0, MONOTONIC, LONG, false);
        clock(1, MONOTONIC, 20_000_000, false);
        clock(2, REALTIME, -1, false);
        assertTrue(seconds(() -> assertEquals(List.of(101L), poll(3))) >= 0.02);
        assertEquals(CLOCK, guest.getByte(EVENTS + 10));
    }

    @Test
    void absolute_times_are_those_of_the_clock() {
        clock(1, REALTIME, Instant.now().plusSeconds(3600).getEpochSecond() * 1_000_000_000, true);
        assertTrue(seconds(() -> {
                    guest.succeed("clock_time_get", MONOTONIC, 0L, RESULT);
                    clock(0, MONOTONIC, guest.getLong(RESULT) + 20_000_000, true);
                    assertEquals(List.of(100L), poll(2));
                })
                >= 0.02);
    }

    @Test
    void times_that_are_over_do_not_wait() {
        clock(0, REALTIME, 1, true);
        clock(1, MONOTONIC, 0, false);
        clock(2, MONOTONIC, LONG, false);
        assertEquals(List.of(100L, 101L), poll(3));
    }

    @Test
    void sleeping_uses_no_processor() {
        clock(0, MONOTONIC, 10_000_000, false);
        poll(1);
        clock(0, MONOTONIC, 500_000_000, false);
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        assertTrue(seconds(() -> poll(1)) >= 0.5);
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        assertTrue(used < 100_000_000, used + " ns of processor time");
    }

    @Test
    void output_is_ready_and_input_is_when_there_is_some() throws IOException {
        descriptor(0, FD_WRITE, 1);
        descriptor(1, FD_WRITE, 2);
        clock(2, MONOTONIC, LONG, false);
        assertEquals(List.of(100L, 101L), poll(3));
        descriptor(0, FD_READ, 0);
        clock(1, MONOTONIC, 20_000_000, false);
        assertEquals(List.of(101L), poll(2));
        toGuest.write("input".getBytes(StandardCharsets.US_ASCII));
        toGuest.flush();
        clock(1, MONOTONIC, LONG, false);
        assertEquals(List.of(100L), poll(2));
        assertEquals(FD_READ, guest.getByte(EVENTS + 10));
        assertEquals("input", readAll(5), "what was read ahead is not lost");
        toGuest.close();
        descriptor(0, FD_READ, 0);
        clock(1, MONOTONIC, LONG, false);
        assertEquals(List.of(100L), poll(2), "the end can be read, too");
        assertEquals("", guest.readString(0, 100));
    }

    private String readAll(int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(guest.readString(0, 100));
        }
        return text.toString();
    }

    @Test
    void input_that_comes_later_wakes_who_waits() throws Exception {
        descriptor(0, FD_READ, 0);
        clock(1, MONOTONIC, LONG, false);
        Thread writer = new Thread(() -> {
            try {
                Thread.sleep(50);
                toGuest.write('x');
                toGuest.flush();
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        writer.start();
        assertEquals(List.of(100L), poll(2));
        writer.join();
    }

    @Test
    void closing_the_context_ends_a_sleep() throws Exception {
        clock(0, MONOTONIC, LONG, false);
        CountDownLatch sleeping = new CountDownLatch(1);
        Thread closer = new Thread(() -> {
            try {
                sleeping.await();
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            guest.context().close(true);
        });
        closer.start();
        sleeping.countDown();
        PolyglotException end = assertThrows(PolyglotException.class, () -> poll(1));
        assertTrue(end.isCancelled());
        closer.join();
    }

    @Test
    void closing_the_context_ends_a_read_that_waits() throws Exception {
        Thread closer = new Thread(() -> {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            guest.context().close(true);
        });
        closer.start();
        PolyglotException end = assertThrows(PolyglotException.class, () -> guest.read(0, 100));
        assertTrue(end.isCancelled());
        closer.join();
    }
}

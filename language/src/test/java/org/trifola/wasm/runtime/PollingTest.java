// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.graalvm.polyglot.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollingTest {
    private final Polling polling = new Polling(() -> true);
    private final Context context = Context.create();

    @BeforeEach
    void enter() {
        context.enter();
    }

    @AfterEach
    void close() {
        context.leave();
        context.close();
    }

    private static boolean isQuiet(Polling polling) throws Throwable {
        return (boolean) polling.quietness().dynamicInvoker().invokeExact();
    }

    @Test
    void methods_count_until_the_first_poll_and_are_quiet_then() throws Throwable {
        assertFalse(isQuiet(polling));

        polling.poll(null);

        assertTrue(isQuiet(polling));
        assertTrue(polling.isWatching());
    }

    @Test
    void methods_count_for_good_where_the_virtual_machine_may_not_stop_a_loop() throws Throwable {
        Polling counting = new Polling(() -> false);

        counting.poll(null);

        assertFalse(isQuiet(counting));
        assertFalse(counting.isWatching());
    }

    @Test
    void methods_count_as_long_as_something_is_wanted_of_a_thread_that_has_not_polled_yet() throws Throwable {
        Thread other = new Thread(() -> polling.poll(null));
        polling.interrupt(other);

        polling.poll(null);

        assertIsQuietOnlyAfter(other);
    }

    @Test
    void methods_count_until_all_threads_of_which_something_is_wanted_have_polled() throws Throwable {
        polling.poll(null);
        Thread other = new Thread(() -> polling.poll(null));

        polling.interrupt(Thread.currentThread());
        polling.interrupt(other);
        assertFalse(isQuiet(polling));
        polling.poll(null);

        assertIsQuietOnlyAfter(other);
    }

    private void assertIsQuietOnlyAfter(Thread other) throws Throwable {
        assertFalse(isQuiet(polling));
        other.start();
        other.join();
        assertTrue(isQuiet(polling));
    }

    @Test
    void a_callback_of_truffle_alone_does_not_make_methods_quiet() throws Throwable {
        polling.poll(null);
        polling.interrupt(Thread.currentThread());

        polling.resetInterrupted();

        assertFalse(isQuiet(polling));
    }

    @Test
    void methods_count_for_good_after_the_third_interruption() throws Throwable {
        polling.poll(null);

        for (int i = 0; i < 3; i++) {
            assertTrue(isQuiet(polling));
            polling.interrupt(Thread.currentThread());
            polling.poll(null);
        }

        assertFalse(isQuiet(polling));
        assertFalse(polling.isWatching());
    }

    @Test
    void a_call_from_outside_in_which_something_was_wanted_polls_at_its_end() throws Throwable {
        polling.poll(null);

        Object result = polling.call(
                null,
                arguments -> {
                    polling.interrupt(Thread.currentThread());
                    return arguments[0];
                },
                new Object[] {42});

        assertEquals(42, result);
        assertTrue(isQuiet(polling));
    }

    @Test
    void methods_count_for_good_when_many_calls_come_in_a_short_time() throws Throwable {
        Polling hurried = afterManyCalls(499_999_999);

        assertFalse(hurried.isWatching());
        assertFalse(isQuiet(hurried));
    }

    @Test
    void methods_stay_quiet_when_calls_take_their_time() throws Throwable {
        Polling leisurely = afterManyCalls(500_000_000);

        assertTrue(leisurely.isWatching());
        assertTrue(isQuiet(leisurely));
    }

    private static Polling afterManyCalls(long nanoseconds) {
        AtomicLong time = new AtomicLong();
        Polling result = new Polling(() -> true, time::get);
        result.poll(null);
        time.set(nanoseconds);
        for (int i = 0; i < 100_000; i++) {
            assertEquals(i, result.call(null, arguments -> arguments[0], new Object[] {i}));
        }
        return result;
    }
}

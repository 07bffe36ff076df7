// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.trifola.wasm.text.WatParser;

/** Several threads of a context share a memory. */
@Timeout(60)
class ThreadsTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 20_000;
    private static final String MODULE = """
            (module
              (memory 1 1 shared)
              (func (export "count") (param $rounds i32)
                (loop $again
                  (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
                  (drop (i64.atomic.rmw.sub (i32.const 8) (i64.const 1)))
                  (drop (i32.atomic.rmw8.add_u (i32.const 17) (i32.const 1)))
                  (drop (i64.atomic.rmw16.xor_u (i32.const 18) (i64.const 1)))
                  (local.set $rounds (i32.sub (local.get $rounds) (i32.const 1)))
                  (br_if $again (local.get $rounds))))
              (func (export "load32") (param i32) (result i32) (i32.atomic.load (local.get 0)))
              (func (export "load64") (param i32) (result i64) (i64.atomic.load (local.get 0)))
              (func (export "load8") (param i32) (result i32) (i32.atomic.load8_u (local.get 0)))
              (func (export "exchange8") (param i32 i32 i32) (result i32)
                (i32.atomic.rmw8.cmpxchg_u (local.get 0) (local.get 1) (local.get 2)))
              (func (export "wait") (param i32 i32 i64) (result i32)
                (memory.atomic.wait32 (local.get 0) (local.get 1) (local.get 2)))
              (func (export "notify") (param i32 i32) (result i32)
                (memory.atomic.notify (local.get 0) (local.get 1))))
            """;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private Context context;
    private Value exports;

    @BeforeEach
    void instantiate() throws IOException {
        context = Context.newBuilder("wasm").allowCreateThread(true).build();
        Source source = Source.newBuilder("wasm", ByteSequence.create(WatParser.parse(MODULE)), "threads")
                .build();
        exports = context.eval(source).newInstance().getMember("exports");
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        context.close(true);
    }

    @Test
    void atomic_updates_are_not_lost() throws Exception {
        List<Future<Value>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(start(() -> exports.invokeMember("count", ROUNDS)));
        }
        for (Future<Value> thread : running) {
            thread.get();
        }
        int all = THREADS * ROUNDS;
        assertEquals(all, exports.invokeMember("load32", 0).asInt());
        assertEquals(-all, exports.invokeMember("load64", 8).asLong());
        assertEquals(0, exports.invokeMember("load8", 16).asInt());
        assertEquals(all & 0xFF, exports.invokeMember("load8", 17).asInt());
        assertEquals(0, exports.invokeMember("load8", 18).asInt());
    }

    @Test
    void narrow_exchange_compares_all_bits_of_the_expected_number() {
        assertEquals(0, exports.invokeMember("exchange8", 3, 0x100, 7).asInt());
        assertEquals(0, exports.invokeMember("load8", 3).asInt());
        assertEquals(0, exports.invokeMember("exchange8", 3, 0, 0x107).asInt());
        assertEquals(7, exports.invokeMember("load8", 3).asInt());
        assertEquals(7 << 24, exports.invokeMember("load32", 0).asInt());
    }

    @Test
    void waiting_ends_by_notification_in_the_order_of_arrival() throws Exception {
        Future<Value> first = start(() -> exports.invokeMember("wait", 64, 0, -1L));
        awaitBlocked(first);
        assertEquals(0, exports.invokeMember("notify", 68, -1).asInt());
        Future<Value> second = start(() -> exports.invokeMember("wait", 64, 0, -1L));
        awaitBlocked(second);
        assertEquals(1, exports.invokeMember("notify", 64, 1).asInt());
        assertEquals(0, first.get().asInt());
        assertEquals(1, exports.invokeMember("notify", 64, -1).asInt());
        assertEquals(0, second.get().asInt());
    }

    @Test
    void waiting_ends_at_once_where_another_number_is() {
        assertEquals(1, exports.invokeMember("wait", 64, 5, -1L).asInt());
    }

    @Test
    void waiting_ends_after_the_timeout() {
        assertEquals(2, exports.invokeMember("wait", 64, 0, 1_000_000L).asInt());
        assertEquals(0, exports.invokeMember("notify", 64, -1).asInt());
    }

    @Test
    void waiting_ends_with_the_context() throws Exception {
        Future<Value> waiting = start(() -> exports.invokeMember("wait", 64, 0, -1L));
        awaitBlocked(waiting);
        context.interrupt(Duration.ofSeconds(30));
        assertThrows(ExecutionException.class, waiting::get);
    }

    @Test
    void unaligned_addresses_trap() {
        PolyglotException trap = assertThrows(PolyglotException.class, () -> exports.invokeMember("load64", 4));
        assertTrue(String.valueOf(trap.getMessage()).contains("unaligned atomic"), trap::toString);
        trap = assertThrows(PolyglotException.class, () -> exports.invokeMember("load32", 65536));
        assertTrue(String.valueOf(trap.getMessage()).contains("out of bounds memory access"), trap::toString);
    }

    private Future<Value> start(Callable<Value> action) {
        return threads.submit(action);
    }

    /** There is no sign of a thread that waits but that it has not ended. */
    private static void awaitBlocked(Future<Value> thread) {
        assertThrows(TimeoutException.class, () -> thread.get(500, TimeUnit.MILLISECONDS));
    }
}

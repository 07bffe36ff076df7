// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a guest does, closing or interrupting its context from another thread stops it at once. */
@Timeout(120)
class CancelTest {
    /** How long a guest may go on; of several attempts the best one counts, because tests share their machine. */
    private static final long LIMIT_MILLIS = 100;

    private static final int ATTEMPTS = 5;

    private static final String ENDLESS = """
            (module
              (type $void (func))
              (type $bytes (array (mut i8)))
              (type $refs (array (mut anyref)))
              (import "host" "started" (func $started))
              (memory 32768)
              (table $table 1 1 funcref)
              (table $large 9000000 funcref)
              (elem (table $table) (i32.const 0) func $indirect)
              (tag $tag)
              (func (export "loop") (call $started) (loop $l (br $l)))
              (func (export "counting_loop") (local $i i64)
                (call $started)
                (loop $l
                  (local.set $i (i64.add (local.get $i) (i64.const 1)))
                  (br_if $l (i64.ne (local.get $i) (i64.const 0)))))
              (func (export "switch_loop") (call $started) (loop $l (br_table $l $l $l (i32.const 1))))
              (func $fib (param $n i32) (result i32)
                (if (result i32) (i32.lt_s (local.get $n) (i32.const 2))
                  (then (local.get $n))
                  (else (i32.add
                    (call $fib (i32.sub (local.get $n) (i32.const 1)))
                    (call $fib (i32.sub (local.get $n) (i32.const 2)))))))
              (func (export "recursion") (call $started) (drop (call $fib (i32.const 100))))
              (func $branching (param $n i32)
                (if (local.get $n)
                  (then
                    (call $branching (i32.sub (local.get $n) (i32.const 1)))
                    (call $branching (i32.sub (local.get $n) (i32.const 1))))))
              (func (export "recursion_of_nothing") (call $started) (call $branching (i32.const 100)))
              (func $indirect (param $n i32)
                (if (local.get $n)
                  (then
                    (call_indirect (param i32) (i32.sub (local.get $n) (i32.const 1)) (i32.const 0))
                    (call_indirect (param i32) (i32.sub (local.get $n) (i32.const 1)) (i32.const 0)))))
              (func (export "indirect_recursion") (call $started) (call $indirect (i32.const 100)))
              (func $ping (return_call $pong))
              (func $pong (return_call $ping))
              (func (export "tail_calls") (call $started) (call $ping))
              (func (export "self_tail_call") (call $started) (call $self))
              (func $self (return_call $self))
              (func (export "exceptions") (call $started)
                (loop $l
                  (block $caught (try_table (catch $tag $caught) (throw $tag)))
                  (br $l)))
              (func (export "memory_fill") (call $started)
                (loop $l
                  (memory.fill (i32.const 0) (i32.const 1) (i32.const 0x7fffffff))
                  (br $l)))
              (func (export "memory_copy") (call $started)
                (memory.fill (i32.const 0) (i32.const 1) (i32.const 0x7fffffff))
                (loop $l
                  (memory.copy (i32.const 1) (i32.const 0) (i32.const 0x7ffffffe))
                  (memory.copy (i32.const 0) (i32.const 1) (i32.const 0x7ffffffe))
                  (br $l)))
              (func (export "memory_grow") (call $started)
                (loop $l (drop (memory.grow (i32.const 0))) (br $l)))
              (func (export "table_fill") (call $started)
                (loop $l
                  (table.fill $large (i32.const 0) (ref.func $indirect) (i32.const 9000000))
                  (br $l)))
              (func (export "table_copy") (call $started)
                (loop $l
                  (table.copy $large $large (i32.const 1) (i32.const 0) (i32.const 8999999))
                  (br $l)))
              (func (export "array_fill") (local $a (ref null $bytes))
                (local.set $a (array.new_default $bytes (i32.const 100000000)))
                (call $started)
                (loop $l
                  (array.fill $bytes (local.get $a) (i32.const 0) (i32.const 7) (i32.const 100000000))
                  (br $l)))
              (func (export "array_copy") (local $a (ref null $refs))
                (local.set $a (array.new_default $refs (i32.const 10000000)))
                (call $started)
                (loop $l
                  (array.copy $refs $refs
                    (local.get $a) (i32.const 1) (local.get $a) (i32.const 0) (i32.const 9999999))
                  (br $l)))
              (func (export "array_new") (call $started)
                (loop $l
                  (drop (array.new $bytes (i32.const 7) (i32.const 10000000)))
                  (br $l)))
              (func (export "host_calls") (loop $l (call $started) (br $l)))
              (elem declare func $indirect))
            """;

    @ParameterizedTest
    @CsvSource({
        "loop, false",
        "loop, true",
        "counting_loop, false",
        "counting_loop, true",
        "switch_loop, false",
        "switch_loop, true",
        "recursion, false",
        "recursion, true",
        "recursion_of_nothing, false",
        "recursion_of_nothing, true",
        "indirect_recursion, false",
        "indirect_recursion, true",
        "tail_calls, false",
        "tail_calls, true",
        "self_tail_call, false",
        "self_tail_call, true",
        "exceptions, false",
        "exceptions, true",
        "memory_fill, true",
        "memory_copy, true",
        "memory_grow, true",
        "table_fill, true",
        "table_copy, true",
        "array_fill, true",
        "array_copy, true",
        "array_new, true",
        "host_calls, true",
    })
    void closing_the_context_stops_it(String function, boolean compilation) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && best > LIMIT_MILLIS; i++) {
            best = Math.min(best, millisToCancel(function, compilation));
        }
        assertTrue(best <= LIMIT_MILLIS, function + " went on for " + best + " ms");
    }

    private static long millisToCancel(String function, boolean compilation) throws InterruptedException {
        try (Run run = new Run(function, compilation)) {
            long start = System.nanoTime();
            run.context.close(true);
            run.thread.join();
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            assertTrue(run.failure().isCancelled(), String.valueOf(run.failure()));
            return millis;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"loop", "recursion", "tail_calls", "exceptions", "memory_copy", "array_fill", "host_calls"})
    void interrupting_stops_it_and_leaves_the_context_usable(String function) throws Exception {
        try (Run run = new Run(function, true)) {
            long start = System.nanoTime();
            run.interrupt();
            run.thread.join();
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            assertTrue(run.failure().isInterrupted(), String.valueOf(run.failure()));
            assertFalse(run.failure().isCancelled());
            assertTrue(millis <= 10 * LIMIT_MILLIS, function + " went on for " + millis + " ms");
            Value again = Modules.exports(run.context, "(func (export \"f\") (result i32) (i32.const 7))");
            assertEquals(7, again.invokeMember("f").asInt());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closing_the_context_stops_a_start_function(boolean compilation) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        PolyglotException[] failure = new PolyglotException[1];
        Context context = context(compilation);
        Thread thread = Thread.ofPlatform().start(() -> {
            started.countDown();
            try {
                Modules.exports(context, "(start $f) (func $f (loop $l (br $l)))");
            } catch (PolyglotException e) {
                failure[0] = e;
            }
        });
        started.await();
        Thread.sleep(300);
        context.close(true);
        thread.join();
        assertTrue(failure[0].isCancelled());
    }

    private static Context context(boolean compilation) {
        return Context.newBuilder("wasm")
                .allowExperimentalOptions(true)
                .option("engine.Compilation", Boolean.toString(compilation))
                .option("engine.WarnInterpreterOnly", "false")
                .build();
    }

    /** A guest that is busy on a thread of its own. */
    private static final class Run implements AutoCloseable {
        final Context context;
        final Thread thread;
        private final CountDownLatch started = new CountDownLatch(1);
        private volatile @Nullable PolyglotException failure;

        Run(String function, boolean compilation) throws InterruptedException {
            context = context(compilation);
            thread = new Thread(null, () -> run(function), "guest", 16 << 20);
            thread.start();
            started.await();
            // Compilation sets in.
            Thread.sleep(compilation ? 300 : 20);
        }

        private void run(String function) {
            ProxyExecutable notice = _ -> {
                started.countDown();
                return null;
            };
            ProxyObject host = ProxyObject.fromMap(Map.of("started", notice));
            try {
                Modules.exports(context, ENDLESS, ProxyObject.fromMap(Map.of("host", host)))
                        .invokeMember(function);
            } catch (PolyglotException e) {
                failure = e;
            } finally {
                started.countDown();
            }
        }

        PolyglotException failure() {
            return Objects.requireNonNull(failure);
        }

        void interrupt() {
            try {
                context.interrupt(Duration.ofSeconds(20));
            } catch (TimeoutException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            context.close(true);
        }
    }
}

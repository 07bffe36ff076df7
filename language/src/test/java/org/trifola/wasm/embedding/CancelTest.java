// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a guest does, closing or interrupting its context from another thread stops it at once. */
@Timeout(60)
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
              (memory $shared 1 1 shared)
              (table $table 1 1 funcref)
              (table $large 1 9000000 funcref)
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
              (func (export "table_fill")
                (drop (table.grow $large (ref.null func) (i32.const 8999999)))
                (call $started)
                (loop $l
                  (table.fill $large (i32.const 0) (ref.func $indirect) (i32.const 9000000))
                  (br $l)))
              (func (export "table_copy")
                (drop (table.grow $large (ref.null func) (i32.const 8999999)))
                (call $started)
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
              (func (export "memory_init") (call $started)
                (loop $l (memory.init $data (i32.const 0) (i32.const 0) (i32.const 1000)) (br $l)))
              (func (export "table_init") (call $started)
                (loop $l (table.init $table $functions (i32.const 0) (i32.const 0) (i32.const 1)) (br $l)))
              (func (export "wait") (call $started)
                (drop (memory.atomic.wait32 $shared (i32.const 0) (i32.const 0) (i64.const -1))))
              (func (export "wait_with_timeout") (call $started)
                (drop (memory.atomic.wait64 $shared (i32.const 8) (i64.const 0) (i64.const 3600_000_000_000))))
              (func (export "host_calls") (loop $l (call $started) (br $l)))
              (data $data "%s")
              (elem $functions func $indirect)
              (elem declare func $indirect))
            """.formatted("x".repeat(1000));

    /** What runs the functions: methods of the virtual machine, or nodes, which Graal compiles or not. */
    private enum Tier {
        METHODS(true, true, 50),
        INTERPRETED_NODES(false, false, 20),
        COMPILED_NODES(false, true, 300);

        private final boolean baseline;
        private final boolean compilation;

        /** Gives a guest the time to be compiled. */
        private final long warmUpMillis;

        Tier(boolean baseline, boolean compilation, long warmUpMillis) {
            this.baseline = baseline;
            this.compilation = compilation;
            this.warmUpMillis = warmUpMillis;
        }

        Context newContext() {
            return Context.newBuilder("wasm")
                    .allowExperimentalOptions(true)
                    .option("wasm.Baseline", Boolean.toString(baseline))
                    .option("engine.Compilation", Boolean.toString(compilation))
                    .option("engine.WarnInterpreterOnly", "false")
                    .build();
        }
    }

    private static final List<String> ACTIVITIES = List.of(
            "loop",
            "counting_loop",
            "switch_loop",
            "recursion",
            "recursion_of_nothing",
            "indirect_recursion",
            "tail_calls",
            "self_tail_call",
            "exceptions",
            "memory_fill",
            "memory_copy",
            "memory_grow",
            "memory_init",
            "table_fill",
            "table_copy",
            "table_init",
            "array_fill",
            "array_copy",
            "array_new",
            "wait",
            "wait_with_timeout",
            "host_calls");

    static Stream<Arguments> activities() {
        return ACTIVITIES.stream().flatMap(function -> Stream.of(Tier.values()).map(tier -> arguments(function, tier)));
    }

    @ParameterizedTest
    @MethodSource("activities")
    void closing_the_context_stops_it(String function, Tier tier) throws Exception {
        assertFast(function, () -> {
            try (Run run = new Run(function, tier)) {
                long millis = run.millisToEnd(() -> run.context.close(true));
                assertTrue(run.failure().isCancelled(), String.valueOf(run.failure()));
                return millis;
            }
        });
    }

    @ParameterizedTest
    @MethodSource("activities")
    void interrupting_stops_it_and_leaves_the_context_usable(String function, Tier tier) throws Exception {
        assertFast(function, () -> {
            try (Run run = new Run(function, tier)) {
                long millis = run.millisToEnd(run::interrupt);
                assertTrue(run.failure().isInterrupted(), String.valueOf(run.failure()));
                assertFalse(run.failure().isCancelled());
                Value again = Modules.exports(run.context, "(func (export \"f\") (result i32) (i32.const 7))");
                assertEquals(7, again.invokeMember("f").asInt());
                return millis;
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void closing_the_context_stops_a_start_function(Tier tier) throws Exception {
        assertFast("start function", () -> {
            try (Run run = new Run(tier)) {
                long millis = run.millisToEnd(() -> run.context.close(true));
                assertTrue(run.failure().isCancelled());
                return millis;
            }
        });
    }

    private static void assertFast(String what, Callable<Long> attempt) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && best > LIMIT_MILLIS; i++) {
            best = Math.min(best, attempt.call());
        }
        assertTrue(best <= LIMIT_MILLIS, what + " went on for " + best + " ms");
    }

    /** A guest that is busy on a thread of its own. */
    private static final class Run implements AutoCloseable {
        final Context context;
        private final Thread thread;
        private final CountDownLatch started = new CountDownLatch(1);
        private volatile @Nullable PolyglotException failure;

        Run(String function, Tier tier) throws InterruptedException {
            context = tier.newContext();
            ProxyExecutable notice = _ -> {
                started.countDown();
                return null;
            };
            ProxyObject imports = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("started", notice))));
            thread = start(() -> Modules.exports(context, ENDLESS, imports).invokeMember(function));
            started.await();
            Thread.sleep(tier.warmUpMillis);
        }

        /** A guest whose start function is busy. */
        Run(Tier tier) throws InterruptedException {
            context = tier.newContext();
            thread = start(() -> {
                started.countDown();
                Modules.exports(context, "(start $f) (func $f (loop $l (br $l)))");
            });
            started.await();
            Thread.sleep(300);
        }

        private Thread start(Runnable guest) {
            Runnable task = () -> {
                try {
                    guest.run();
                } catch (PolyglotException e) {
                    failure = e;
                } finally {
                    started.countDown();
                }
            };
            Thread result = new Thread(null, task, "guest", 16 << 20);
            result.start();
            return result;
        }

        /** How long the guest goes on from the beginning of an action that ends it. */
        long millisToEnd(Runnable action) throws InterruptedException {
            assertTrue(thread.isAlive(), "ended by itself: " + failure);
            long start = System.nanoTime();
            action.run();
            thread.join();
            return Duration.ofNanos(System.nanoTime() - start).toMillis();
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

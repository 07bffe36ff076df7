// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a program that never ends is stopped while JavaScript or Python calls it, as methods and as nodes: no handler catches it. */
@Timeout(120)
class EndTest {
    private static final String ENDLESS = """
            (module
              (import "host" "started" (func $started))
              (func (export "three") (result i32) (i32.const 3))
              (func (export "run") (call $started) (loop $again (br $again))))
            """;

    private static final Map<String, String> CALLS =
            Map.of("js", "(run) => { try { return run(); } catch (e) { return 'caught ' + e; } }", "python", """
            def call(run):
                try:
                    return run()
                except BaseException as e:
                    return "caught " + str(e)
            call
            """);

    /** A call of the endless program on a thread of its own. */
    private static final class Call implements AutoCloseable {
        final Hosts hosts;
        final Value function;
        final Value exports;
        private final FutureTask<Value> task;

        Call(String language, boolean baseline) throws InterruptedException {
            hosts = new Hosts(language, baseline);
            function = hosts.eval(language, Objects.requireNonNull(CALLS.get(language)));
            CountDownLatch started = new CountDownLatch(1);
            ProxyExecutable start = _ -> {
                started.countDown();
                return null;
            };
            exports = hosts.exports(ENDLESS, Map.of("host", Map.of("started", start)));
            task = new FutureTask<>(() -> function.execute(exports.getMember("run")));
            Thread.ofPlatform().start(task);
            assertTrue(started.await(60, TimeUnit.SECONDS), "the program does not start");
        }

        PolyglotException failure() {
            ExecutionException e = assertThrows(ExecutionException.class, () -> task.get(60, TimeUnit.SECONDS));
            return (PolyglotException) Objects.requireNonNull(e.getCause());
        }

        @Override
        public void close() {
            hosts.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"js, true", "js, false", "python, true", "python, false"})
    void cancelled_context_ends_the_program(String language, boolean baseline) throws Exception {
        try (Call call = new Call(language, baseline)) {
            call.hosts.close();
            assertTrue(call.failure().isCancelled(), () -> call.failure().toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"js, true", "js, false", "python, true", "python, false"})
    void interruption_ends_the_program_and_leaves_the_context_usable(String language, boolean baseline)
            throws Exception {
        try (Call call = new Call(language, baseline)) {
            call.hosts.context().interrupt(Duration.ofSeconds(60));
            assertTrue(call.failure().isInterrupted(), () -> call.failure().toString());
            assertEquals(
                    3, call.function.execute(call.exports.getMember("three")).asInt());
        }
    }
}

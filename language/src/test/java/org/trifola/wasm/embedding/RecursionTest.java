// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recursion without end is a trap like any other: with a message and a backtrace, and the context goes on. */
@Timeout(120)
class RecursionTest {
    private static final String RECURSIONS = """
            (module
              (import "host" "call" (func $host (param i32) (result i32)))
              (memory 1)
              (table 1 funcref)
              (elem (i32.const 0) func $indirect)
              (tag $tag)
              (func $direct (export "direct") (param i32) (result i32)
                (i32.add (i32.const 1) (call $direct (i32.add (local.get 0) (i32.const 1)))))
              (func $nothing (export "nothing") (call $nothing) (call $nothing))
              (func $indirect (export "indirect") (param i32) (result i32)
                (i32.add (i32.const 1) (call_indirect (param i32) (result i32) (local.get 0) (i32.const 0))))
              (func $ping (export "mutual") (param i64 f32 f64) (result i64)
                (i64.add (i64.const 1) (call $pong (local.get 2) (local.get 1) (local.get 0))))
              (func $pong (param f64 f32 i64) (result i64)
                (i64.add (i64.const 1) (call $ping (local.get 2) (local.get 1) (local.get 0))))
              (func $storing (export "storing") (param i32)
                (i32.store (i32.const 0) (local.get 0))
                (memory.fill (i32.const 16) (i32.const 1) (i32.const 1000))
                (call $storing (i32.add (i32.load (i32.const 0)) (i32.const 1)))
                (i32.store (i32.const 0) (i32.const 0)))
              (func $catching (export "catching")
                (block $caught (try_table (catch_all $caught) (call $catching) (throw $tag))))
              (func (export "through_host") (param i32) (result i32)
                (i32.add (i32.const 1) (call $host (local.get 0))))
              (func $limited (export "limited") (param i32) (result i32)
                (if (result i32) (local.get 0)
                  (then (i32.add (i32.const 1) (call $limited (i32.sub (local.get 0) (i32.const 1)))))
                  (else (i32.const 0)))))
            """;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endless_recursion_exhausts_the_call_stack(boolean compilation) {
        try (Context context = context(compilation)) {
            Value exports = exports(context);
            // More than once: what runs is compiled by then.
            for (int i = 0; i < 3; i++) {
                assertExhausted(exports.getMember("direct"), 0);
                assertExhausted(exports.getMember("nothing"));
                assertExhausted(exports.getMember("indirect"), 0);
                assertExhausted(exports.getMember("mutual"), 0, 0, 0);
                assertExhausted(exports.getMember("storing"), 0);
                assertExhausted(exports.getMember("catching"));
                assertExhausted(exports.getMember("through_host"), 0);
            }
            assertEquals(50, exports.invokeMember("limited", 50).asInt());
        }
    }

    @Test
    void code_that_was_compiled_before_exhausts_the_call_stack() {
        try (Context context = context(true)) {
            Value limited = exports(context).getMember("limited");
            for (int i = 0; i < 20_000; i++) {
                assertEquals(50, limited.execute(50).asInt());
            }
            assertExhausted(limited, Integer.MAX_VALUE);
            assertEquals(50, limited.execute(50).asInt());
        }
    }

    @Test
    void small_stack_of_a_thread_is_enough_to_report_its_exhaustion() throws InterruptedException {
        try (Context context = context(true)) {
            Value exports = exports(context);
            Throwable[] failure = new Throwable[1];
            Thread thread =
                    new Thread(null, () -> assertExhausted(exports.getMember("direct"), 0), "small stack", 512 << 10);
            thread.setUncaughtExceptionHandler((_, e) -> failure[0] = e);
            thread.start();
            thread.join();
            assertEquals(null, failure[0]);
        }
    }

    private static void assertExhausted(Value function, Object... arguments) {
        PolyglotException e = assertThrows(PolyglotException.class, () -> function.execute(arguments));
        assertTrue(e.isGuestException(), String.valueOf(e));
        assertFalse(e.isInternalError(), String.valueOf(e));
        assertEquals("call stack exhausted", e.getMessage());
        Value error = e.getGuestObject();
        assertEquals("exhaustion", error.getMember("failureType").asString());
        assertEquals("call stack exhausted", error.getMember("failure").asString());
        assertTrue(e.getPolyglotStackTrace().iterator().next().isGuestFrame(), "where it happened is known");
    }

    private static Context context(boolean compilation) {
        return Context.newBuilder("wasm")
                .allowExperimentalOptions(true)
                .option("engine.Compilation", Boolean.toString(compilation))
                .option("engine.WarnInterpreterOnly", "false")
                .build();
    }

    private static Value exports(Context context) {
        Value[] exports = new Value[1];
        ProxyExecutable call = arguments -> exports[0].getMember("through_host").execute(arguments[0]);
        ProxyObject host = ProxyObject.fromMap(Map.of("call", call));
        exports[0] = Modules.exports(context, RECURSIONS, ProxyObject.fromMap(Map.of("host", host)));
        return exports[0];
    }
}

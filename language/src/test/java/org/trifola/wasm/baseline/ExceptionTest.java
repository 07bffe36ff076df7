// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trifola.wasm.text.WatParser;

/** Exceptions in functions that run as methods; what else they do, the official suite tests. */
@Timeout(60)
class ExceptionTest {
    private final Context context =
            Context.newBuilder("wasm").option("wasm.LegacyExceptions", "true").build();

    @AfterEach
    void close() {
        context.close(true);
    }

    private Value instance(String text, Map<String, Object> host) {
        return instance(context, text, host);
    }

    private static Value instance(Context context, String text, Map<String, Object> host) {
        Source source = Source.newBuilder("wasm", ByteSequence.create(WatParser.parse(text)), "test")
                .buildLiteral();
        ProxyObject imports = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(host)));
        return context.eval(source).newInstance(imports).getMember("exports");
    }

    /** The function {@code f} of a module. */
    private Value function(String fields) {
        return instance("(module " + fields + ")", Map.of()).getMember("f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(block $h (result i32) (try_table (catch $t $h) (throw $t (i32.const 7))) (unreachable))",
                "(block $h (result i32) (try_table (catch $t $h) (call $throw)) (unreachable))",
                "(drop (block $h (result i32 exnref) (try_table (catch_ref $t $h) (call $throw)) (unreachable)))",
                "(drop (block $h (result i32 exnref) (try_table (catch_ref $t $h) (throw $t (i32.const 7)))"
                        + " (unreachable)))",
                "(block $h (try_table (catch_all $h) (throw $t (i32.const 1))) (unreachable)) (i32.const 7)",
                "(block $h (result exnref) (try_table (catch_all_ref $h) (call $throw)) (unreachable)) (drop)"
                        + " (i32.const 7)",
                // The label of the function: a handler that returns.
                "(try_table (catch $t 0) (call $throw)) (unreachable)",
                // An exception caught and thrown again.
                "(block $o (result i32) (try_table (catch $t $o) (block $h (result exnref)"
                        + " (try_table (catch_all_ref $h) (call $throw)) (unreachable)) (throw_ref)) (unreachable))",
                "(try (result i32) (do (call $throw) (i32.const 0)) (catch $t))",
                "(try (result i32) (do (call $throw) (i32.const 0)) (catch $other) (catch $t) (catch_all (i32.const 1)))",
                "(try (result i32) (do (call $throw) (i32.const 0)) (catch_all (i32.const 7)))",
                "(try (result i32) (do (try (do (call $throw)) (catch_all (rethrow 0))) (i32.const 0)) (catch $t))",
                // Past the handlers of the block in between.
                "(try $o (result i32) (do (try (do (try (do (call $throw)) (delegate $o))) (catch_all)) (i32.const 0))"
                        + " (catch $t))",
                // To a body whose exceptions are left to another one in turn.
                "(try (result i32) (do (try $m (do (try (do (call $throw)) (delegate $m))) (delegate 0)) (i32.const 0))"
                        + " (catch $t))",
                "(try (result i32) (do (try $m (do (try (do (call $throw)) (delegate $m)))) (i32.const 0))"
                        + " (catch $t))",
                // A body that can not throw, and one that can not be left.
                "(block $h (try_table (catch_all $h))) (i32.const 7)",
                "(try (result i32) (do (try (do (loop (call $throw) (br 0))) (delegate 0)) (unreachable)) (catch $t))",
            })
    void a_method_catches(String body) {
        Methods methods = new Methods(context, """
                (tag $t (param i32)) (tag $other (param i32))
                (func $throw (throw $t (i32.const 7)))
                (func (export "f") (result i32) (call $look) %s)
                """.formatted(body));
        assertEquals(7, methods.run("f").asInt());
    }

    @Test
    void a_payload_keeps_its_values() {
        Value f = function("""
                (tag $t (param i32 i64 f32 f64 externref))
                (func $throw (param externref)
                  (throw $t (i32.const -1) (i64.const -2) (f32.const 0.5) (f64.const -0.25) (local.get 0)))
                (func (export "f") (param externref) (result i32 i64 f32 f64 externref)
                  (try_table (catch $t 0) (call $throw (local.get 0)))
                  (unreachable))
                """);
        Object reference = new Object();
        Value results = f.execute(reference);
        assertEquals(-1, results.getArrayElement(0).asInt());
        assertEquals(-2, results.getArrayElement(1).asLong());
        assertEquals(0.5, results.getArrayElement(2).asDouble());
        assertEquals(-0.25, results.getArrayElement(3).asDouble());
        assertEquals(reference, results.getArrayElement(4).asHostObject());
    }

    @Test
    void a_payload_may_be_a_vector() {
        Value f = function("""
                (tag $t (param v128))
                (func $throw (param i32)
                  (throw $t (i32x4.splat (local.get 0))))
                (func (export "f") (param i32) (result i32)
                  (i32x4.extract_lane 3
                    (i32x4.add
                      (i32x4.splat (i32.const 100))
                      (block $h (result v128)
                        (try_table (catch $t $h) (call $throw (local.get 0)))
                        (unreachable)))))
                """);
        assertEquals(107, f.execute(7).asInt());
    }

    @Test
    void operands_below_a_handler_are_still_there() {
        Value f = function("""
                (tag $t (param i64))
                (func $throw (param i64) (throw $t (local.get 0)))
                (func (export "f") (param i64) (result i64)
                  (i64.const 1000)
                  (local.get 0)
                  (try_table (param i64) (result i64) (catch $t 0) (call $throw) (i64.const 0))
                  (i64.add))
                """);
        // The handler's label is that of the function here: its result is the payload alone.
        assertEquals(5, f.execute(5).asLong());
        Value g = function("""
                (tag $t (param i64))
                (func $throw (param i64) (throw $t (local.get 0)))
                (func (export "f") (param i64) (result i64)
                  (i64.const 1000)
                  (block $h (result i64)
                    (i64.const 2000)
                    (local.get 0)
                    (try_table (param i64) (result i64) (catch $t $h) (call $throw) (i64.const 0))
                    (i64.sub))
                  (i64.add))
                """);
        assertEquals(1005, g.execute(5).asLong());
    }

    @Test
    void a_handler_sees_the_locals_as_they_were_at_the_throw() {
        Value f = function("""
                (tag $t)
                (func $throw (throw $t))
                (func (export "f") (param $n i32) (result i32) (local $i i32)
                  (loop $l
                    (try_table (catch $t $l)
                      (local.set $i (i32.add (local.get $i) (i32.const 1)))
                      (if (i32.lt_s (local.get $i) (local.get $n)) (then (call $throw)))))
                  (local.get $i))
                """);
        assertEquals(100_000, f.execute(100_000).asInt());
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 2"})
    void two_imports_may_be_one_tag(boolean isOne, int expected) {
        Value tags = instance("(module (tag (export \"a\")) (tag (export \"b\")))", Map.of());
        Value exports = instance("""
                (module
                  (import "host" "a" (tag $a)) (import "host" "b" (tag $b))
                  (func (export "f") (result i32)
                    (block $other
                      (block $same
                        (try_table (catch $b $same) (catch $a $other) (throw $a)))
                      (return (i32.const 1)))
                    (i32.const 2)))
                """, Map.of("a", tags.getMember("a"), "b", tags.getMember(isOne ? "a" : "b")));
        assertEquals(expected, exports.getMember("f").execute().asInt());
    }

    @Test
    void tags_of_two_instances_differ() {
        String text = """
                (module
                  (import "host" "call" (func $call))
                  (tag $t)
                  (func (export "throw") (throw $t))
                  (func (export "f") (result i32)
                    (block $h (try_table (catch $t $h) (call $call)) (return (i32.const 0)))
                    (i32.const 1)))
                """;
        Value other = instance(text, Map.of("call", (ProxyExecutable) _ -> null));
        Value exports = instance(text, Map.of("call", other.getMember("throw")));
        assertThrows(PolyglotException.class, () -> exports.getMember("f").execute());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(block $h (try_table (catch_all $h) (call $fail)) (return (i32.const 0))) (i32.const 1)",
                "(try (result i32) (do (call $fail) (i32.const 0)) (catch_all (i32.const 1)))"
            })
    void catch_all_takes_errors_of_the_host_but_no_traps(String body) {
        Map<String, Object> host = Map.of("fail", (ProxyExecutable) _ -> {
            throw new IllegalStateException("on purpose");
        });
        Value caught = instance("""
                (module (import "host" "fail" (func $fail)) (func (export "f") (result i32) %s))
                """.formatted(body), host);
        assertEquals(1, caught.getMember("f").execute().asInt());
        Value trapping = instance("""
                (module
                  (func $fail (drop (i32.div_s (i32.const 1) (i32.const 0))))
                  (func (export "f") (result i32) %s))
                """.formatted(body), Map.of());
        PolyglotException trap = assertThrows(
                PolyglotException.class, () -> trapping.getMember("f").execute());
        assertEquals("integer divide by zero", trap.getMessage());
    }

    @Test
    void throw_ref_of_null_traps() {
        Value f = function("(func (export \"f\") (throw_ref (ref.null exn)))");
        PolyglotException trap = assertThrows(PolyglotException.class, f::execute);
        assertEquals("null exception reference", trap.getMessage());
    }

    @Test
    void no_handler_stops_the_exhaustion_of_the_stack() {
        Value f = function("""
                (func $f (export "f") (param i64) (result i64)
                  (block $h
                    (try_table (catch_all $h) (return (i64.add (i64.const 1) (call $f (local.get 0))))))
                  (i64.const 0))
                """);
        PolyglotException error = assertThrows(PolyglotException.class, () -> f.execute(1));
        assertEquals("call stack exhausted", error.getMessage());
        assertFalse(error.isInternalError());
    }

    @Test
    void no_handler_stops_a_cancellation() throws Exception {
        Value f = function("""
                (func (export "f") (loop $l (try (do (loop (br 0))) (catch_all (br $l)))))
                """);
        FutureTask<PolyglotException> run =
                new FutureTask<>(() -> assertThrows(PolyglotException.class, f::executeVoid));
        Thread.ofPlatform().start(run);
        Thread.sleep(200);
        context.close(true);
        assertTrue(run.get().isCancelled());
    }

    private static final String CHAIN = """
            (tag $t (param i32))
            (func $inner (param i32) (throw $t (local.get 0)))
            (func $middle (param i32) (call $inner (local.get 0)))
            (func $outer (export "f") (param $catches i32) (result i32)
              (block $h (result i32)
                (try_table (catch $t $h)
                  (br_if 0 (i32.eqz (local.get $catches)))
                  (call $middle (i32.const 3)))
                (call $middle (i32.const 4))
                (i32.const 0)))
            """;

    private static List<String> backtrace(Value f) {
        PolyglotException error = assertThrows(PolyglotException.class, () -> f.execute(0));
        assertEquals("uncaught WebAssembly exception (4)", error.getMessage());
        return Methods.backtrace(error);
    }

    @Test
    void an_exception_that_nobody_catches_tells_all_methods_and_their_places() {
        List<String> lines = backtrace(function(CHAIN));
        try (Context nodes =
                Context.newBuilder("wasm").option("wasm.Baseline", "false").build()) {
            Value exports = instance(nodes, "(module " + CHAIN + ")", Map.of());
            assertEquals(backtrace(exports.getMember("f")), lines);
        }
        assertEquals(3, lines.size());
    }

    @Test
    void exceptions_caught_all_the_time_tell_no_methods_until_one_is_not_caught() {
        Value f = function(CHAIN);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(3, f.execute(1).asInt());
        }
        assertEquals(1, backtrace(f).size());
        assertEquals(3, backtrace(f).size());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** Tail calls in functions that run as methods; what else they do, the official suite tests. */
@Timeout(60)
class TailCallTest {
    /** More calls than any stack has room for. */
    private static final int STEPS = 3_000_000;

    /** A function with these stays with the nodes. */
    private static final String MANY_LOCALS = "(local " + "i32 ".repeat(2_001) + ")";

    private final Context context = Context.create("wasm");

    @AfterEach
    void close() {
        context.close(true);
    }

    private Value instance(String fields, Map<String, Object> host) {
        String text = "(module " + fields + ")";
        Source source = Source.newBuilder("wasm", ByteSequence.create(WatParser.parse(text)), "test")
                .buildLiteral();
        ProxyObject imports = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(host)));
        return context.eval(source).newInstance(imports).getMember("exports");
    }

    private Value function(String fields) {
        return instance(fields, Map.of()).getMember("f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(return_call $f %s)",
                "(return_call $g %s)",
                "(return_call_indirect (type $t) %s (i32.const 0))",
                "(return_call_indirect (type $t) %s (i32.const 1))",
                "(return_call_ref $t %s (ref.func $f))",
                "(return_call_ref $t %s (ref.func $g))",
                // To a function that stays with the nodes, and calls back.
                "(return_call $nodes %s)",
                "(return_call_ref $t %s (ref.func $nodes))",
            })
    void any_number_of_tail_calls_needs_no_stack(String call) {
        String next = "(i32.sub (local.get 0) (i32.const 1)) (i64.add (local.get 1) (i64.const 1))";
        Methods methods = new Methods(context, """
                (type $t (func (param i32 i64) (result i64)))
                (table funcref (elem $f $g))
                (elem declare func $nodes)
                (func $f (param i32 i64) (result i64)
                  (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
                  %s)
                (func $g (param i32 i64) (result i64)
                  (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
                  (return_call $f %s))
                (func $nodes (param i32 i64) (result i64) %s
                  (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
                  (return_call $f %s))
                (func (export "run") (param i32) (result i64)
                  (call $look)
                  (i64.mul (i64.const 2) (call $f (local.get 0) (i64.const 0))))
                (func (export "method") (param i32 i64) (result i64)
                  (call $look)
                  (return_call $f (local.get 0) (local.get 1)))
                """.formatted(call.formatted(next), next, MANY_LOCALS, next));
        int steps = call.contains("$nodes") ? STEPS / 10 : STEPS;
        assertEquals(2L * steps, methods.run("run", steps).asLong());
        assertEquals(steps, methods.run("method", steps, 0L).asLong());
    }

    @Test
    void two_modules_make_tail_calls_of_each_other() {
        String fields = """
                (import "host" "next" (func $next (param i32 funcref) (result i32)))
                (type $t (func (param i32 funcref) (result i32)))
                (table 1 funcref)
                (elem declare func $f)
                (func $f (export "f") (param i32 funcref) (result i32)
                  (if (i32.eqz (local.get 0)) (then (return (i32.const 42))))
                  %s)
                """;
        Value first = instance(fields.formatted("""
                        (table.set 0 (i32.const 0) (local.get 1))
                        (return_call_indirect (type $t)
                          (i32.sub (local.get 0) (i32.const 1)) (ref.func $f) (i32.const 0))
                        """), Map.of("next", (ProxyExecutable) _ -> 0));
        Value second = instance(
                fields.formatted("(return_call $next (i32.sub (local.get 0) (i32.const 1)) (ref.func $f))"),
                Map.of("next", first.getMember("f")));
        assertEquals(
                42, second.getMember("f").execute(STEPS, second.getMember("f")).asInt());
    }

    @Test
    void a_tail_call_of_the_host_gives_its_result() {
        Value exports = instance("""
                (import "host" "add" (func $add (param i32 i32) (result i32)))
                (func $f (export "f") (param i32) (result i32)
                  (return_call $add (local.get 0) (i32.const 1)))
                (func (export "g") (param i32) (result i32) (i32.mul (call $f (local.get 0)) (i32.const 2)))
                """, Map.of("add", (ProxyExecutable) a -> a[0].asInt() + a[1].asInt()));
        assertEquals(8, exports.getMember("f").execute(7).asInt());
        assertEquals(16, exports.getMember("g").execute(7).asInt());
    }

    @ParameterizedTest
    @CsvSource({"i32, 7", "i64, 7", "f32, 7", "f64, 7"})
    void results_of_all_types_come_back(String type, int value) {
        Value f = function("""
                (func $even (param i32 %1$s) (result %1$s)
                  (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
                  (return_call $odd (i32.sub (local.get 0) (i32.const 1)) (local.get 1)))
                (func $odd (param i32 %1$s) (result %1$s)
                  (return_call $even (i32.sub (local.get 0) (i32.const 1)) (local.get 1)))
                (func (export "f") (param i32 %1$s) (result %1$s)
                  (%1$s.add (call $even (local.get 0) (local.get 1)) (%1$s.const 1)))
                """.formatted(type));
        assertEquals(value + 1, f.execute(10_000, value).asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"$f", "$g"})
    void vectors_are_arguments_and_results(String callee) {
        Value f = function("""
                (func $f (param i32 v128) (result v128) (local $sum v128)
                  (if (i32.eqz (local.get 0)) (then (return (i32x4.sub (local.get 1) (local.get $sum)))))
                  (local.set $sum (i32x4.add (local.get 1) (v128.const i32x4 1 2 3 4)))
                  (return_call %s (i32.sub (local.get 0) (i32.const 1)) (local.get $sum)))
                (func $g (param i32 v128) (result v128)
                  (return_call $f (local.get 0) (local.get 1)))
                (func (export "f") (param i32) (result i32)
                  (i32x4.extract_lane 2 (call $f (local.get 0) (v128.const i32x4 0 0 5 0))))
                """.formatted(callee));
        assertEquals(5 + 3 * 1_000, f.execute(1_000).asInt());
    }

    @Test
    void no_and_several_results_come_back() {
        Value f = function("""
                (global $count (mut i32) (i32.const 0))
                (func $even (param i32) (global.set $count (local.get 0))
                  (if (local.get 0) (then (return_call $odd (i32.sub (local.get 0) (i32.const 1))))))
                (func $odd (param i32)
                  (return_call $even (i32.sub (local.get 0) (i32.const 1))))
                (func $swap (param i32 externref i64) (result externref i64)
                  (if (i32.eqz (local.get 0)) (then (return (local.get 1) (local.get 2))))
                  (return_call $back (i32.sub (local.get 0) (i32.const 1)) (local.get 2) (local.get 1)))
                (func $back (param i32 i64 externref) (result externref i64)
                  (return_call $swap (i32.sub (local.get 0) (i32.const 1)) (local.get 2) (local.get 1)))
                (func (export "f") (param externref) (result externref i64 i32)
                  (call $even (i32.const 10000))
                  (call $swap (i32.const 10000) (local.get 0) (i64.const -2))
                  (global.get $count))
                """);
        Value results = f.execute("text");
        assertEquals("text", results.getArrayElement(0).asString());
        assertEquals(-2, results.getArrayElement(1).asLong());
        assertEquals(0, results.getArrayElement(2).asInt());
    }

    @Test
    void a_tail_call_of_itself_begins_with_fresh_locals_and_an_empty_stack() {
        Value f = function("""
                (func $f (export "f") (param $n i32) (param $sum i32) (result i32) (local $fresh i32)
                  (i32.const 100)
                  (block $b (result i32)
                    (if (i32.eqz (local.get $n)) (then (br $b (local.get $sum))))
                    (local.set $fresh (i32.add (local.get $fresh) (i32.const 1)))
                    (i32.const 1000)
                    (return_call $f
                      (i32.sub (local.get $n) (i32.const 1))
                      (i32.add (local.get $sum) (local.get $fresh))))
                  (i32.add))
                """);
        assertEquals(100 + 50_000, f.execute(50_000, 0).asInt());
    }

    @Test
    void arguments_of_a_tail_call_of_itself_are_taken_before_any_is_assigned() {
        Value f = function("""
                (func $f (export "f") (param $n i32) (param $a i32) (param $b i32) (result i32)
                  (if (i32.eqz (local.get $n)) (then (return (i32.sub (local.get $a) (local.get $b)))))
                  (return_call $f (i32.sub (local.get $n) (i32.const 1)) (local.get $b) (local.get $a)))
                """);
        assertEquals(-3, f.execute(1, 5, 2).asInt());
        assertEquals(3, f.execute(2, 5, 2).asInt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(return_call $throw)",
                "(return_call $chain)",
                "(return_call_indirect (i32.const 0))",
                "(return_call_ref $t (ref.func $throw))",
            })
    void a_handler_does_not_catch_what_a_tail_call_throws(String call) {
        Value f = function("""
                (tag $e)
                (type $t (func))
                (table funcref (elem $throw))
                (func $throw (throw $e))
                (func $chain (return_call_indirect (i32.const 0)))
                (func $g (param i32)
                  (block $h
                    (try_table (catch_all $h)
                      (if (local.get 0) (then %s))
                      (call $throw)))
                  (nop))
                (func (export "f") (param i32) (result i32)
                  (block $h
                    (try_table (catch $e $h) (call $g (local.get 0)))
                    (return (i32.const 1)))
                  (i32.const 2))
                """.formatted(call));
        assertEquals(1, f.execute(0).asInt(), "the handler catches what a call behind the tail call throws");
        assertEquals(2, f.execute(1).asInt(), "the handler of the caller catches what the tail call throws");
    }

    @Test
    void a_trap_tells_no_methods_that_have_made_a_tail_call() {
        Value f = function("""
                (func $trap (param i32) (unreachable))
                (func $left (param i32)
                  (if (i32.eqz (local.get 0)) (then (return_call $trap (i32.const 0))))
                  (return_call $other (i32.sub (local.get 0) (i32.const 1))))
                (func $other (param i32) (return_call $left (i32.sub (local.get 0) (i32.const 1))))
                (func $caller (param i32) (call $left (local.get 0)) (nop))
                (func $f (export "f") (param i32) (call $caller (local.get 0)) (nop))
                """);
        for (int steps : new int[] {0, 10, 1_000}) {
            PolyglotException trap = assertThrows(PolyglotException.class, () -> f.execute(steps));
            List<String> names = Methods.backtrace(trap).stream()
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .toList();
            assertEquals(List.of("trap", "caller", "f"), names, () -> "after " + steps + " tail calls");
        }
    }

    @Test
    void a_trap_of_return_call_indirect_tells_its_place() {
        Value f = function("""
                (table 1 funcref)
                (func $f (export "f") (return_call_indirect (i32.const 1)))
                """);
        PolyglotException trap = assertThrows(PolyglotException.class, f::execute);
        assertEquals("undefined element", trap.getMessage());
        assertEquals(List.of("f (test:wasm-function[0]:0x26)"), Methods.backtrace(trap));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(func $f (export \"f\") (return_call $f))",
                "(func $f (export \"f\") (return_call $g)) (func $g (return_call $f))",
                "(table funcref (elem $f)) (func $f (export \"f\") (return_call_indirect (i32.const 0)))"
            })
    void endless_tail_calls_can_be_cancelled(String fields) throws Exception {
        Value f = function(fields);
        FutureTask<PolyglotException> run =
                new FutureTask<>(() -> assertThrows(PolyglotException.class, f::executeVoid));
        Thread.ofPlatform().start(run);
        Thread.sleep(300);
        context.close(true);
        assertTrue(run.get().isCancelled());
    }
}

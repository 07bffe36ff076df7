// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
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

/** What is special about functions that run as methods; what they compute, the official suite tests in both ways. */
@Timeout(60)
class BaselineTest {
    private final Context context = Context.create("wasm");

    @AfterEach
    void close() {
        context.close(true);
    }

    private static Value instance(Context context, String text, Map<String, Object> host) {
        Source source = Source.newBuilder("wasm", ByteSequence.create(WatParser.parse(text)), "test")
                .buildLiteral();
        ProxyObject imports = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(host)));
        return context.eval(source).newInstance(imports).getMember("exports");
    }

    private Value instance(String text) {
        return instance(context, text, Map.of());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_function_is_a_method_unless_the_option_is_off(boolean isOn) {
        try (Context other = Context.newBuilder("wasm")
                .option("wasm.Baseline", String.valueOf(isOn))
                .build()) {
            assertEquals(isOn, hostIsCalledByMethod(other, "(func $look)", "(call $look)"));
        }
    }

    @Test
    void short_loops_that_call_the_host_are_left_to_graal() {
        String type = "(func $look (result i32))";
        assertFalse(hostIsCalledByMethod(context, type, "(loop $l (br_if $l (call $look)))"));
        assertFalse(hostIsCalledByMethod(context, type, "(loop $l (if (call $look) (then (br $l))))"));
        assertTrue(hostIsCalledByMethod(context, type, "(loop $l) (drop (call $look))"), "it is no loop");
        assertTrue(
                hostIsCalledByMethod(context, type, "(loop $l (loop $inner) (br_if $l (call $look)))"),
                "it has another loop, which may be what counts");
        assertTrue(
                hostIsCalledByMethod(
                        context, type, "(loop $l (br_if $l (call $look)))" + "(drop (i32.const 1))".repeat(200)),
                "it is long");
    }

    /** Whether a method calls a function of the host, not a node. */
    private static boolean hostIsCalledByMethod(Context context, String hostFunction, String body) {
        boolean[] isMethod = {false};
        ProxyExecutable look = _ -> {
            isMethod[0] = StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().startsWith("wasm.F")));
            return 0;
        };
        String text = "(module (import \"host\" \"look\" " + hostFunction + ") (func (export \"run\") " + body + "))";
        instance(context, text, Map.of("look", look)).getMember("run").executeVoid();
        return isMethod[0];
    }

    @Test
    void a_trap_tells_all_methods_and_their_places() {
        Value exports = instance("""
                (module
                  (memory 1)
                  (func $inner (param i32) (result i32) (i32.load (local.get 0)))
                  (func $middle (param i32) (result i32) (i32.add (i32.const 1) (call $inner (local.get 0))))
                  (func $outer (export "outer") (result i32) (call $middle (i32.const -1))))
                """);
        PolyglotException trap = assertThrows(
                PolyglotException.class, () -> exports.getMember("outer").execute());
        assertEquals("out of bounds memory access: 4 bytes at 4294967295, the memory has 65536", trap.getMessage());
        List<String> names = new ArrayList<>();
        for (PolyglotException.StackFrame frame : trap.getPolyglotStackTrace()) {
            if (frame.isGuestFrame()) {
                names.add(frame.getRootName());
            }
        }
        assertEquals(List.of("inner", "middle", "outer"), names);
        Value backtrace = trap.getGuestObject().getMember("backtrace");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < backtrace.getArraySize(); i++) {
            lines.add(backtrace.getArrayElement(i).asString());
        }
        List<String> expected = List.of(
                "inner (test:wasm-function[0]:0x31)",
                "middle (test:wasm-function[1]:0x3b)",
                "outer (test:wasm-function[2]:0x43)");
        assertEquals(expected, lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(memory.fill (i32.const -1) (i32.const 0) (i32.const 1))",
                "(memory.copy (i32.const -1) (i32.const 0) (i32.const 1))",
                "(memory.init $d (i32.const 0) (i32.const 2) (i32.const 1))",
                "(table.fill $t (i32.const 2) (ref.null func) (i32.const 1))",
                "(table.copy $t $t (i32.const 2) (i32.const 0) (i32.const 1))",
                "(table.init $t $e (i32.const 0) (i32.const 2) (i32.const 1))"
            })
    void a_trap_of_a_bulk_instruction_tells_its_place(String instruction) {
        Methods methods = new Methods(
                context,
                "(memory 1) (data $d \"a\") (table $t 1 funcref) (elem $e func $f)"
                        + " (func $f (export \"run\") (call $look) (drop (memory.size)) " + instruction + ")");
        PolyglotException trap = assertThrows(PolyglotException.class, () -> methods.run("run"));
        assertEquals(1, Methods.backtrace(trap).size());
        assertTrue(Methods.backtrace(trap).getFirst().matches("f \\(test:wasm-function\\[1]:0x[0-9a-f]+\\)"));
    }

    @Test
    void an_error_of_the_host_passes_through_methods() {
        Value exports = instance(context, """
                (module
                  (import "host" "fail" (func $fail))
                  (func $inner (call $fail))
                  (func (export "outer") (call $inner)))
                """, Map.of("fail", (ProxyExecutable) _ -> {
            throw new IllegalStateException("on purpose");
        }));
        PolyglotException error = assertThrows(
                PolyglotException.class, () -> exports.getMember("outer").execute());
        assertTrue(error.isHostException() && error.asHostException() instanceof IllegalStateException);
    }

    @Test
    void endless_recursion_exhausts_the_stack() {
        Value exports = instance("""
                (module (func $f (export "f") (param i64) (result i64) (i64.add (i64.const 1) (call $f (local.get 0)))))
                """);
        for (int i = 0; i < 3; i++) {
            PolyglotException error = assertThrows(
                    PolyglotException.class, () -> exports.getMember("f").execute(1));
            assertEquals("call stack exhausted", error.getMessage());
            assertFalse(error.isInternalError());
            assertEquals(64, error.getGuestObject().getMember("backtrace").getArraySize());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(func $f (export \"f\") (loop (br 0)))",
                "(func $f (export \"f\") (loop (br_if 0 (i32.const 1))))",
                // 2^60 calls, no loop
                """
                (func (export "f") (call $g (i32.const 60)))
                (func $g (param i32)
                  (if (local.get 0) (then
                    (call $g (i32.sub (local.get 0) (i32.const 1)))
                    (call $g (i32.sub (local.get 0) (i32.const 1))))))
                """
            })
    void whatever_runs_for_ever_can_be_cancelled(String function) throws Exception {
        Context endless = Context.create("wasm");
        Value exports = instance(endless, "(module " + function + ")", Map.of());
        FutureTask<PolyglotException> run = new FutureTask<>(() -> assertThrows(
                PolyglotException.class, () -> exports.getMember("f").execute()));
        Thread.ofPlatform().start(run);
        Thread.sleep(300);
        long start = System.nanoTime();
        endless.close(true);
        assertTrue(run.get().isCancelled());
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        // Far more than it takes, far less than for ever: the machine may be busy.
        assertTrue(millis < 5_000, () -> "it took " + millis + " ms");
    }

    @ParameterizedTest
    @CsvSource({"0, 302", "1, 1402", "2, 1302", "3, 1302"})
    void branches_take_their_values_along(int index, int expected) {
        Value exports = instance("""
                (module (func (export "f") (param i32) (result i32)
                  (i32.add (i32.const 1000)
                    (block $c (result i32)
                      (i32.add (i32.const 100)
                        (block $b (result i32)
                          (return
                            (block $a (result i32)
                              (i32.const 7)
                              (br_table $a $b $c (i32.const 302) (local.get 0))))))))))
                """);
        assertEquals(expected, exports.getMember("f").execute(index).asInt());
    }

    @Test
    void a_loop_keeps_what_lies_below_it_on_the_stack() {
        Value exports = instance("""
                (module (func (export "f") (param $n i32) (result i64)
                  (local $i i32)
                  (i64.const 5)
                  (i64.const 1)
                  (loop $l (param i64) (result i64)
                    (i64.mul (i64.const 2))
                    (local.set $i (i32.add (local.get $i) (i32.const 1)))
                    (br_if $l (i32.lt_u (local.get $i) (local.get $n))))
                  (i64.sub)))
                """);
        assertEquals(5 - 1024, exports.getMember("f").execute(10).asLong());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;

/** A function whose loop was replaced by compiled code while it ran ends as it would have without. */
class OnStackReplacementTest {
    private static final int LONG = 5_000_000;

    private static final Map<String, String> OPTIONS = Map.of(
            "wasm.Baseline", "false",
            "engine.BackgroundCompilation", "false",
            "engine.OSRCompilationThreshold", "1000");

    private static Value function(Context context, String body) throws Exception {
        String module = "(module (tag $e) (func (export \"run\") (param $n i32) (result i32) " + body + "))";
        Source source = Source.newBuilder("wasm", module, "osr.wat")
                .mimeType("application/wasm-text")
                .build();
        return context.eval(source).newInstance().getMember("exports").getMember("run");
    }

    private static Context context() {
        return Context.newBuilder("wasm")
                .allowExperimentalOptions(true)
                .options(OPTIONS)
                .build();
    }

    private static final String COUNT_DOWN = """
            (loop $next
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br_if $next (local.get $n)))
            """;

    @Test
    void exception_after_a_loop_does_not_find_the_handler_around_the_loop() throws Exception {
        try (Context context = context()) {
            Value run = function(
                    context,
                    "(block $caught (try_table (catch $e $caught) " + COUNT_DOWN + ") (throw $e)) (i32.const 7)");
            PolyglotException error = assertThrows(PolyglotException.class, () -> run.execute(LONG));
            assertTrue(error.isGuestException());
        }
    }

    @Test
    void exception_after_a_loop_finds_the_handler_around_both() throws Exception {
        try (Context context = context()) {
            Value run = function(
                    context,
                    "(block $caught (try_table (catch $e $caught) " + COUNT_DOWN + " (throw $e))) (i32.const 7)");
            assertEquals(7, run.execute(LONG).asInt());
        }
    }

    @Test
    void trap_after_a_loop_leaves_the_function() throws Exception {
        try (Context context = context()) {
            Value run = function(context, COUNT_DOWN + " (i32.div_s (i32.const 1) (local.get $n))");
            PolyglotException error = assertThrows(PolyglotException.class, () -> run.execute(LONG));
            assertEquals("integer divide by zero", error.getMessage());
            assertEquals(1, error.getGuestObject().getMember("backtrace").getArraySize());
        }
    }
}

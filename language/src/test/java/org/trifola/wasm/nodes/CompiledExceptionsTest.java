// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;

/** Exceptions leave compiled code, which is still there afterwards. */
class CompiledExceptionsTest {
    private static final Map<String, String> OPTIONS = Map.of(
            "wasm.Baseline", "false",
            "engine.BackgroundCompilation", "false",
            "engine.MultiTier", "false",
            "engine.SingleTierCompilationThreshold", "2",
            "engine.CompilationFailureAction", "Throw",
            "engine.TraceCompilation", "true");

    /** How often exceptions leave before it counts: nodes of the first time are compiled with what they saw. */
    private static final int WARM_UP = 4;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private Value function(Context context, String module) throws Exception {
        Source source = Source.newBuilder("wasm", module, "exceptions.wat")
                .mimeType("application/wasm-text")
                .build();
        return context.eval(source).newInstance().getMember("exports").getMember("f");
    }

    private Context context() {
        return Context.newBuilder("wasm")
                .allowExperimentalOptions(true)
                .options(OPTIONS)
                .logHandler(log)
                .build();
    }

    private String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    private long compilations() {
        return log().lines()
                .filter(line -> line.matches(".*opt done .*\\.f .*"))
                .count();
    }

    private static void exhausts(Value function, int depth) {
        PolyglotException error = assertThrows(PolyglotException.class, () -> function.execute(depth));
        assertEquals("call stack exhausted", error.getMessage());
    }

    @Test
    void exhaustion_keeps_compiled_code() throws Exception {
        try (Context context = context()) {
            Value function = function(context, """
                    (module (func $f (export "f") (param $n i32) (result i32)
                      (if (result i32) (local.get $n)
                        (then (i32.add (i32.const 1) (call $f (i32.sub (local.get $n) (i32.const 1)))))
                        (else (i32.const 0)))))""");
            for (int i = 0; i < WARM_UP; i++) {
                exhausts(function, 1_000_000);
            }
            long before = compilations();
            assertTrue(before > 0, this::log);
            for (int i = 0; i < 3; i++) {
                exhausts(function, 1_000_000);
            }
            assertEquals(before, compilations(), this::log);
        }
    }

    @Test
    void function_of_many_locals_is_compiled_after_an_exception() throws Exception {
        int locals = 150;
        StringBuilder module = new StringBuilder("""
                (module (memory 1) (func $f (export "f") (param $n i32) (result i32) (local""");
        module.append(" i64".repeat(locals)).append(')');
        for (int i = 0; i < locals; i++) {
            module.append("(local.set %d (i64.load offset=%d (local.get $n)))".formatted(i + 1, i));
        }
        module.append("(if (local.get $n) (then (drop (call $f (i32.sub (local.get $n) (i32.const 1))))))");
        for (int i = 0; i < locals; i++) {
            module.append("(i64.store offset=%d (local.get $n) (i64.add (local.get %d) (local.get %d)))"
                    .formatted(i, i + 1, i * 7 % locals + 1));
        }
        module.append("(i32.load (local.get $n))))");
        try (Context context = context()) {
            Value function = function(context, module.toString());
            for (int i = 0; i < WARM_UP; i++) {
                exhausts(function, 60_000);
                assertEquals(0, function.execute(3).asInt());
            }
            assertTrue(compilations() > 1, this::log);
        }
    }
}

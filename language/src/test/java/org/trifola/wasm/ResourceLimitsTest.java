// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.text.WatParser;

/** What a module that wants too much gets: an error of its own, and the host lives on. */
class ResourceLimitsTest {
    private static final String PAGE = String.valueOf(1 << 16);

    private static Source source(String text) throws IOException {
        return Source.newBuilder("wasm", ByteSequence.create(WatParser.parse(text)), "greedy")
                .build();
    }

    private static Context context(Map<String, String> options) {
        return Context.newBuilder("wasm").options(options).build();
    }

    private static String failure(Context context, String text) {
        PolyglotException failure = assertThrows(
                PolyglotException.class, () -> context.eval(source(text)).newInstance());
        assertFalse(failure.isInternalError());
        return String.valueOf(failure.getMessage());
    }

    private static int call(Context context, String text) throws IOException {
        Value instance = context.eval(source(text)).newInstance();
        return instance.getMember("exports").getMember("f").execute().asInt();
    }

    @Test
    void memories_beyond_any_machine_are_out_of_memory() {
        try (Context context = context(Map.of())) {
            assertTrue(failure(context, "(module (memory i64 0xffffffffffff))").startsWith("out of memory"));
            assertTrue(failure(context, "(module (memory i64 0x80000000))").startsWith("out of memory"));
        }
    }

    @Test
    void tables_beyond_the_limit_are_out_of_memory() throws IOException {
        try (Context context = context(Map.of())) {
            assertTrue(failure(context, "(module (table 4294967295 funcref))").startsWith("out of memory"));
            assertEquals(-1, call(context, """
                    (module (table 1 funcref)
                      (func (export "f") (result i32) (table.grow (ref.null func) (i32.const 10000000))))
                    """));
        }
    }

    @Test
    void memories_of_a_context_share_the_budget() throws IOException {
        try (Context context = context(Map.of("wasm.MaxMemoryBytes", String.valueOf(5 << 16)))) {
            assertEquals(-1, call(context, """
                    (module (memory 2)
                      (func (export "f") (result i32) (memory.grow (i32.const 4))))
                    """));
            assertEquals(1, call(context, """
                    (module (memory 1)
                      (func (export "f") (result i32) (memory.grow (i32.const 2))))
                    """));
            assertTrue(failure(context, "(module (memory 1))").startsWith("out of memory"));
        }
    }

    @Test
    void budgets_of_contexts_are_separate() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (Context context = context(Map.of("wasm.MaxMemoryBytes", PAGE))) {
                assertEquals(1, call(context, """
                        (module (memory 1) (func (export "f") (result i32) (memory.size)))
                        """));
            }
        }
    }

    @Test
    void language_and_its_options_may_be_used_under_a_sandbox_policy() throws IOException {
        try (Context context = Context.newBuilder("wasm")
                .sandbox(SandboxPolicy.CONSTRAINED)
                .in(InputStream.nullInputStream())
                .out(new ByteArrayOutputStream())
                .err(new ByteArrayOutputStream())
                .option("wasm.Builtins", "wasi_snapshot_preview1")
                .option("wasm.WasiArgs", "program")
                .option("wasm.WasiDir", "/::/")
                .option("wasm.MaxMemoryBytes", PAGE)
                .build()) {
            assertEquals(8, call(context, """
                    (module
                      (import "wasi_snapshot_preview1" "fd_prestat_get" (func $prestat (param i32 i32) (result i32)))
                      (memory (export "memory") 1)
                      (func (export "f") (result i32) (call $prestat (i32.const 3) (i32.const 0))))
                    """), "there is no directory, whatever the option says");
        }
    }
}

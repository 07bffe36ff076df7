// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.text.WatParser;

/** Sources that are run as programs when they are evaluated. */
class RunOptionTest {
    /** Writes a letter and counts it up, so that a second run of the same instance would write another. */
    private static final String PROGRAM = """
            (module
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\\10\\00\\00\\00\\01\\00\\00\\00")
              (data (i32.const 16) "a")
              (func $print (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
              (func (export "_initialize") (call $print))
              (func (export "_start")
                (i32.store8 (i32.const 16) (i32.add (i32.const 1) (i32.load8_u (i32.const 16))))
                (call $print)))
            """;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private Context context() {
        return Context.newBuilder("wasm")
                .option("wasm.Builtins", "wasi_snapshot_preview1")
                .out(output)
                .build();
    }

    private static Source program(String run, String text) {
        return Source.newBuilder("wasm", ByteSequence.create(WatParser.parse(text)), "test")
                .option("wasm.Run", run)
                .buildLiteral();
    }

    private static PolyglotException failure(Context context, String text) {
        return assertThrows(PolyglotException.class, () -> context.eval(program("true", text)));
    }

    @Test
    void each_evaluation_runs_a_new_instance() {
        try (Context context = context()) {
            Source program = program("true", PROGRAM);
            assertEquals(0, context.eval(program).asInt());
            assertEquals(0, context.eval(program).asInt());
            assertEquals(0, context.parse(program).execute().asInt());
        }
        assertEquals("ababab", output.toString(StandardCharsets.UTF_8));
    }

    @Test
    void without_the_option_nothing_runs() {
        try (Context context = context()) {
            Value module = context.eval(program("false", PROGRAM));
            assertTrue(module.canInstantiate());
        }
        assertEquals("", output.toString(StandardCharsets.UTF_8));
    }

    @Test
    void module_without_entry_point_is_instantiated() {
        try (Context context = context()) {
            assertEquals(0, context.eval(program("true", "(module)")).asInt());
            assertEquals(
                    "unreachable",
                    failure(context, "(module (func $f unreachable) (start $f))")
                            .getMessage());
        }
    }

    @Test
    void errors_are_those_of_the_steps() {
        try (Context context = context()) {
            Value trap = failure(context, "(module (func (export \"_start\") unreachable))")
                    .getGuestObject();
            assertEquals("trap", trap.getMember("failureType").asString());
            assertTrue(trap.getMember("backtrace").getArraySize() > 0);
            Value unlinked =
                    failure(context, "(module (import \"a\" \"b\" (func)))").getGuestObject();
            assertEquals("unlinkable", unlinked.getMember("failureType").asString());
            assertEquals(
                    "not a program: the export '_start' must be a function without parameters",
                    failure(context, "(module (func (export \"_start\") (param i32)))")
                            .getMessage());
            assertEquals(
                    "not a program: the export '_initialize' must be a function without parameters",
                    failure(context, "(module (memory (export \"_initialize\") 1))")
                            .getMessage());
        }
    }

    @Test
    void exit_is_an_exception_with_the_status() {
        String exiting = """
                (module
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (memory (export "memory") 1)
                  (func (export "_start") (call $exit (i32.const 7))))
                """;
        try (Context context = context()) {
            PolyglotException exit =
                    assertThrows(PolyglotException.class, () -> context.eval(program("true", exiting)));
            assertTrue(exit.isExit());
            assertEquals(7, exit.getExitStatus());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.trifola.wasm.text.WatParser;

/** Programs start threads, which share their memory and end together. */
@Timeout(60)
class WasiThreadsTest {
    /** The argument of a thread is the index of the function that it calls with its number. */
    private static final String PROGRAM = """
            (module
              (type $work (func (param i32)))
              (import "env" "memory" (memory 1 1 shared))
              (import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (export "memory" (memory 0))
              (table funcref (elem $count $exit7 $trap $spin $throw))
              (tag $tag)
              (global $own (mut i32) (i32.const 1))
              (func (export "wasi_thread_start") (param $id i32) (param $work i32)
                (call_indirect (type $work) (local.get $id) (local.get $work)))
              ;; Adds what is this instance's own to the count, and the number to the sum.
              (func $count (param $id i32)
                (drop (i32.atomic.rmw.add (i32.const 4) (local.get $id)))
                (drop (i32.atomic.rmw.add (i32.const 0) (global.get $own)))
                (global.set $own (i32.const 100))
                (drop (memory.atomic.notify (i32.const 0) (i32.const -1))))
              (func $exit7 (param i32) (call $exit (i32.const 7)))
              (func $trap (param i32) (drop (i32.div_s (i32.const 1) (i32.const 0))))
              (func $throw (param i32) (throw $tag))
              (func $spin (param i32)
                (loop $again
                  (drop (i32.atomic.rmw.add (i32.const 8) (i32.const 1)))
                  (br $again)))
              (func (export "spawn") (param i32) (result i32) (call $spawn (local.get 0)))
              (func (export "exit") (param i32) (call $exit (local.get 0)))
              (func (export "load") (param i32) (result i32) (i32.atomic.load (local.get 0)))
              ;; Waits until the count is this.
              (func (export "await") (param $count i32)
                (local $now i32)
                (loop $again
                  (local.set $now (i32.atomic.load (i32.const 0)))
                  (if (i32.ne (local.get $now) (local.get $count))
                    (then
                      (drop (memory.atomic.wait32 (i32.const 0) (local.get $now) (i64.const -1)))
                      (br $again)))))
              (func (export "trap") (call $trap (i32.const 0)))
              (func (export "spawnAndSpin") (param i32)
                (drop (call $spawn (local.get 0)))
                (call $spin (i32.const 0)))
              (func (export "spawnAndWait") (param i32)
                (drop (call $spawn (local.get 0)))
                (drop (memory.atomic.wait32 (i32.const 16) (i32.const 0) (i64.const -1)))))
            """;

    private static final int COUNT = 0;
    private static final int EXIT7 = 1;
    private static final int TRAP = 2;
    private static final int SPIN = 3;
    private static final int THROW = 4;

    private final Context context = context(true);

    private static Context context(boolean mayCreateThreads) {
        return Context.newBuilder("wasm")
                .option("wasm.Builtins", "wasi_snapshot_preview1")
                .allowCreateThread(mayCreateThreads)
                .build();
    }

    private static Value program(Context context) {
        return program(context, PROGRAM);
    }

    private static Value program(Context context, String text) {
        return context.eval(Source.newBuilder("wasm", ByteSequence.create(WatParser.parse(text)), "program")
                        .buildLiteral())
                .newInstance()
                .getMember("exports");
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void threads_share_the_memory_but_have_globals_of_their_own() {
        Value program = program(context);
        for (int id = 1; id <= 4; id++) {
            assertEquals(id, program.invokeMember("spawn", COUNT).asInt());
        }
        program.invokeMember("await", 4);
        assertEquals(1 + 2 + 3 + 4, program.invokeMember("load", 4).asInt());
    }

    @Test
    void exit_in_a_thread_ends_the_program() {
        for (String call : new String[] {"spawnAndSpin", "spawnAndWait"}) {
            Value program = program(context);
            PolyglotException exit = assertThrows(PolyglotException.class, () -> program.invokeMember(call, EXIT7));
            assertTrue(exit.isExit(), exit::toString);
            assertEquals(7, exit.getExitStatus());
        }
    }

    @Test
    void trap_in_a_thread_ends_the_program() {
        Value program = program(context);
        PolyglotException trap =
                assertThrows(PolyglotException.class, () -> program.invokeMember("spawnAndWait", TRAP));
        assertFalse(trap.isExit());
        assertEquals("integer divide by zero: in another thread of the program", trap.getMessage());
        assertTrue(program.invokeMember("spawn", COUNT).asInt() < 0, "an ended program has no threads");
    }

    @Test
    void exception_that_a_thread_does_not_catch_ends_the_program() {
        Value program = program(context);
        PolyglotException exit =
                assertThrows(PolyglotException.class, () -> program.invokeMember("spawnAndWait", THROW));
        assertTrue(exit.isExit(), exit::toString);
        assertEquals(134, exit.getExitStatus());
    }

    @Test
    void exit_ends_the_threads() throws InterruptedException {
        Value program = program(context);
        program.invokeMember("spawn", SPIN);
        PolyglotException exit = assertThrows(PolyglotException.class, () -> program.invokeMember("exit", 3));
        assertEquals(3, exit.getExitStatus());
        awaitEndOfSpinning(program);
    }

    @Test
    void trap_in_a_thread_of_the_host_ends_the_threads() throws InterruptedException {
        Value program = program(context);
        program.invokeMember("spawn", SPIN);
        PolyglotException trap = assertThrows(PolyglotException.class, () -> program.invokeMember("trap"));
        assertEquals("integer divide by zero", trap.getMessage());
        awaitEndOfSpinning(program);
        assertTrue(program.invokeMember("spawn", COUNT).asInt() < 0, "an ended program has no threads");
    }

    @Test
    void trap_in_the_start_function_ends_the_threads() throws InterruptedException {
        String memory = "(import \"m\" \"memory\" (memory 1 1 shared))";
        Value shared = program(
                context,
                "(module (memory (export \"memory\") 1 1 shared)"
                        + " (func (export \"load\") (param i32) (result i32) (i32.atomic.load (local.get 0))))");
        String text = PROGRAM.replace("(import \"env\" \"memory\" (memory 1 1 shared))", memory)
                .replace("(func (export \"trap\")", """
                        (start $main)
                        ;; Runs in every instance; only the first spawns a thread and traps.
                        (func $main
                          (if (i32.eqz (i32.atomic.rmw.add (i32.const 12) (i32.const 1)))
                            (then
                              (drop (call $spawn (i32.const 3)))
                              (loop $again (br_if $again (i32.eqz (i32.atomic.load (i32.const 8)))))
                              (call $trap (i32.const 0)))))
                        (func (export "trap")""");
        Value module = context.eval(Source.newBuilder("wasm", ByteSequence.create(WatParser.parse(text)), "starting")
                .buildLiteral());
        ProxyObject imports = ProxyObject.fromMap(Map.of("m", shared));
        assertThrows(PolyglotException.class, () -> module.newInstance(imports));
        assertTrue(shared.invokeMember("load", 8).asInt() > 0);
        awaitEndOfSpinning(shared);
    }

    private static void awaitEndOfSpinning(Value program) throws InterruptedException {
        int before;
        do {
            before = program.invokeMember("load", 8).asInt();
            Thread.sleep(100);
        } while (before != program.invokeMember("load", 8).asInt());
    }

    @Test
    void threads_end_with_the_context() {
        try (Context other = context(true)) {
            program(other).invokeMember("spawn", SPIN);
        }
    }

    @Test
    void context_that_may_not_create_threads_refuses_them() {
        try (Context other = context(false)) {
            assertTrue(program(other).invokeMember("spawn", COUNT).asInt() < 0);
        }
    }

    @Test
    void thread_without_a_function_to_start_with_ends_the_program() {
        Value program = program(context, PROGRAM.replace("(export \"wasi_thread_start\")", ""));
        PolyglotException exit =
                assertThrows(PolyglotException.class, () -> program.invokeMember("spawnAndWait", COUNT));
        assertEquals(134, exit.getExitStatus());
    }

    @Test
    void programs_have_threads_of_their_own() {
        Value first = program(context);
        Value second = program(context);
        assertEquals(1, first.invokeMember("spawn", COUNT).asInt());
        assertEquals(1, second.invokeMember("spawn", COUNT).asInt());
        first.invokeMember("await", 1);
        second.invokeMember("await", 1);
    }
}

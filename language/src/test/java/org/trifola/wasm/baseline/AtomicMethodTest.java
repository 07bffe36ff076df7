// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That functions with atomic instructions are methods. */
@Timeout(60)
class AtomicMethodTest {
    private static final String FIELDS = """
            (memory $m 1 1 shared) (memory $own i64 1)
            (data (memory $m) (i32.const 0) "\\ff\\fe\\fd\\fc\\fb\\fa\\f9\\f8")
            (data (memory $own) (i64.const 0) "\\01\\02\\03\\04\\05\\06\\07\\08")
            """;

    private final Context context = create("true");

    private static Context create(String baseline) {
        return Context.newBuilder("wasm")
                .option("wasm.Threads", "true")
                .option("wasm.Baseline", baseline)
                .allowCreateThread(true)
                .build();
    }

    @AfterEach
    void close() {
        context.close(true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    255 | (i64.atomic.load8_u (i32.const 0))
                    64765 | (i64.extend_i32_s (i32.atomic.load16_u offset=1 (i32.const 1)))
                    4177132283 | (i64.atomic.load32_u offset=2 (i32.const 2))
                    -1 | (i64.atomic.store (i32.const 8) (i64.const -1)) (i64.load (i32.const 8))
                    261 | (i32.atomic.store16 (i32.const 8) (i32.const 0x70105)) (i64.load (i32.const 8))
                    134678021 | (i64.atomic.load32_u $own (i64.const 4))
                    516 | (drop (i64.atomic.rmw.and $own (i64.const 0) (i64.const 0xff0c))) (i64.add (i64.load $own (i64.const 0)) (i64.const 4))
                    255 | (i64.atomic.rmw8.add_u (i32.const 0) (i64.const 3))
                    2   | (drop (i32.atomic.rmw8.add_u (i32.const 0) (i32.const 3))) (i64.load8_u (i32.const 0))
                    -1  | (drop (i32.atomic.rmw.sub (i32.const 8) (i32.const 1))) (i64.load32_s (i32.const 8))
                    -3  | (i64.extend_i32_s (i32.extend8_s (block (result i32) (drop (i32.atomic.rmw16.or_u (i32.const 2) (i32.const 0x0100))) (i32.load8_u (i32.const 2)))))
                    1   | (drop (i32.atomic.rmw.xor (i32.const 8) (i32.const 3))) (drop (i64.atomic.rmw32.xor_u (i32.const 8) (i64.const 2))) (i64.load (i32.const 8))
                    0   | (i64.extend_i32_s (i32.atomic.rmw.xchg (i32.const 8) (i32.const -7)))
                    -7  | (drop (i32.atomic.rmw.xchg (i32.const 8) (i32.const -7))) (i64.load32_s (i32.const 8))
                    9   | (drop (i64.atomic.rmw8.cmpxchg_u (i32.const 0) (i64.const 255) (i64.const 9))) (i64.load8_u (i32.const 0))
                    255 | (drop (i64.atomic.rmw8.cmpxchg_u (i32.const 0) (i64.const -1) (i64.const 9))) (i64.load8_u (i32.const 0))
                    1   | (i64.extend_i32_s (memory.atomic.wait32 (i32.const 8) (i32.const 5) (i64.const -1)))
                    2   | (i64.extend_i32_s (memory.atomic.wait64 (i32.const 8) (i64.const 0) (i64.const 1000)))
                    0   | (atomic.fence) (i64.extend_i32_s (memory.atomic.notify (i32.const 8) (i32.const -1)))
                    """)
    void an_instruction_is_compiled(long expected, String code) {
        Methods methods =
                new Methods(context, FIELDS + "(func (export \"run\") (result i64) (call $look) " + code + ")");
        assertEquals(expected, methods.run("run").asLong());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    unaligned atomic | (drop (i32.atomic.load16_u offset=2 (i32.const 1)))
                    out of bounds memory access: 4 bytes at 65536, the memory has 65536 | (i32.atomic.store (i32.const 65536) (i32.const 1))
                    out of bounds memory access: 8 bytes at 8589934576, the memory has 65536 | (drop (i64.atomic.rmw.add offset=0xfffffff8 (i32.const -8) (i64.const 1)))
                    out of bounds memory access: 8 bytes at 4611686018427387904, the memory has 65536 | (drop (i64.atomic.load $own offset=8 (i64.const -8)))
                    expected shared memory | (drop (memory.atomic.wait32 $own (i64.const 0) (i32.const 0) (i64.const 0)))
                    """)
    void a_trap_tells_its_place(String message, String code) {
        String function = FIELDS + "(func $f (export \"run\") (call $look) " + code + ")";
        Methods methods = new Methods(context, function);
        PolyglotException trap = assertThrows(PolyglotException.class, () -> methods.run("run"));
        assertEquals(message, trap.getMessage());
        try (Context other = create("false")) {
            Methods nodes = new Methods(other, function);
            PolyglotException expected = assertThrows(PolyglotException.class, () -> nodes.isMethod("run"));
            assertEquals(expected.getMessage(), trap.getMessage());
            assertEquals(Methods.backtrace(expected), Methods.backtrace(trap));
        }
    }

    @Test
    void no_thread_loses_a_count_of_another() throws Exception {
        Methods methods = new Methods(context, FIELDS + """
                (func (export "run") (param $n i32) (result i64)
                  (loop $more
                    (drop (i64.atomic.rmw.add (i32.const 8) (i64.const 1)))
                    (drop (i32.atomic.rmw8.add_u (i32.const 17) (i32.const 1)))
                    (br_if $more (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                  (call $look)
                  (i64.atomic.load (i32.const 8)))
                (func (export "small") (result i32) (call $look) (i32.atomic.load8_u (i32.const 17)))
                """);
        FutureTask<Boolean> other = new FutureTask<>(() -> methods.isMethod("run", 100_001));
        Thread thread = Thread.ofPlatform().start(other);
        methods.isMethod("run", 100_002);
        thread.join();
        other.get();
        assertEquals(200_004, methods.run("run", 1).asLong());
        assertEquals(200_004 & 0xFF, methods.run("small").asInt());
    }

    @Test
    void a_thread_that_waits_for_ever_can_be_cancelled() throws Exception {
        Methods methods = new Methods(context, FIELDS + """
                (func (export "run") (result i32)
                  (call $look) (memory.atomic.wait32 (i32.const 8) (i32.const 0) (i64.const -1)))
                """);
        CountDownLatch started = new CountDownLatch(1);
        FutureTask<PolyglotException> run = new FutureTask<>(() -> {
            started.countDown();
            return assertThrows(PolyglotException.class, () -> methods.run("run"));
        });
        Thread.ofPlatform().start(run);
        started.await();
        Thread.sleep(200);
        context.close(true);
        assertTrue(run.get().isCancelled());
    }
}

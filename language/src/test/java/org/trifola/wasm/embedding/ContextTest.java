// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Contexts on many threads, and contexts that may do little. */
@Timeout(120)
class ContextTest {
    private static final int THREADS = 4;

    private static final String SUM = """
            (module
              (memory 1)
              (func (export "sum") (param $n i32) (result i64) (local $sum i64)
                (loop $again
                  (local.set $sum (i64.add (local.get $sum) (i64.extend_i32_u (local.get $n))))
                  (i64.store (i32.const 0) (local.get $sum))
                  (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                (i64.load (i32.const 0))))
            """;

    @Test
    void contexts_of_one_engine_run_in_parallel() throws Exception {
        try (Engine engine = Engine.create("wasm")) {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            onThreads(() -> {
                try (Context context = Context.newBuilder("wasm").engine(engine).build()) {
                    start.await();
                    return sums(context);
                }
            });
        }
    }

    @Test
    void threads_share_a_context_and_have_instances_of_their_own() throws Exception {
        try (Context context = Context.create("wasm")) {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            onThreads(() -> {
                start.await();
                return sums(context);
            });
        }
    }

    private static long sums(Context context) {
        Value sum = Modules.exports(context, SUM).getMember("sum");
        long last = 0;
        for (int i = 0; i < 500; i++) {
            last = sum.execute(1000).asLong();
            assertEquals(500_500, last);
        }
        return last;
    }

    private static void onThreads(Callable<Long> task) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Long>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                results.add(threads.submit(task));
            }
            for (Future<Long> result : results) {
                assertEquals(500_500, result.get());
            }
        }
    }

    @Test
    void constrained_sandbox_runs_programs_that_print() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Context context = Context.newBuilder("wasm")
                .sandbox(SandboxPolicy.CONSTRAINED)
                .option("wasm.Builtins", "wasi_snapshot_preview1")
                .out(out)
                .err(OutputStream.nullOutputStream())
                .build()) {
            ProxyExecutable seven = _ -> 7;
            ProxyObject host = ProxyObject.fromMap(Map.of("seven", seven));
            Value exports = Modules.exports(context, """
                    (module
                      (import "wasi_snapshot_preview1" "fd_write"
                        (func $write (param i32 i32 i32 i32) (result i32)))
                      (import "host" "seven" (func $seven (result i32)))
                      (memory (export "memory") 1)
                      (data (i32.const 0) "\\08\\00\\00\\00\\05\\00\\00\\00hello")
                      (func (export "run") (result i32)
                        (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 20)))
                        (call $seven)))
                    """, ProxyObject.fromMap(Map.of("host", host)));
            assertEquals(7, exports.invokeMember("run").asInt());
        }
        assertEquals("hello", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void untrusted_code_needs_an_isolate_that_this_runtime_has_not() {
        Context.Builder builder = Context.newBuilder("wasm").sandbox(SandboxPolicy.UNTRUSTED);
        assertThrows(IllegalArgumentException.class, builder::build);
    }
}

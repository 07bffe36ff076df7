// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Instances that are dropped and contexts that are closed give their memory back. */
@Timeout(120)
class MemoryReleaseTest {
    private static final long MEBIBYTE = 1 << 20;
    private static final Path STATUS = Path.of("/proc/self/status");

    /** An instance whose memory is really used. */
    private static final Source ONE_PAGE = Modules.source("one page", """
            (module
              (memory (export "memory") 1)
              (func (export "f") (result i32)
                (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536))
                (i32.load8_u (i32.const 65535))))
            """);

    private static final Source HOLDER = Modules.source("holder", """
            (module
              (global (export "global") (mut externref) (ref.null extern))
              (func (export "f") (result i32) (i32.const 7)))
            """);

    @Test
    void ten_thousand_dropped_instances_need_little_memory() throws IOException {
        assumeTrue(Files.isReadable(STATUS), "the process size is not known on this system");
        long before = residentBytes();
        long most = 0;
        try (Context context = Context.create("wasm")) {
            Value module = context.eval(ONE_PAGE);
            for (int i = 0; i < 10_000; i++) {
                assertEquals(
                        1,
                        module.newInstance()
                                .getMember("exports")
                                .invokeMember("f")
                                .asInt());
                if (i % 500 == 0) {
                    most = Math.max(most, residentBytes() - before);
                    assertTrue(mappings() < 20_000, "a process has 65530 mappings in all, and ends without them");
                }
            }
        }
        assertTrue(most < 512 * MEBIBYTE, "the process grew by " + most / MEBIBYTE + " MiB");
    }

    @Test
    void closed_contexts_give_native_memory_back_at_once() throws IOException {
        assumeTrue(Files.isReadable(STATUS), "the process size is not known on this system");
        try (Engine engine = Engine.create("wasm")) {
            long before = residentBytes();
            for (int i = 0; i < 10; i++) {
                try (Context context = Context.newBuilder("wasm").engine(engine).build()) {
                    Value exports = Modules.exports(context, """
                            (module
                              (memory 1024)
                              (func (export "f") (memory.fill (i32.const 0) (i32.const 1) (i32.const 0x4000000))))
                            """);
                    exports.invokeMember("f");
                }
            }
            long growth = residentBytes() - before;
            assertTrue(growth < 320 * MEBIBYTE, "the process grew by " + growth / MEBIBYTE + " MiB");
        }
    }

    @Test
    void closed_contexts_give_their_heap_back() throws InterruptedException {
        try (Engine engine = Engine.create("wasm")) {
            WeakReference<Context> closed = new WeakReference<>(used(engine));
            for (int i = 0; i < 50 && closed.get() != null; i++) {
                System.gc();
                Thread.sleep(20);
            }
            assertEquals(null, closed.get());
        }
    }

    @Test
    void dropped_instances_give_their_heap_back_while_their_module_lives() throws InterruptedException {
        try (Context context = Context.create("wasm")) {
            Value module = context.eval(HOLDER);
            WeakReference<Object> held = heldByDroppedInstance(module);
            for (int i = 0; i < 50 && held.get() != null; i++) {
                System.gc();
                Thread.sleep(20);
            }
            assertEquals(null, held.get());
            assertEquals(
                    7,
                    module.newInstance().getMember("exports").invokeMember("f").asInt());
        }
    }

    private static WeakReference<Object> heldByDroppedInstance(Value module) {
        Object object = new Object();
        Value exports = module.newInstance().getMember("exports");
        exports.getMember("global").putMember("value", object);
        assertEquals(7, exports.invokeMember("f").asInt());
        return new WeakReference<>(object);
    }

    private static Context used(Engine engine) {
        Context context = Context.newBuilder("wasm").engine(engine).build();
        assertEquals(
                1,
                context.eval(ONE_PAGE)
                        .newInstance()
                        .getMember("exports")
                        .invokeMember("f")
                        .asInt());
        context.close();
        return context;
    }

    private static long mappings() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.count();
        }
    }

    private static long residentBytes() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }
}

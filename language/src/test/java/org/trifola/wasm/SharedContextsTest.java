// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Function;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.interop.Members;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.text.WatParser;

/** A shared memory goes from one context to another, as a worker of JavaScript gets it, and lives as long as both. */
class SharedContextsTest {
    private static final String MODULE = """
            (module
              (memory (import "host" "memory") 1 1 shared)
              (func (export "add") (result i32) (i32.atomic.rmw.add (i32.const 65532) (i32.const 1))))
            """;

    private Engine engine;
    private Context first;
    private Context second;
    private Memory memory;

    @BeforeEach
    void share() {
        engine = Engine.create("wasm");
        first = Context.newBuilder("wasm").engine(engine).build();
        second = Context.newBuilder("wasm").engine(engine).build();
        memory = in(
                first,
                context -> context.newMemory(new MemoryType(
                        AddressType.I32, new Limits(1, true, 1), true, MemoryType.DEFAULT_PAGE_SIZE_LOG2)));
    }

    @AfterEach
    void close() {
        engine.close(true);
    }

    @Test
    void a_shared_memory_outlives_the_context_that_made_it() {
        Instance instance = in(second, this::instantiate);
        assertEquals((Object) 0, in(second, _ -> call(instance)));
        first.close();
        assertEquals((Object) 1, in(second, _ -> call(instance)));
        second.close();
        assertEquals(0, memory.byteSize());
    }

    @Test
    void a_context_keeps_a_memory_once_however_many_instances_import_it() {
        in(second, this::instantiate);
        Instance instance = in(second, this::instantiate);
        second.close();
        assertEquals(1 << 16, memory.byteSize());
        first.close();
        assertEquals(0, memory.byteSize());
        assertThrows(IllegalStateException.class, () -> in(first, _ -> call(instance)));
    }

    @Test
    void a_memory_whose_contexts_have_ended_is_empty() {
        first.close();
        assertEquals(0, memory.byteSize());
        Memory freed = memory;
        assertThrows(RuntimeException.class, () -> in(second, this::instantiate));
        second.close();
        assertEquals(0, freed.byteSize());
    }

    private Instance instantiate(WasmContext context) {
        Members host = new Members("host").with("memory", memory);
        return context.instantiate(
                context.language().load("sharing", WatParser.parse(MODULE)),
                List.of(new Members("imports").with("host", host)).toArray());
    }

    private static @Nullable Object call(Instance instance) {
        return instance.function(0).call();
    }

    private static <T extends @Nullable Object> T in(Context context, Function<WasmContext, T> action) {
        context.initialize("wasm");
        context.enter();
        try {
            return action.apply(WasmContext.get(null));
        } finally {
            context.leave();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.source.Source;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.io.ByteSequence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.WasmContext;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.text.WatParser;

/** Code belongs to a module and an engine: contexts and instances share it and have their own state. */
class SharingTest {
    private static final Source COUNTER = Source.newBuilder(
                    "wasm", ByteSequence.create(WatParser.parse("""
                    (module
                      (global $count (mut i32) (i32.const 0))
                      (memory 1)
                      (func (export "count") (result i32)
                        (global.set $count (i32.add (global.get $count) (i32.const 1)))
                        (i32.store (i32.const 8) (global.get $count))
                        (i32.load (i32.const 8))))
                    """)), "counter")
            .build();

    private final Engine engine = Engine.newBuilder("wasm").build();

    @AfterEach
    void closeTheEngine() {
        engine.close();
    }

    @Test
    void instances_of_a_module_share_one_node_tree() {
        try (Context context = Context.newBuilder("wasm").engine(engine).build()) {
            Instance one = instance(context);
            Instance other = instance(context);
            assertNotSame(one, other);
            assertSame(one.module(), other.module());
            assertSame(code(context, one), code(context, other));
            assertEquals(1, count(context, one));
            assertEquals(2, count(context, one));
            assertEquals(1, count(context, other));
        }
    }

    @Test
    void contexts_of_an_engine_share_one_node_tree() {
        try (Context oneContext = Context.newBuilder("wasm").engine(engine).build();
                Context otherContext = Context.newBuilder("wasm").engine(engine).build()) {
            Instance one = instance(oneContext);
            Instance other = instance(otherContext);
            assertSame(code(oneContext, one), code(otherContext, other));
            assertEquals(1, count(oneContext, one));
            assertEquals(1, count(otherContext, other));
            assertEquals(2, count(oneContext, one));
        }
    }

    @Test
    void contexts_one_after_the_other_share_one_node_tree() {
        CallTarget first;
        try (Context context = Context.newBuilder("wasm").engine(engine).build()) {
            first = code(context, instance(context));
        }
        try (Context context = Context.newBuilder("wasm").engine(engine).build()) {
            assertSame(first, code(context, instance(context)));
        }
    }

    @Test
    void engines_share_nothing() {
        try (Context one = Context.newBuilder("wasm").engine(engine).build();
                Context other = Context.create("wasm")) {
            assertNotSame(code(one, instance(one)), code(other, instance(other)));
        }
    }

    private static Instance instance(Context context) {
        context.initialize("wasm");
        context.enter();
        try {
            WasmModule module = (WasmModule)
                    WasmContext.get(null).env().parsePublic(COUNTER).call();
            return module.upcalls().instantiate(module, new Object[0]);
        } finally {
            context.leave();
        }
    }

    private static CallTarget code(Context context, Instance instance) {
        context.enter();
        try {
            return instance.function(0).code().callTarget();
        } finally {
            context.leave();
        }
    }

    private static @Nullable Object count(Context context, Instance instance) {
        context.enter();
        try {
            return instance.function(0).call();
        } finally {
            context.leave();
        }
    }
}

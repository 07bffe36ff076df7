// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.Test;

/** Functions that begin with vectors lane by lane and change over to vectors that are objects. */
class VectorLoopsTest {
    private static final String PROPERTY = System.getProperty("trifola.wasm.vectorApi", "");

    /** Whether objects are used, and whether from the beginning. */
    private static final boolean HAS_OBJECTS = !PROPERTY.equals("false");

    private static final long PATIENCE = 60_000_000_000L;

    private static final boolean BEGINS_WITH_OBJECTS = PROPERTY.equals("always");

    /** Ten vector instructions on a local, the last of which leaves the result. */
    private static final String MIX = """
            (local.set $v (i32x4.add (local.get $v) (v128.const i32x4 1 2 3 4)))
            (local.set $v (v128.xor (local.get $v) (i32x4.shl (local.get $v) (i32.const 5))))
            (local.set $v (i8x16.shuffle 1 2 3 0 5 6 7 4 9 10 11 8 13 14 15 12 (local.get $v) (local.get $v)))
            (local.set $v (i16x8.sub_sat_s (local.get $v) (v128.load offset=16 (i32.const 0))))
            (v128.store offset=32 (i32.const 0) (local.get $v))
            """;

    private static final String LOOP = """
            (memory 1) (data (i32.const 16) "\\01\\02\\03\\04\\05\\06\\07\\08\\09\\0a\\0b\\0c\\0d\\0e\\0f\\10")
            (func $see (call $look))
            (func (export "run") (param $n i32) (param $end i32) (result i64)
              (local $v v128) (local $f v128) (local $i i32)
              (local.set $v (i64x2.splat (i64.extend_i32_u (local.get $n))))
              (block $out
                (loop $next
            """ + MIX + """
                  (local.set $f (f32x4.add (local.get $f) (f32x4.convert_i32x4_s (local.get $v))))
                  (if (i32.eq (local.get $i) (local.get $end))
                    (then (call $see) (drop (v128.load (i32.const 65528)))))
                  (local.set $i (i32.add (local.get $i) (i32.const 1)))
                  (br_if $out
                    (i32.and (i32x4.all_true (local.get $v)) (i32.eq (local.get $i) (local.get $n))))
                  (br_if $next (i32.lt_u (local.get $i) (local.get $n)))))
              (i64.xor
                (i64x2.extract_lane 0 (v128.xor (local.get $f) (local.get $v)))
                (i64x2.extract_lane 1 (v128.xor (local.get $f) (local.get $v)))))
            """;

    private static final String STRAIGHT = """
            (memory 1) (data (i32.const 16) "\\01\\02\\03\\04\\05\\06\\07\\08\\09\\0a\\0b\\0c\\0d\\0e\\0f\\10")
            (func $mix (param $v v128) (param $end i32) (result v128)
            """ + MIX + """
              (if (local.get $end) (then (call $look) (drop (v128.load (i32.const 65528)))))
              (local.get $v))
            (func (export "run") (param $n i32) (param $end i32) (result i64)
              (local $v v128) (local $i i32)
              (local.set $v (i32x4.splat (local.get $n)))
              (loop $next
                (local.set $v (call $mix (local.get $v) (i32.eq (local.get $i) (local.get $end))))
                (local.set $i (i32.add (local.get $i) (i32.const 1)))
                (br_if $next (i32.lt_u (local.get $i) (local.get $n))))
              (i64.add (i64x2.extract_lane 0 (local.get $v)) (i64x2.extract_lane 1 (local.get $v))))
            """;

    private static Context context(boolean isBaseline) {
        return Context.newBuilder("wasm")
                .allowExperimentalOptions(true)
                .option("wasm.Baseline", Boolean.toString(isBaseline))
                .build();
    }

    /** The function that sees the stack is called, and then a trap arises. */
    private static List<String> trap(Methods methods) {
        PolyglotException trap = assertThrows(PolyglotException.class, () -> methods.call("run", 5, 3));
        return Methods.backtrace(trap);
    }

    private static void check(String fields, int heatCalls, int heat) {
        try (Context nodesContext = context(false);
                Context context = context(true)) {
            Methods nodes = new Methods(nodesContext, fields);
            Methods methods = new Methods(context, fields);
            List<String> backtrace = trap(nodes);
            assertEquals(backtrace, trap(methods));
            assertEquals(BEGINS_WITH_OBJECTS, methods.usedObjects());
            for (int i = 0; i < heatCalls; i++) {
                methods.call("run", heat, -1);
            }
            assertEquals(
                    nodes.call("run", heat, -1).asLong(),
                    methods.call("run", heat, -1).asLong());
            for (int n = 1; n < 600; n++) {
                assertEquals(
                        nodes.call("run", n, -1).asLong(),
                        methods.call("run", n, -1).asLong(),
                        "of " + n);
            }
            // HotSpot compiles in the background.
            long deadline = System.nanoTime() + (HAS_OBJECTS ? PATIENCE : 0);
            do {
                assertEquals(backtrace, trap(methods));
            } while (!methods.usedObjects() && System.nanoTime() < deadline);
            assertEquals(HAS_OBJECTS, methods.usedObjects());
            assertEquals(
                    nodes.call("run", 600, -1).asLong(),
                    methods.call("run", 600, -1).asLong());
        }
    }

    @Test
    void a_loop_that_runs_for_long_changes_over_to_objects() {
        check(LOOP, 9, BEGINS_WITH_OBJECTS ? 1000 : 400_000);
    }

    @Test
    void a_function_that_is_called_often_changes_over_to_objects() {
        check(STRAIGHT, 4, BEGINS_WITH_OBJECTS ? 1000 : 100_000);
    }

    @Test
    void a_function_with_few_vector_instructions_does_not() {
        String fields = "(func (export \"run\") (param $n i32) (param $end i32) (result i64) (local $v v128)"
                + "(call $look) (i64x2.extract_lane 0 (i32x4.splat (local.get $n))))";
        try (Context context = context(true)) {
            Methods methods = new Methods(context, fields);
            assertEquals(0x7_0000_0007L, methods.call("run", 7, 0).asLong());
            assertEquals(BEGINS_WITH_OBJECTS, methods.usedObjects());
        }
    }
}

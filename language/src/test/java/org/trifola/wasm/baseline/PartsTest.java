// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trifola.wasm.text.WatParser;

/** Functions that are too long for one method. */
class PartsTest {
    private static final int STATEMENTS = 900;
    private static final int MAX_DEPTH = 5;

    /** The names of the methods that {@code look} has seen above it. */
    private final Set<String> seen = new HashSet<>();

    private final ProxyExecutable look = _ -> {
        StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().startsWith("wasm.F"))
                        .map(StackWalker.StackFrame::getMethodName)
                        .toList())
                .forEach(seen::add);
        return null;
    };

    private Value exports(Context context, String text) {
        Source source = Source.newBuilder("wasm", ByteSequence.create(WatParser.parse(text)), "test")
                .buildLiteral();
        ProxyObject imports = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("look", look))));
        return context.eval(source).newInstance(imports).getMember("exports");
    }

    private boolean sawPart() {
        return seen.stream().anyMatch(Part::isName);
    }

    private static Context nodes() {
        return Context.newBuilder("wasm")
                .allowExperimentalOptions(true)
                .option("wasm.Baseline", "false")
                .build();
    }

    /** Writes long functions of random statements, which end. */
    private static final class Writer {
        private final Random random;
        private final StringBuilder text = new StringBuilder();

        /** Whether each label, the innermost one last, can be branched to without going round for ever. */
        private final List<Boolean> isForward = new ArrayList<>();

        private int statements;

        Writer(long seed) {
            random = new Random(seed);
        }

        private String i32(int depth) {
            return switch (depth == 0 ? random.nextInt(3) : random.nextInt(7)) {
                case 0 -> "(i32.const " + random.nextInt() + ")";
                case 1, 2 -> "(local.get $i" + random.nextInt(4) + ")";
                case 3 -> "(i32.add " + i32(depth - 1) + " " + i32(depth - 1) + ")";
                case 4 -> "(i32.wrap_i64 " + i64(depth - 1) + ")";
                case 5 -> "(i32.load8_u offset=64 (i32.and (i32.const 255) " + i32(depth - 1) + "))";
                default -> "(i32.lt_s " + i32(depth - 1) + " " + i32(depth - 1) + ")";
            };
        }

        private String i64(int depth) {
            return switch (depth == 0 ? random.nextInt(3) : random.nextInt(7)) {
                case 0 -> "(i64.const " + random.nextLong() + ")";
                case 1, 2 -> "(local.get $l" + random.nextInt(4) + ")";
                case 3 -> "(i64.mul " + i64(depth - 1) + " " + i64(depth - 1) + ")";
                case 4 -> "(i64.extend_i32_s " + i32(depth - 1) + ")";
                case 5 -> "(i64.trunc_sat_f64_s (local.get $d))";
                default -> "(call $mix " + i64(depth - 1) + " " + i32(depth - 1) + ")";
            };
        }

        private String statement() {
            return switch (random.nextInt(9)) {
                case 0, 1 -> "(local.set $i" + random.nextInt(4) + " " + i32(3) + ")";
                case 2, 3 -> "(local.set $l" + random.nextInt(4) + " " + i64(3) + ")";
                case 4 -> "(local.set $d (f64.add (local.get $d) (f64.convert_i32_s " + i32(2) + ")))";
                case 5 -> "(local.set $f (f32.convert_i64_s " + i64(2) + "))";
                case 6 -> "(i64.store offset=64 (i32.and (i32.const 255) " + i32(1) + ") " + i64(2) + ")";
                case 7 -> "(local.set $v (i32x4.add (local.get $v) (i32x4.splat " + i32(2) + ")))";
                default ->
                    "(local.set $r (select (result i31ref) (local.get $r) (ref.i31 " + i32(1) + ") " + i32(1) + "))";
            };
        }

        private void statements(int depth, int count) {
            for (int i = 0; i < count; i++) {
                statements++;
                if (depth < MAX_DEPTH && random.nextInt(4) == 0) {
                    structure(depth + 1);
                } else if (depth > 1 && random.nextInt(6) == 0) {
                    leave();
                } else {
                    text.append(statement()).append('\n');
                }
            }
        }

        private void body(int depth, boolean canBeLeft) {
            isForward.add(canBeLeft);
            statements(depth, 1 + random.nextInt(6));
            isForward.removeLast();
        }

        private void structure(int depth) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    text.append("(if ").append(i32(2)).append(" (then\n");
                    body(depth, true);
                    text.append(") (else\n");
                    body(depth, true);
                    text.append("))\n");
                }
                case 1 -> {
                    text.append("(block\n");
                    body(depth, true);
                    text.append(")\n");
                }
                case 2 -> {
                    // Three times, by a counter that nested loops do not touch.
                    text.append("(i32.store (i32.const %d) (i32.const 3)) (loop\n".formatted(4 * depth));
                    body(depth, false);
                    text.append("(br_if 0 (call $count (i32.const %d))))\n".formatted(4 * depth));
                }
                case 3 -> {
                    text.append("(local.set $l0 (block (result i64)\n(drop (br_if 0 ")
                            .append(i64(1) + " " + i32(2) + "))\n");
                    isForward.add(false);
                    statements(depth, 2);
                    isForward.removeLast();
                    text.append(i64(2)).append("))\n");
                }
                case 4 -> {
                    text.append("(block (local.set $l1 (block (result i64) (try_table (catch $e 0)\n");
                    isForward.addAll(List.of(true, false, true));
                    statements(depth, 2);
                    text.append("(if " + i32(1) + " (then (throw $e " + i64(1) + ")))\n(call $fail " + i32(1) + "))\n");
                    text.append("(br 1))))\n");
                    isForward.subList(isForward.size() - 3, isForward.size()).clear();
                }
                default -> text.append("(call $look)\n");
            }
        }

        /** A conditional way out of some blocks. */
        private void leave() {
            List<Integer> labels = new ArrayList<>();
            for (int i = 0; i < isForward.size(); i++) {
                if (isForward.get(isForward.size() - 1 - i)) {
                    labels.add(i);
                }
            }
            if (labels.isEmpty() || random.nextInt(40) == 0) {
                text.append("(if (i32.eq " + i32(1) + " (i32.const 77)) (then (return " + i64(1) + ")))\n");
                return;
            }
            int label = labels.get(random.nextInt(labels.size()));
            switch (random.nextInt(3)) {
                case 0 -> text.append("(br_if " + label + " " + i32(2) + ")\n");
                case 1 -> text.append("(if " + i32(2) + " (then (br " + (label + 1) + ")))\n");
                default ->
                    text.append(
                            "(br_table %d %d %d %s)\n".formatted(label, labels.getFirst(), labels.getLast(), i32(1)));
            }
        }

        String module() {
            text.append("""
                    (module (import "host" "look" (func $look)) (memory 1) (tag $e (param i64))
                    (func $mix (param i64 i32) (result i64) (i64.add (i64.rotl (local.get 0) (i64.const 7)) (i64.extend_i32_u (local.get 1))))
                    (func $fail (param i32) (if (i32.and (local.get 0) (i32.const 1)) (then (throw $e (i64.const 5)))))
                    (func $count (param i32) (result i32)
                      (i32.store (local.get 0) (i32.sub (i32.load (local.get 0)) (i32.const 1))) (i32.load (local.get 0)))
                    (func (export "run") (param $l0 i64) (param $i0 i32) (result i64)
                      (local $l1 i64) (local $l2 i64) (local $l3 i64) (local $i1 i32) (local $i2 i32) (local $i3 i32)
                      (local $f f32) (local $d f64) (local $v v128) (local $r i31ref)
                    """);
            while (statements < STATEMENTS) {
                statements(0, 10);
            }
            text.append("""
                    (call $look)
                    (i64.xor (i64.xor (i64.add (local.get $l0) (i64.mul (local.get $l1) (i64.const 3))) (i64x2.extract_lane 1 (local.get $v)))
                      (i64.xor (i64.add (local.get $l2) (i64.rotl (local.get $l3) (i64.const 9)))
                        (i64.xor (call $mix (i64.reinterpret_f64 (local.get $d)) (i32.reinterpret_f32 (local.get $f)))
                          (call $mix (i64.extend_i32_u (i32.add (local.get $i0) (i32.mul (local.get $i1) (i32.const 5))))
                            (i32.xor (i32.add (local.get $i2) (i32.rotl (local.get $i3) (i32.const 3)))
                              (i31.get_s (ref.as_non_null (select (result i31ref) (ref.i31 (i32.const 4)) (local.get $r) (ref.is_null (local.get $r))))))))))))
                    """);
            return text.toString();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_long_function_computes_what_nodes_compute(long seed) {
        String text = new Writer(seed).module();
        try (Context methods = Context.create("wasm");
                Context nodes = nodes()) {
            Value asMethods = exports(methods, text).getMember("run");
            Value onNodes = exports(nodes, text).getMember("run");
            for (long argument : new long[] {0, -1, 0x0123_4567_89AB_CDEFL, 77}) {
                for (int other : new int[] {0, 1, -99}) {
                    assertEquals(
                            onNodes.execute(argument, other).asLong(),
                            asMethods.execute(argument, other).asLong(),
                            () -> "with " + argument + " and " + other);
                }
            }
        }
        assertTrue(sawPart(), "all in one method: " + seen);
    }

    /** Statements that take much code and do little. */
    private static String padding(int statements) {
        return "(local.set 0 (i32.add (i32.load8_u (i32.and (local.get 0) (i32.const 255))) (local.get 0)))\n"
                .repeat(statements);
    }

    @Test
    void a_trap_in_a_part_tells_its_place_and_each_function_once() {
        String text = """
                (module (import "host" "look" (func $look)) (memory 1)
                  (func $inner (param i32) (result i32) (call $look) %1$s (block %1$s (drop (i32.load (local.get 0)))) (i32.const 1))
                  (func $outer (export "outer") (param i32) (result i32) (block %1$s (local.set 0 (call $inner (i32.const -9)))) %1$s (local.get 0)))
                """.formatted(padding(600));
        List<List<String>> backtraces = new ArrayList<>();
        try (Context methods = Context.create("wasm");
                Context nodes = nodes()) {
            for (Context context : List.of(methods, nodes)) {
                Value outer = exports(context, text).getMember("outer");
                PolyglotException trap = assertThrows(PolyglotException.class, () -> outer.execute(1));
                backtraces.add(Methods.backtrace(trap));
            }
        }
        assertTrue(sawPart(), "all in one method: " + seen);
        assertEquals(backtraces.get(1), backtraces.get(0));
        assertEquals(2, backtraces.get(0).size());
    }

    /** A trap that is told as on nodes, in functions that nothing but their length puts at risk. */
    private void assertTrapsAsOnNodes(String body) {
        String text = """
                (module (import "host" "look" (func $look)) (memory 1)
                  (func (export "run") (param i32) (call $look) %s (drop (i32.load (i32.const -9)))))
                """.formatted(body);
        try (Context methods = Context.create("wasm");
                Context nodes = nodes()) {
            List<List<String>> backtraces = new ArrayList<>();
            for (Context context : List.of(methods, nodes)) {
                Value run = exports(context, text).getMember("run");
                PolyglotException trap = assertThrows(PolyglotException.class, () -> run.execute(1));
                backtraces.add(Methods.backtrace(trap));
            }
            assertEquals(backtraces.get(1), backtraces.get(0));
        }
    }

    @Test
    void a_trap_in_a_body_longer_than_line_numbers_reach_tells_its_place() {
        assertTrapsAsOnNodes(padding(6_000));
        assertTrue(seen.contains(ModuleClasses.CALL), "no method");
    }

    /** An expression can not be cut, so that cuts after the first one win nothing. */
    @ParameterizedTest
    @ValueSource(ints = {200, 250, 300, 350, 400})
    void a_trap_in_a_long_body_around_a_long_expression_tells_its_place(int depth) {
        String expression = "(drop " + "(i32.load8_u (i32.and (i32.const 255) ".repeat(depth) + "(local.get 0)"
                + "))".repeat(depth) + ")";
        assertTrapsAsOnNodes(padding(3_000) + expression + padding(3_000));
        assertTrue(depth > 250 || seen.contains(ModuleClasses.CALL), "no method");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_loop_around_parts_can_be_stopped() throws Exception {
        String text = """
                (module (import "host" "look" (func $look)) (memory 1)
                  (func (export "run") (param i32) (call $look) (loop %1$s (loop %1$s) (br 0))))
                """.formatted(padding(500));
        try (Context context = Context.create("wasm")) {
            Value run = exports(context, text).getMember("run");
            Thread stopper = new Thread(() -> {
                try {
                    Thread.sleep(500);
                    context.interrupt(Duration.ofSeconds(30));
                } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
                    throw new IllegalStateException(e);
                }
            });
            stopper.start();
            PolyglotException stopped = assertThrows(PolyglotException.class, () -> run.execute(1));
            assertTrue(stopped.isInterrupted(), stopped.toString());
            stopper.join();
        }
    }
}

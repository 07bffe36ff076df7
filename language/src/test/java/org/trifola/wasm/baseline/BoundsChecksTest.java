// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.Shape;
import org.trifola.wasm.text.WatParser;
import org.trifola.wasm.validation.ModuleContext;
import org.trifola.wasm.validation.ModuleValidator;

/** Which accesses look whether they are inside the memory, and that they trap all the same. */
class BoundsChecksTest {
    private static final long LAST_PAGE_END = 65_536;

    /** For each access of a body, 0 if it needs no check, else where all end that it looks for. */
    private static List<Long> ends(String memories, String body) {
        ModuleDef module = ModuleDecoder.decode(WatParser.parse("(module " + memories
                + "(global $g (mut i32) (i32.const 0)) (func $f) (func (param $p i32) (param $q i32) " + body + "))"));
        ModuleContext context = ModuleValidator.validate(module, Feature.defaults());
        InstructionReader reader = new InstructionReader(
                module.bytes(), module.functions().getLast().code());
        BoundsChecks checks = BoundsChecks.of(
                context,
                new InstructionReader(
                        module.bytes(), module.functions().getLast().code()));
        List<Long> ends = new ArrayList<>();
        reader.localGroups();
        while (!reader.atEnd()) {
            reader.next();
            if (reader.shape().typing() == Shape.Typing.MEMORY) {
                long end = reader.memoryOffset() + reader.shape().width();
                ends.add(checks.isCovered(reader.offset()) ? 0 : checks.end(reader.offset(), end));
            }
        }
        return ends;
    }

    private static String load(String address, int offset) {
        return "(drop (i32.load offset=" + offset + " " + address + "))";
    }

    private static String store(String address, int offset) {
        return "(i32.store offset=" + offset + " " + address + " (i32.const 1))";
    }

    private static final String P = "(local.get $p)";
    private static final String Q = "(local.get $q)";

    @Test
    void the_first_of_several_loads_looks_for_all() {
        assertEquals(
                List.of(16L, 12L, 0L, 0L, 0L),
                ends("(memory 1)", load(P, 4) + load(Q, 8) + load(P, 12) + load(P, 0) + load(Q, 0)));
    }

    @Test
    void a_store_may_be_the_last_of_them() {
        assertEquals(
                List.of(16L, 0L, 24L, 24L),
                ends(
                        "(memory 1)",
                        load(P, 4) + store(P, 12) + load(P, 20) + store(P, 20).replace("$p", "$q")));
        assertEquals(List.of(8L, 12L), ends("(memory 1)", store(P, 4) + store(P, 8)));
    }

    @Test
    void vectors_take_part() {
        String vector = "(drop (v128.load offset=16 (local.get $p)))";
        String lane = "(drop (v128.load16_lane offset=40 3 (local.get $p) (v128.const i64x2 0 0)))";
        String stored = "(v128.store8_lane offset=41 15 (local.get $p) (v128.const i64x2 0 0))";
        assertEquals(
                List.of(42L, 0L, 0L, 0L, 64L), ends("(memory 1)", load(P, 0) + vector + lane + stored + load(P, 60)));
        assertEquals(List.of(42L, 0L), ends("(memory 1)", vector + stored));
    }

    @Test
    void nobody_looks_again_for_what_was_found() {
        assertEquals(List.of(8L, 0L, 0L), ends("(memory 1)", store(P, 4) + store(P, 0) + load(P, 4)));
        assertEquals(
                List.of(8L, 0L, 0L),
                ends("(memory 1)", load(P, 4) + "(if " + Q + "(then " + load(P, 0) + store(P, 4) + "))"));
    }

    @Test
    void a_local_that_is_set_while_its_value_waits_is_another() {
        assertEquals(
                List.of(4L, 4L), ends("(memory 1)", load(P, 0) + P + "(local.set $p (i32.const 0)) i32.load drop"));
        assertEquals(
                List.of(4L, 8L, 0L),
                ends("(memory 1)", load(P, 0) + load("(local.tee $p (i32.const 9))", 4) + load(P, 0)));
    }

    /** Between two loads, the second of which looks for itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(local.set $p (i32.const 1))",
                "(global.set $g (i32.const 1))",
                "(call $f)",
                "(drop (memory.grow (i32.const 1)))",
                "(memory.fill (i32.const 0) (i32.const 0) (i32.const 0))",
                "(drop (i32.div_u (i32.const 1) (local.get $q)))",
                "(i32.store (local.get $q) (i32.const 0))",
                "(br_if 0 (local.get $q))",
                "(block (br_if 0 (local.get $q)))",
                "(if (local.get $q) (then))",
                "(loop)",
                "(v128.store (local.get $q) (v128.const i64x2 0 0))",
                "(drop (i32.atomic.rmw.add (local.get $q) (i32.const 0)))",
            })
    void the_first_does_not_look_beyond(String between) {
        List<Long> ends = ends("(memory 1)", load(P, 0) + between + load(P, 4));
        assertEquals(4L, ends.getFirst());
        assertEquals(8L, ends.getLast());
    }

    @Test
    void inside_a_branch_nothing_is_promised_for_the_way_around() {
        assertEquals(
                List.of(8L, 4L, 12L),
                ends("(memory 1)", "(if " + Q + "(then " + load(P, 4) + ") (else " + load(P, 0) + "))" + load(P, 8)));
    }

    @Test
    void other_memories_look_for_themselves() {
        assertEquals(
                List.of(8L, 12L),
                ends(
                        "(memory 1) (memory $m 1)",
                        load(P, 4).replace("load", "load $m") + load(P, 8).replace("load", "load $m")));
        assertEquals(
                List.of(8L, 12L),
                ends("(memory i64 1)", "(local $w i64)" + load("(local.get $w)", 4) + load("(local.get $w)", 8)));
    }

    @Test
    void only_the_topmost_operands_are_known() {
        assertEquals(
                List.of(4L, 0L), ends("(memory 1)", load(P, 0) + P.repeat(200) + "i32.load" + " drop".repeat(200)));
        assertEquals(
                List.of(4L, 4L),
                ends("(memory 1)", load(P, 0) + P + P.repeat(200) + " drop".repeat(200) + " i32.load drop"));
    }

    @Test
    void an_address_that_is_no_local_is_unknown() {
        String sum = "(i32.add (local.get $p) (i32.const 4))";
        assertEquals(List.of(4L, 8L), ends("(memory 1)", load(sum, 0) + load(sum, 4)));
    }

    private static Context context(boolean methods) {
        return Context.newBuilder("wasm")
                .option("wasm.Baseline", Boolean.toString(methods))
                .build();
    }

    private static Value exports(Context context, String module) {
        return context.eval(Source.newBuilder("wasm", ByteSequence.create(WatParser.parse(module)), "test")
                        .buildLiteral())
                .newInstance()
                .getMember("exports");
    }

    /** The result or the trap with its backtrace, and what the memory ends with. */
    private static String outcome(Value exports, boolean isExact, Object... arguments) {
        String result;
        try {
            result = exports.getMember("run").execute(arguments).toString();
        } catch (PolyglotException trap) {
            String message = String.valueOf(trap.getMessage());
            result = isExact ? message + Methods.backtrace(trap) : message.replaceAll(":.*", "");
        }
        Value memory = exports.getMember("memory");
        StringBuilder contents = new StringBuilder(result);
        for (long at = memory.getBufferSize() - 32; at < memory.getBufferSize(); at += Long.BYTES) {
            contents.append(' ').append(memory.readBufferLong(ByteOrder.LITTLE_ENDIAN, at));
        }
        return contents.toString();
    }

    @ParameterizedTest
    @CsvSource({"65520, 4", "65524, 2", "65528, 2", "65530, 1", "65534, 0", "65536, 0", "-1, 0", "-4, 0"})
    void the_trap_is_that_of_the_first_load_that_is_outside(int address, int successes) {
        String module = """
                (module (memory (export "memory") 1)
                  (func (export "run") (param i32) (result i32)
                    (i32.load (local.get 0))
                    (i32.load offset=4 (local.get 0))
                    i32.add
                    (i32.load8_u offset=15 (local.get 0))
                    i32.add
                    (i32.load16_u offset=10 (local.get 0))
                    i32.add))
                """;
        try (Context methods = context(true);
                Context nodes = context(false)) {
            String outcome = outcome(exports(methods, module), true, address);
            assertEquals(outcome(exports(nodes, module), true, address), outcome);
            if (successes < 4) {
                int offset = new int[] {0, 4, 15, 10}[successes];
                assertTrue(
                        outcome.contains(" at " + (Integer.toUnsignedLong(address) + offset) + ", the memory has "
                                + LAST_PAGE_END),
                        outcome);
            }
        }
    }

    /** Random bodies with accesses around the end of the memory do on methods what they do on nodes. */
    @Test
    void random_functions_do_what_nodes_do() {
        Set<String> outcomes = new HashSet<>();
        try (Context methods = context(true);
                Context nodes = context(false)) {
            for (int seed = 0; seed < 400; seed++) {
                // Some are so long that they are cut into several methods.
                RandomBody body = new RandomBody(seed, seed % 40 == 0 ? 120 : 1);
                String module = body.module();
                Value onMethods = exports(methods, module);
                Value onNodes = exports(nodes, module);
                for (int i = 0; i < 12; i++) {
                    int p = (int) LAST_PAGE_END - 4 * i;
                    int q = (int) LAST_PAGE_END - 44 + 3 * i;
                    String expected = outcome(onNodes, !body.usesBoth, p, q);
                    assertEquals(expected, outcome(onMethods, !body.usesBoth, p, q), () -> module);
                    outcomes.add(expected.replaceAll("[ :].*", ""));
                }
            }
        }
        assertTrue(
                outcomes.contains("out") && outcomes.contains("integer") && outcomes.size() > 100, outcomes::toString);
    }

    /** Which of two locals is the first to be outside is not said, where a body uses both. */
    private static final class RandomBody {
        private final Random random;
        private final StringBuilder text = new StringBuilder();
        final boolean usesBoth;

        RandomBody(int seed, int length) {
            random = new Random(seed);
            usesBoth = random.nextBoolean();
            for (int i = 0; i < length; i++) {
                statements(3);
            }
        }

        String module() {
            return "(module (memory (export \"memory\") 1) (global $g (mut i32) (i32.const 5))"
                    + "(func $f (i32.store (i32.const 65532) (i32.const 77)))"
                    + "(func (export \"run\") (param $p i32) (param $q i32) (result i32) (local $sum i32)" + text
                    + "(i32.add (local.get $sum) (global.get $g))))";
        }

        private String base() {
            return usesBoth && random.nextBoolean() ? "$q" : "$p";
        }

        private String access(String instruction) {
            return access(instruction, "");
        }

        private String access(String instruction, String lane) {
            return "(" + instruction + " offset=" + random.nextInt(20) + lane + " (local.get " + base() + ")";
        }

        /** A load of a vector, of which one lane is added. */
        private void vector() {
            String vector = switch (random.nextInt(5)) {
                case 0 -> access("v128.load32_splat");
                case 1 -> access("v128.load64_zero");
                case 2 -> access("v128.load16x4_u");
                case 3 -> access("v128.load8_lane", " 5") + "(i32x4.splat (local.get $sum))";
                default -> access("v128.load");
            };
            sum("(i32x4.extract_lane 1 " + vector + "))");
        }

        private void vectorStore() {
            String instruction =
                    random.nextBoolean() ? access("v128.store") : access("v128.store16_lane", " " + random.nextInt(8));
            text.append(instruction).append("(i32x4.splat (local.get $sum)))");
        }

        private void statements(int depth) {
            for (int i = 2 + random.nextInt(6); i > 0; i--) {
                statement(depth);
            }
        }

        private void statement(int depth) {
            switch (random.nextInt(depth > 0 ? 19 : 15)) {
                case 0, 1, 2, 3, 4 -> sum(access("i32.load") + ")");
                case 5 -> sum(access("i32.load8_s") + ")");
                case 6 -> sum("(i32.add " + access("i32.load") + ")" + access("i32.load16_u") + "))");
                case 7 -> text.append(access("i32.store")).append("(local.get $sum))");
                case 8 -> text.append("(global.set $g (local.get $sum))");
                case 9 -> {
                    String base = base();
                    text.append("(local.set " + base + " (i32.sub (local.get " + base + ") (i32.const 4)))");
                }
                case 10 -> sum("(i32.div_u (i32.const 100) (i32.and (local.get $sum) (i32.const 3)))");
                case 11 -> text.append("(call $f)");
                case 12, 13 -> vector();
                case 14 -> vectorStore();
                case 15 -> nested("(block (br_if 0 (i32.and (local.get $sum) (i32.const 1)))", ")", depth);
                case 16 -> nested("(if (i32.and (local.get $sum) (i32.const 2)) (then ", "))", depth);
                case 17 -> nested("(loop ", "(br_if 0 (i32.eq (local.get $sum) (i32.const 7))))", depth);
                default ->
                    text.append("(if (local.get $sum) (then " + access("i32.store8") + "(i32.const 3))) (else "
                            + access("i32.store16") + "(i32.const 4))))");
            }
        }

        private void sum(String value) {
            text.append("(local.set $sum (i32.add (local.get $sum) ")
                    .append(value)
                    .append("))");
        }

        private void nested(String before, String after, int depth) {
            text.append(before);
            statements(depth - 1);
            text.append(after);
        }
    }
}

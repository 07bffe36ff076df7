// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.text.WatParser;

/** Functions of random vector instructions, locals, blocks and calls compute the same as methods and on nodes. */
class RandomVectorsTest {
    private static final int FUNCTIONS = 150;
    private static final int HOT_FUNCTIONS = 6;
    private static final int HOT_CALLS = 6_000;
    private static final int INSTRUCTIONS = 60;
    private static final int LOCALS = 3;

    private static final String[] UNARY = {
        "v128.not",
        "i8x16.neg",
        "i8x16.popcnt",
        "i16x8.abs",
        "i32x4.neg",
        "i64x2.abs",
        "i16x8.extend_low_i8x16_s",
        "i32x4.extend_high_i16x8_u",
        "i32x4.extadd_pairwise_i16x8_s",
        "i64x2.extend_high_i32x4_s",
        "i8x16.abs",
        "i64x2.neg",
        "i32x4.trunc_sat_f32x4_s",
        "f32x4.convert_i32x4_s",
        "f64x2.convert_low_i32x4_s"
    };
    private static final String[] BINARY = {
        "v128.and",
        "v128.or",
        "v128.xor",
        "v128.andnot",
        "i8x16.add",
        "i8x16.sub_sat_s",
        "i8x16.swizzle",
        "i8x16.min_u",
        "i16x8.mul",
        "i16x8.gt_s",
        "i16x8.avgr_u",
        "i32x4.add",
        "i32x4.mul",
        "i32x4.lt_u",
        "i32x4.max_s",
        "i64x2.sub",
        "i64x2.mul",
        "i64x2.eq",
        "i8x16.add_sat_u",
        "i16x8.sub_sat_u",
        "i8x16.lt_u",
        "i32x4.min_u",
        "i64x2.ge_s",
        "f32x4.lt",
        "f64x2.ne",
        "i8x16.narrow_i16x8_u",
        "i32x4.dot_i16x8_s"
    };
    private static final String[] SHIFTS = {"i8x16.shl", "i8x16.shr_s", "i16x8.shr_u", "i32x4.shr_s", "i64x2.shl"};

    private final Random random = new Random(7);
    private StringBuilder text = new StringBuilder();

    /** How many vectors are on the operand stack of the block. */
    private int height;

    private void line(String line) {
        text.append(line).append('\n');
    }

    private String any(String... names) {
        return names[random.nextInt(names.length)];
    }

    private void need(int count) {
        while (height < count) {
            if (random.nextBoolean()) {
                line("local.get %d".formatted(random.nextInt(LOCALS)));
            } else {
                line("v128.const i64x2 %d %d".formatted(random.nextLong(), random.nextLong()));
            }
            height++;
        }
    }

    private void instruction(int depth) {
        switch (random.nextInt(14)) {
            case 0, 1 -> apply(any(UNARY), 1);
            case 2, 3, 4 -> apply(any(BINARY), 2);
            case 5 -> {
                need(1);
                line("(i32.load (i32.const 0))");
                line(any(SHIFTS));
            }
            case 6 -> {
                StringBuilder indices = new StringBuilder("i8x16.shuffle");
                for (int i = 0; i < 16; i++) {
                    indices.append(' ').append(random.nextBoolean() ? i : random.nextInt(32));
                }
                apply(indices.toString(), 2);
            }
            case 7 -> need(height + 1);
            case 8 -> {
                need(1);
                line("local.set %d".formatted(random.nextInt(LOCALS)));
                height--;
            }
            case 9 -> apply("local.tee " + random.nextInt(LOCALS), 1);
            case 10 -> {
                need(2);
                line("(i32.and (i32x4.extract_lane 1 (local.get 0)) (i32.const 1)) select");
                height--;
            }
            case 11 -> apply("v128.bitselect", 3);
            case 12 -> memory();
            default -> structure(depth);
        }
    }

    private void apply(String instruction, int operands) {
        need(operands);
        line(instruction);
        height -= operands - 1;
    }

    private void memory() {
        line("(v128.store offset=%d (i32.const 8) (local.get %d))"
                .formatted(random.nextInt(40), random.nextInt(LOCALS)));
        height++;
        line("(v128.load%s (i32.const 16))".formatted(any("", "8x8_u", "32_splat", "64_zero", "16x4_s")));
    }

    private void structure(int depth) {
        if (depth == 3) {
            apply("call $mix", 2);
            return;
        }
        int outer = height;
        String condition = "(i32x4.extract_lane " + random.nextInt(4) + " (local.get " + random.nextInt(LOCALS) + "))";
        switch (random.nextInt(3)) {
            case 0 -> {
                line("(if (result v128) %s (then".formatted(condition));
                body(depth);
                line(") (else");
                body(depth);
                line("))");
            }
            case 1 -> {
                line("(block (result v128)");
                height = 0;
                need(1);
                line("(br_if 0 %s) drop".formatted(condition));
                body(depth);
                line(")");
            }
            default -> {
                // Twice, by a counter that a nested loop of the same depth can not touch.
                line("(i32.store (i32.const %d) (i32.const 2))".formatted(1000 + 4 * depth));
                line("(loop (result v128)");
                body(depth);
                line("(i32.store (i32.const %1$d) (i32.sub (i32.load (i32.const %1$d)) (i32.const 1)))"
                        .formatted(1000 + 4 * depth));
                line("(br_if 0 (i32.load (i32.const %d))))".formatted(1000 + 4 * depth));
            }
        }
        height = outer + 1;
    }

    /** Instructions that leave one vector. */
    private void body(int depth) {
        height = 0;
        int count = random.nextInt(INSTRUCTIONS / 6);
        for (int i = 0; i < count; i++) {
            instruction(depth + 1);
        }
        need(1);
        while (height > 1) {
            apply("i32x4.add", 2);
        }
    }

    private byte[] module() {
        text = new StringBuilder("""
                (module (memory 1) (data (i32.const 0) "\\03\\01\\41\\59\\26\\53\\58\\97\\93\\23\\84\\62\\64\\33\\83\\27\\95\\02\\88")
                (func $mix (param v128 v128) (result v128) (i16x8.add (local.get 1) (v128.xor (local.get 0) (local.get 1))))
                (func $run (param v128) (result i64) (local v128 v128)
                """);
        height = 0;
        for (int i = 0; i < INSTRUCTIONS; i++) {
            instruction(0);
        }
        need(1);
        while (height > 1) {
            apply("i64x2.add", 2);
        }
        for (int i = 0; i < LOCALS; i++) {
            line("local.get %d i32x4.add".formatted(i));
        }
        line("local.set 0");
        line("(i64.xor (i64x2.extract_lane 0 (local.get 0)) (i64x2.extract_lane 1 (local.get 0))))");
        line("(func (export \"run\") (param i64) (result i64) (call $run (i64x2.splat (local.get 0)))))");
        return WatParser.parse(text.toString());
    }

    private static Value run(Context context, byte[] module) {
        Source source =
                Source.newBuilder("wasm", ByteSequence.create(module), "random").buildLiteral();
        return context.eval(source).newInstance().getMember("exports").getMember("run");
    }

    @Test
    void methods_compute_what_nodes_compute_when_hot_and_when_they_leave_compiled_code() {
        try (Context methods = Context.create("wasm");
                Context nodes = Context.newBuilder("wasm")
                        .allowExperimentalOptions(true)
                        .option("wasm.Baseline", "false")
                        .build()) {
            for (int i = 0; i < HOT_FUNCTIONS; i++) {
                byte[] module = module();
                Value asMethod = run(methods, module);
                Value onNodes = run(nodes, module);
                for (int call = 0; call < HOT_CALLS; call++) {
                    assertEquals(
                            onNodes.execute(0L).asLong(), asMethod.execute(0L).asLong(), text::toString);
                }
                // Other ways through the function than those that compiled code knows.
                for (long argument = 1; argument < 100; argument++) {
                    long bits = argument * 0x9E37_79B9_7F4A_7C15L;
                    assertEquals(
                            onNodes.execute(bits).asLong(),
                            asMethod.execute(bits).asLong(),
                            () -> "with " + bits + ":\n" + text);
                }
            }
        }
    }

    @Test
    void methods_compute_what_nodes_compute() {
        try (Context methods = Context.create("wasm");
                Context nodes = Context.newBuilder("wasm")
                        .allowExperimentalOptions(true)
                        .option("wasm.Baseline", "false")
                        .build()) {
            for (int i = 0; i < FUNCTIONS; i++) {
                byte[] module = module();
                Value asMethod = run(methods, module);
                Value onNodes = run(nodes, module);
                for (long argument : new long[] {0, -1, 0x0123_4567_89AB_CDEFL}) {
                    assertEquals(
                            onNodes.execute(argument).asLong(),
                            asMethod.execute(argument).asLong(),
                            () -> "with " + argument + ":\n" + text);
                }
            }
        }
    }
}

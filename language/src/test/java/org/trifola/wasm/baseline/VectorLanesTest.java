// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Random;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trifola.wasm.numeric.I16x8;
import org.trifola.wasm.numeric.I8x16;
import org.trifola.wasm.numeric.Packed;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.text.WatParser;

/** Vectors held lane by lane; what the instructions compute, the official suite tests. */
class VectorLanesTest {
    private static final int ROUNDS = 2_000;

    private final Random random = new Random(1);

    /** Halves in which the ends of the ranges of lanes are frequent. */
    private long half() {
        long[] special = {0, -1, 0x8080_8080_8080_8080L, 0x7FFF_7F80_8000_8001L, 0x0100_FF7F_00FF_FFFFL};
        int choice = random.nextInt(special.length + 3);
        return choice < special.length ? special[choice] : random.nextLong();
    }

    private V128 vector() {
        return new V128(half(), half());
    }

    @ParameterizedTest
    @ValueSource(ints = {Byte.SIZE, Short.SIZE})
    void an_operator_on_halves_does_what_that_on_vectors_does(int width) throws Exception {
        Class<?> whole = width == Byte.SIZE ? I8x16.class : I16x8.class;
        String ofOtherWidth = width == Byte.SIZE ? "mul" : "popcnt";
        int tested = 0;
        for (Method method : Packed.class.getMethods()) {
            if (method.getDeclaringClass() != Packed.class
                    || method.getName().equals("swizzle")
                    || method.getName().equals(ofOtherWidth)) {
                continue;
            }
            Method defining = Arrays.stream(whole.getMethods())
                    .filter(other -> other.getName().equals(method.getName()))
                    .findFirst()
                    .orElseThrow();
            for (int i = 0; i < ROUNDS; i++) {
                compare(method, defining, width);
            }
            tested++;
        }
        assertTrue(tested >= 25, "only " + tested + " operators");
    }

    private void compare(Method packed, Method defining, int width) throws ReflectiveOperationException {
        V128 x = vector();
        V128 y = vector();
        if (packed.getReturnType() == int.class) {
            assertEquals(defining.invoke(null, x), apply(packed, width, x.low(), x.high()), packed + " of " + x);
            return;
        }
        V128 result;
        V128 expected;
        if (defining.getParameterCount() == 1) {
            expected = (V128) defining.invoke(null, x);
            result = new V128((long) apply(packed, width, x.low()), (long) apply(packed, width, x.high()));
        } else if (defining.getParameterTypes()[1] == int.class) {
            int count = random.nextInt();
            expected = (V128) defining.invoke(null, x, count);
            result =
                    new V128((long) apply(packed, width, x.low(), count), (long) apply(packed, width, x.high(), count));
        } else {
            expected = (V128) defining.invoke(null, x, y);
            result = new V128(
                    (long) apply(packed, width, x.low(), y.low()), (long) apply(packed, width, x.high(), y.high()));
        }
        assertEquals(expected, result, () -> packed + " of " + x + " and " + y);
    }

    /** Calls an operator, with the width behind the operands if it takes one. */
    private static Object apply(Method packed, int width, Object... operands) throws ReflectiveOperationException {
        Object[] arguments = Arrays.copyOf(operands, packed.getParameterCount());
        if (arguments.length > operands.length) {
            arguments[operands.length] = width;
        }
        return packed.invoke(null, arguments);
    }

    @Test
    void a_swizzle_of_halves_does_what_that_of_vectors_does() {
        for (int i = 0; i < ROUNDS; i++) {
            V128 x = vector();
            V128 lanes =
                    i % 2 == 0 ? vector() : new V128(half() & 0x1F1F_1F1F_0F0F_0F0FL, half() & 0x0F0F_0F0F_0F0F_0F0FL);
            V128 result = new V128(
                    Packed.swizzle(x.low(), x.high(), lanes.low()), Packed.swizzle(x.low(), x.high(), lanes.high()));
            assertEquals(I8x16.swizzle(x, lanes), result);
        }
    }

    /** Both shapes: the instruction on integers of 32 bits makes those the prevailing lanes. */
    @ParameterizedTest
    @ValueSource(strings = {"i32x4.add", "i64x2.add"})
    void a_shuffle_picks_any_bytes(String prevailing) {
        try (Context context = Context.create("wasm")) {
            for (int i = 0; i < 60; i++) {
                byte[] indices = indices(i);
                V128 x = new V128(random.nextLong(), random.nextLong());
                V128 y = new V128(random.nextLong(), random.nextLong());
                V128 expected = I8x16.shuffle(x, y, V128.of(indices));
                Value run = run(context, prevailing, indices, x, y);
                assertEquals(expected.low(), run.execute(0).asLong(), () -> Arrays.toString(indices));
                assertEquals(expected.high(), run.execute(1).asLong(), () -> Arrays.toString(indices));
            }
        }
    }

    /** Rotations of lanes, whole lanes, interleaved ones, and any. */
    private byte[] indices(int round) {
        byte[] indices = new byte[16];
        int first = random.nextInt(32);
        for (int i = 0; i < 16; i++) {
            indices[i] = (byte)
                    switch (round % 4) {
                        case 0 -> i & ~3 | i + first & 3;
                        case 1 -> (first & ~7) + (i & 7);
                        case 2 -> (i & 1) * 16 + (i >> 1);
                        default -> random.nextInt(32);
                    };
        }
        return indices;
    }

    private static Value run(Context context, String prevailing, byte[] indices, V128 x, V128 y) {
        StringBuilder list = new StringBuilder();
        for (byte index : indices) {
            list.append(' ').append(index);
        }
        String text = """
                (module (func (export "run") (param $half i32) (result i64) (local $x v128) (local $y v128)
                  (local.set $x (v128.const i64x2 %d %d))
                  (local.set $y (v128.const i64x2 %d %d))
                  (local.set $x (i8x16.shuffle%s (local.get $x) (local.get $y)))
                  (local.set $y (%s (local.get $y) (local.get $x)))
                  (if (result i64) (local.get $half)
                    (then (i64x2.extract_lane 1 (local.get $x)))
                    (else (i64x2.extract_lane 0 (local.get $x))))))
                """.formatted(x.low(), x.high(), y.low(), y.high(), list, prevailing);
        return exports(context, text).getMember("run");
    }

    private static Value exports(Context context, String text) {
        Source source = Source.newBuilder("wasm", ByteSequence.create(WatParser.parse(text)), "test")
                .buildLiteral();
        return context.eval(source).newInstance().getMember("exports");
    }

    /** Names of variables are all that moves here, until one of them is written to. */
    @Test
    void a_local_keeps_its_lanes_while_operands_share_them() {
        String text = """
                (module (func (export "run") (result i32) (local $x v128) (local $y v128)
                  (local.set $x (v128.const i32x4 1 2 3 4))
                  local.get $x
                  (local.set $x (i8x16.shuffle 12 13 14 15 8 9 10 11 4 5 6 7 0 1 2 3 (local.get $x) (local.get $x)))
                  (local.tee $x (i32x4.add (local.get $x) (v128.const i32x4 10 20 30 40)))
                  (local.set $x (v128.const i32x4 0 0 0 1_000_000))
                  i32x4.sub
                  local.set $y
                  (i32.add (i32x4.extract_lane 3 (local.get $x))
                    (i32.add (i32.mul (i32.const 100) (i32x4.extract_lane 0 (local.get $y)))
                             (i32x4.extract_lane 3 (local.get $y))))))
                """;
        try (Context context = Context.create("wasm")) {
            // 1 - (4 + 10) and 4 - (1 + 40)
            assertEquals(
                    1_000_000 - 1337,
                    exports(context, text).getMember("run").execute().asInt());
        }
    }

    @Test
    void vectors_pass_blocks_loops_calls_and_handlers() {
        String text = """
                (module (tag $t (param v128))
                  (func $twice (param v128) (result v128 v128) (local.get 0) (i32x4.add (local.get 0) (local.get 0)))
                  (func (export "run") (param $n i32) (result i32) (local $x v128)
                    (block $h (result v128)
                      (try_table (result v128) (catch $t $h)
                        (v128.const i32x4 1 1 1 1)
                        (loop $l (param v128) (result v128)
                          (call $twice)
                          (if (param v128 v128) (result v128) (i32.and (local.get $n) (i32.const 1))
                            (then i32x4.add) (else i32x4.mul))
                          (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                        (throw $t)))
                    (i32x4.extract_lane 3)))
                """;
        try (Context context = Context.create("wasm")) {
            // 3 rounds: x + 2x, then x * 2x, then x + 2x.
            assertEquals(54, exports(context, text).getMember("run").execute(3).asInt());
        }
    }
}

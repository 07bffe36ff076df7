// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.graalvm.polyglot.Context;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shifts in both directions that are joined: rotations, and what looks like one. */
class VectorRotationTest {
    private static final long LOW = 0x8123_4567_89AB_CDEFL;
    private static final long HIGH = 0xF0E1_D2C3_7654_3210L;

    private static String half(String mnemonic, String vector, String count) {
        return "(" + mnemonic + " " + vector + " " + count + ")";
    }

    private static long run(boolean methods, String fields, long low, long high) {
        try (Context context = Context.newBuilder("wasm")
                .option("wasm.Baseline", Boolean.toString(methods))
                .build()) {
            Methods module = new Methods(context, fields);
            return (methods ? module.run("run", low, high) : module.call("run", low, high)).asLong();
        }
    }

    private static void compare(String value) {
        String fields = """
                (func (export "run") (param i64 i64) (result i64) (local $x v128) (local $y v128) (local $n i32)
                  (local.set $x (i64x2.replace_lane 1 (i64x2.splat (local.get 0)) (local.get 1)))
                  (local.set $y (v128.not (local.get $x)))
                  (local.set $n (i32.const 7))
                  (call $look)
                  (local.set $y %s)
                  (i64.xor
                    (i64.extract_lane 0 (local.get $y))
                    (i64.rotl (i64.extract_lane 1 (local.get $y)) (i64.const 9))))
                """.formatted(value).replace("(i64.extract_lane", "(i64x2.extract_lane");
        assertEquals(run(false, fields, LOW, HIGH), run(true, fields, LOW, HIGH), value);
    }

    @ParameterizedTest
    @CsvSource({
        "i32x4, 7, 25", "i32x4, 25, 7", "i32x4, 16, 16", "i32x4, 0, 32", "i32x4, 32, 0", "i32x4, 0, 0", "i32x4, 39, -7",
        "i32x4, 7, 24", "i32x4, 31, 31", "i64x2, 1, 63", "i64x2, 32, 32", "i64x2, -1, 1", "i64x2, 7, 25", "i16x8, 3, 13"
    })
    void both_directions(String shape, int left, int right) {
        String leftHalf = half(shape + ".shl", "(local.get $x)", "(i32.const " + left + ")");
        String rightHalf = half(shape + ".shr_u", "(local.get $x)", "(i32.const " + right + ")");
        compare("(v128.or " + leftHalf + rightHalf + ")");
        compare("(v128.or " + rightHalf + leftHalf + ")");
        String tee = "(local.tee $x (i32x4.add (local.get $y) (local.get $x)))";
        compare("(v128.or " + leftHalf.replace("(local.get $x)", tee) + rightHalf + ")");
        compare("(v128.or " + leftHalf + rightHalf.replace("(local.get $x)", tee) + ")");
    }

    /** One half is another vector, is shifted with signs, by a number that is no constant, or the halves are not joined. */
    @ParameterizedTest
    @CsvSource({
        "(v128.or (i32x4.shl (local.get $x) (i32.const 7)) (i32x4.shr_u (local.get $y) (i32.const 25)))",
        "(v128.or (i32x4.shl (v128.not (local.get $x)) (i32.const 7)) (i32x4.shr_u (local.get $x) (i32.const 25)))",
        "(v128.or (i32x4.shl (local.get $x) (i32.const 7)) (i32x4.shr_s (local.get $x) (i32.const 25)))",
        "(v128.or (i32x4.shl (local.get $x) (i32.const 7)) (i64x2.shr_u (local.get $x) (i32.const 25)))",
        "(v128.or (i32x4.shl (local.get $x) (local.get $n)) (i32x4.shr_u (local.get $x) (i32.const 25)))",
        "(v128.or (i32x4.shl (local.get $x) (i32.const 7)) (i32x4.shr_u (local.get $x) (local.get $n)))",
        "(v128.or (i32x4.shl (local.get $x) (i32.add (i32.const 1) (i32.const 7))) (i32x4.shl (local.get $x) (local.get $n)))",
        "(v128.and (i32x4.shl (local.get $x) (i32.const 7)) (i32x4.shr_u (local.get $x) (i32.const 25)))",
        "(i32x4.shl (i32x4.shl (local.get $x) (i32.const 7)) (local.get $n))",
    })
    void what_only_looks_like_a_rotation(String value) {
        compare(value);
    }
}

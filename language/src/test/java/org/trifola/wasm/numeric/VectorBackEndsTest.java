// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trifola.wasm.numeric.simd.VectorApiBackEnd;
import org.trifola.wasm.syntax.VectorOpcode;

/** Both back ends give the same result for every operator, on numbers from the edges of every lane shape and others. */
class VectorBackEndsTest {
    private static final int[] COUNTS = {0, 1, 7, 8, 15, 16, 31, 32, 33, 63, 64, 65, 127, -1, Integer.MIN_VALUE, 0x10003
    };
    private static final int[] INTS = {
        0, 1, -1, 127, 128, 255, 32767, 32768, 65535, Integer.MAX_VALUE, Integer.MIN_VALUE
    };
    private static final Set<VectorOpcode> NOT_OPERATORS = Set.of(VectorOpcode.F32X4_SPLAT, VectorOpcode.F64X2_SPLAT);
    /** Operators on floating-point numbers that say every bit of their result. */
    private static final Set<String> BITWISE = Set.of("eq", "ne", "lt", "gt", "le", "ge", "abs", "neg", "pmin", "pmax");

    private static final VectorBackEnd<V128> SCALAR = new ScalarBackEnd();
    private static final VectorBackEnd<Object> VECTOR_API = vectorApi();
    private static final List<V128> VECTORS = vectors();

    @SuppressWarnings("unchecked")
    private static VectorBackEnd<Object> vectorApi() {
        return (VectorBackEnd<Object>) (VectorBackEnd<?>) new VectorApiBackEnd();
    }

    private static List<V128> vectors() {
        List<V128> result = new ArrayList<>();
        for (long half : new long[] {
            0,
            -1,
            1,
            0x7F,
            0x80,
            0x7FFF,
            0x8000,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            0x8080_8080_8080_8080L,
            0x7F7F_7F7F_7F7F_7F7FL,
            0x8000_8000_8000_8000L,
            0x7FFF_7FFF_7FFF_7FFFL,
            0x8000_0000_8000_0000L,
            0x7FFF_FFFF_7FFF_FFFFL,
            0x0F10_1112_0001_1F20L
        }) {
            result.add(new V128(half, ~half));
        }
        for (float x : new float[] {
            0.5f,
            -0.5f,
            1.5f,
            -1.5f,
            2.5f,
            -0f,
            Float.MIN_VALUE,
            Float.MAX_VALUE,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            0x1p23f,
            -0x1p23f,
            0x1.000002p22f,
            0x1p31f,
            -0x1p31f,
            0x1p32f,
            0x1.fffffep30f
        }) {
            int bits = Float.floatToRawIntBits(x);
            result.add(V128.of(bits, bits ^ 1, bits, Float.floatToRawIntBits(-x)));
        }
        for (double x : new double[] {
            0.5,
            -0.5,
            1.5,
            -1.5,
            2.5,
            -0.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            0x1p52,
            -0x1p52,
            0x1.0000000000001p51,
            0x1p31,
            -0x1p31,
            0x1p32,
            4294967295.5
        }) {
            result.add(new V128(Double.doubleToRawLongBits(x), Double.doubleToRawLongBits(-x) ^ 1));
        }
        Random random = new Random(42);
        for (int i = 0; i < 16; i++) {
            result.add(new V128(random.nextLong(), random.nextLong()));
        }
        return result;
    }

    static Stream<VectorOpcode> operators() {
        return Stream.of(VectorOpcode.values()).filter(VectorBackEndsTest::isOperator);
    }

    /** The back ends have no operators for memory, immediates, and lanes that are floating-point numbers. */
    private static boolean isOperator(VectorOpcode opcode) {
        return switch (opcode.shape().immediates()) {
            case NONE -> !NOT_OPERATORS.contains(opcode);
            case LANE -> !opcode.mnemonic().startsWith("f");
            default -> false;
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operators")
    void back_ends_agree(VectorOpcode opcode) {
        VectorOperator<Object> other = VECTOR_API.operator(opcode);
        int lanes = opcode.shape().width();
        switch (SCALAR.operator(opcode)) {
            case VectorOperator.Unary<V128> operator -> {
                VectorOperator.Unary<Object> vector = (VectorOperator.Unary<Object>) other;
                VECTORS.forEach(x -> check(opcode, operator.apply(x), vector.apply(vector(x)), x));
            }
            case VectorOperator.Binary<V128> operator -> {
                VectorOperator.Binary<Object> vector = (VectorOperator.Binary<Object>) other;
                forPairs((x, y) -> check(opcode, operator.apply(x, y), vector.apply(vector(x), vector(y)), x, y));
            }
            case VectorOperator.Ternary<V128> operator -> {
                VectorOperator.Ternary<Object> vector = (VectorOperator.Ternary<Object>) other;
                V128 z = VECTORS.getLast();
                forPairs((x, y) ->
                        check(opcode, operator.apply(x, y, z), vector.apply(vector(x), vector(y), vector(z)), x, y, z));
                forPairs((x, y) ->
                        check(opcode, operator.apply(z, x, y), vector.apply(vector(z), vector(x), vector(y)), z, x, y));
            }
            case VectorOperator.Shift<V128> operator -> {
                VectorOperator.Shift<Object> vector = (VectorOperator.Shift<Object>) other;
                for (int count : COUNTS) {
                    VECTORS.forEach(
                            x -> check(opcode, operator.apply(x, count), vector.apply(vector(x), count), x, count));
                }
            }
            case VectorOperator.Test<V128> operator -> {
                VectorOperator.Test<Object> vector = (VectorOperator.Test<Object>) other;
                VECTORS.forEach(x -> assertEquals(operator.apply(x), vector.apply(vector(x)), x::toString));
            }
            case VectorOperator.SplatI32<V128> operator -> {
                VectorOperator.SplatI32<Object> vector = (VectorOperator.SplatI32<Object>) other;
                for (int x : INTS) {
                    check(opcode, operator.apply(x), vector.apply(x), x);
                }
            }
            case VectorOperator.SplatI64<V128> operator -> {
                VectorOperator.SplatI64<Object> vector = (VectorOperator.SplatI64<Object>) other;
                VECTORS.forEach(x -> check(opcode, operator.apply(x.low()), vector.apply(x.low()), x));
            }
            case VectorOperator.ExtractI32<V128> operator -> {
                VectorOperator.ExtractI32<Object> vector = (VectorOperator.ExtractI32<Object>) other;
                for (int lane = 0; lane < lanes; lane++) {
                    for (V128 x : VECTORS) {
                        assertEquals(operator.apply(x, lane), vector.apply(vector(x), lane), x::toString);
                    }
                }
            }
            case VectorOperator.ExtractI64<V128> operator -> {
                VectorOperator.ExtractI64<Object> vector = (VectorOperator.ExtractI64<Object>) other;
                for (int lane = 0; lane < lanes; lane++) {
                    for (V128 x : VECTORS) {
                        assertEquals(operator.apply(x, lane), vector.apply(vector(x), lane), x::toString);
                    }
                }
            }
            case VectorOperator.ReplaceI32<V128> operator -> {
                VectorOperator.ReplaceI32<Object> vector = (VectorOperator.ReplaceI32<Object>) other;
                for (int lane = 0; lane < lanes; lane++) {
                    for (int value : INTS) {
                        V128 x = VECTORS.getLast();
                        check(opcode, operator.apply(x, value, lane), vector.apply(vector(x), value, lane), x, value);
                    }
                }
            }
            case VectorOperator.ReplaceI64<V128> operator -> {
                VectorOperator.ReplaceI64<Object> vector = (VectorOperator.ReplaceI64<Object>) other;
                for (int lane = 0; lane < lanes; lane++) {
                    for (V128 x : VECTORS) {
                        long value = ~x.high();
                        check(opcode, operator.apply(x, value, lane), vector.apply(vector(x), value, lane), x, value);
                    }
                }
            }
        }
    }

    @Test
    void back_ends_agree_on_shuffles() {
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            byte[] lanes = new byte[V128.BYTES];
            for (int lane = 0; lane < lanes.length; lane++) {
                lanes[lane] = (byte) random.nextInt(32);
            }
            V128 x = VECTORS.get(i);
            V128 y = VECTORS.get(VECTORS.size() - 1 - i);
            V128 indices = V128.of(lanes);
            V128 expected = SCALAR.shuffle(indices).apply(x, y);
            check(
                    VectorOpcode.I8X16_SHUFFLE,
                    expected,
                    VECTOR_API.shuffle(indices).apply(vector(x), vector(y)),
                    x,
                    y);
        }
    }

    /** Each vector meets itself and every fifth other one. */
    private static void forPairs(BiConsumer<V128, V128> action) {
        for (int i = 0; i < VECTORS.size(); i++) {
            action.accept(VECTORS.get(i), VECTORS.get(i));
            for (int j = i % 5; j < VECTORS.size(); j += 5) {
                action.accept(VECTORS.get(i), VECTORS.get(j));
            }
        }
    }

    private static Object vector(V128 x) {
        return VECTOR_API.vector(x.low(), x.high());
    }

    private static void check(VectorOpcode opcode, V128 expected, Object actual, Object... operands) {
        V128 result = new V128(VECTOR_API.low(actual), VECTOR_API.high(actual));
        if (!expected.equals(result)) {
            assertEquals(
                    normalized(opcode, expected),
                    normalized(opcode, result),
                    () -> opcode.mnemonic() + Arrays.toString(operands));
        }
    }

    /** Which NaN an arithmetic operator gives is left open. */
    private static V128 normalized(VectorOpcode opcode, V128 x) {
        String mnemonic = opcode.mnemonic();
        int dot = mnemonic.indexOf('.');
        if (BITWISE.contains(mnemonic.substring(dot + 1))) {
            return x;
        }
        return switch (mnemonic.substring(0, dot)) {
            case "f32x4" -> V128.of(bits(x.f32(0)), bits(x.f32(1)), bits(x.f32(2)), bits(x.f32(3)));
            case "f64x2" -> new V128(Double.doubleToLongBits(x.f64(0)), Double.doubleToLongBits(x.f64(1)));
            default -> x;
        };
    }

    private static int bits(float x) {
        return Float.floatToIntBits(x);
    }
}

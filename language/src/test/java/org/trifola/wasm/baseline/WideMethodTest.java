// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That functions with 128-bit arithmetic are methods. */
class WideMethodTest {
    private final Context context =
            Context.newBuilder("wasm").option("wasm.WideArithmetic", "true").build();

    @AfterEach
    void close() {
        context.close(true);
    }

    @ParameterizedTest
    @CsvSource({
        "i64.add128, 36893488147419103231, -2, 36893488147419103229",
        "i64.add128, 18446744073709551615, 1, 18446744073709551616",
        "i64.sub128, 18446744073709551616, 1, 18446744073709551615",
        "i64.sub128, 0, 1, -1"
    })
    void a_sum_carries(String instruction, BigInteger x, BigInteger y, BigInteger expected) {
        assertEquals(expected, run(instruction, x.longValue(), high(x), y.longValue(), high(y)));
    }

    @ParameterizedTest
    @CsvSource({
        "i64.mul_wide_s, -1, 9223372036854775807, -9223372036854775807",
        "i64.mul_wide_u, -1, 2, 36893488147419103230"
    })
    void a_product_has_two_halves(String instruction, long x, long y, BigInteger expected) {
        assertEquals(expected, run(instruction, x, y));
    }

    private static long high(BigInteger x) {
        return x.shiftRight(Long.SIZE).longValue();
    }

    /** Computes with something below the operands and between them, so that not all lie on the stack. */
    private BigInteger run(String instruction, Object... halves) {
        StringBuilder operands = new StringBuilder();
        for (int i = 0; i < halves.length; i++) {
            String local = "(local.get " + i + ")";
            operands.append(i == 1 ? "(block (param i64) (result i64 i64) " + local + ")" : local);
        }
        Methods methods = new Methods(
                context,
                "(func (export \"run\") (param" + " i64".repeat(halves.length) + ") (result i64 i64) (call $look)"
                        + operands + instruction + ")");
        Value result = methods.run("run", halves);
        BigInteger low = BigInteger.valueOf(result.getArrayElement(0).asLong());
        return BigInteger.valueOf(result.getArrayElement(1).asLong())
                .shiftLeft(Long.SIZE)
                .add(low.signum() < 0 ? low.add(BigInteger.ONE.shiftLeft(Long.SIZE)) : low);
    }
}

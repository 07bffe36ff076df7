// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is nested 100 000 deep runs, in a time that grows with the depth and not with its square. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeepNestingTest {
    private static final int DEPTH = 100_000;

    static Stream<Arguments> bodies() {
        return Stream.of(
                body("blocks", "block ", "i32.const 1 drop ", "end "),
                body("folded blocks", "(block ", "", ")"),
                body("loops", "loop ", "", "end "),
                body("arms", "(if (i32.const 1) (then ", "", "))"),
                body("other arms", "(if (i32.const 0) (then) (else ", "", "))"),
                body("branches", "(block (br_if 0 (i32.const 0)) ", "", ")"),
                body("try_table", "(try_table ", "", ")"),
                body("legacy try", "try ", "", "catch_all end "),
                Arguments.of(
                        "operators",
                        "(drop " + "(i32.add (i32.const 1) ".repeat(DEPTH) + "(i32.const 0)" + ")".repeat(DEPTH)
                                + ")"));
    }

    private static Arguments body(String name, String open, String inside, String close) {
        return Arguments.of(name, open.repeat(DEPTH) + inside + close.repeat(DEPTH));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void deeply_nested_body_runs_in_the_baseline_tier(String name, String body) {
        assertRuns(name, body, "true");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void deeply_nested_body_runs_on_nodes(String name, String body) {
        assertRuns(name, body, "false");
    }

    private static void assertRuns(String name, String body, String baseline) {
        String text = "(func (export \"f\") (result i32) " + body + " i32.const 42)";
        Source source = Source.newBuilder("wasm", text, name)
                .mimeType("application/wasm-text")
                .buildLiteral();
        try (Context context = Context.newBuilder("wasm")
                .allowExperimentalOptions(true)
                .option("wasm.Baseline", baseline)
                .build()) {
            assertEquals(
                    42,
                    context.eval(source)
                            .newInstance()
                            .getMember("exports")
                            .getMember("f")
                            .execute()
                            .asInt());
        }
    }
}

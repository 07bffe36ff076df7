// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.text.WatParser;

/** That functions with arrays get through partial evaluation. */
class ArrayNodesTest {
    private static final Map<String, String> COMPILER = Map.of(
            "wasm.Baseline", "false",
            "engine.BackgroundCompilation", "false",
            "engine.MultiTier", "false",
            "engine.SingleTierCompilationThreshold", "1",
            "engine.CompileOnly", "arrays.",
            "engine.CompilationFailureAction", "Throw");

    @Test
    void an_array_of_fixed_length_is_compiled() {
        String text = """
                (module $arrays
                  (type $bytes (array (mut i8)))
                  (type $longs (array (mut i64)))
                  (func (export "run") (result i64)
                    (i64.add
                      (i64.extend_i32_s (array.get_s $bytes (array.new_fixed $bytes 2 (i32.const 1) (i32.const 0xff)) (i32.const 1)))
                      (array.get $longs (array.new_fixed $longs 2 (i64.const 10) (i64.const 20)) (i32.const 1)))))
                """;
        Source source = Source.newBuilder("wasm", ByteSequence.create(WatParser.parse(text)), "arrays")
                .buildLiteral();
        try (Context context = Context.newBuilder("wasm")
                .allowExperimentalOptions(true)
                .options(COMPILER)
                .build()) {
            Value run = context.eval(source).newInstance().getMember("exports").getMember("run");
            for (int i = 0; i < 4; i++) {
                assertEquals(19, run.execute().asLong());
            }
        }
    }
}

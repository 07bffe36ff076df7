// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.truffle.api.nodes.NodeUtil;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trifola.wasm.binary.BranchHints;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.Upcalls;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.text.WatParser;
import org.trifola.wasm.translate.FunctionTranslator;
import org.trifola.wasm.validation.ModuleValidator;

/** Branches begin with the probability that their hints give. */
class BranchHintTest {
    @Test
    void hints_are_the_first_probability_of_if_and_br_if() {
        List<Double> probabilities = probabilities(encode("""
                (@metadata.code.branch_hint "\\00")""", """
                (@metadata.code.branch_hint "\\01")"""));
        assertEquals(2, probabilities.size());
        assertTrue(probabilities.getFirst() < 0.1, probabilities::toString);
        assertTrue(probabilities.getLast() > 0.9, probabilities::toString);
    }

    @Test
    void branches_without_a_hint_are_open() {
        assertEquals(List.of(0.5, 0.5), probabilities(encode("", "")));
        List<Double> probabilities = probabilities(encode("", """
                (@metadata.code.branch_hint "\\00")"""));
        assertEquals(0.5, probabilities.getFirst());
        assertTrue(probabilities.getLast() < 0.1, probabilities::toString);
    }

    /** What is malformed is never an error, and nothing of it counts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no number of functions
                "\\02\\02\\01\\03\\01\\00", // a function is missing
                "\\01\\00\\01\\03\\01\\00", // an imported function
                "\\01\\03\\01\\03\\01\\00", // no such function
                "\\01\\02\\01\\05\\01\\02", // no hint has this value
                "\\01\\02\\01\\05\\02\\00\\00", // nor two bytes
                "\\01\\02\\01\\05\\01\\00\\00", // too long
                "\\01\\02\\02\\05\\01\\00\\05\\01\\00", // twice the same place
                "\\02\\02\\00\\02\\01\\05\\01\\00" // twice the same function
            })
    void malformed_sections_are_ignored(String content) {
        String section = "(@custom \"metadata.code.branch_hint\" (before code) \"" + content + "\")";
        assertEquals(List.of(0.5, 0.5), probabilities(encode(section, "", "")));
    }

    @Test
    void section_behind_the_code_is_ignored() {
        String wellFormed = "\\01\\02\\01\\05\\01\\00";
        String before = "(@custom \"metadata.code.branch_hint\" (before code) \"" + wellFormed + "\")";
        String after = before.replace("before code", "after code");
        assertTrue(probabilities(encode(before, "", "")).getFirst() < 0.1, "the hint is for the if");
        assertEquals(List.of(0.5, 0.5), probabilities(encode(after, "", "")));
    }

    /** Nothing is run. */
    private static final Upcalls NO_UPCALLS = (Upcalls) Proxy.newProxyInstance(
            BranchHintTest.class.getClassLoader(), new Class<?>[] {Upcalls.class}, (_, method, _) -> {
                throw new AssertionError(method + " is called");
            });

    private static byte[] encode(String... parts) {
        String functions = """
                (func $imported (import "host" "f"))
                (func $other (local i32) (block (br_if 0 (local.get 0))))
                (func $f (param i32) (local i64)
                  %s (if (local.get 0) (then (return)))
                  (block $b
                    %s (br_if $b (i32.eqz (local.get 0)))
                    (drop (i32.const 1))))
                """.formatted(parts[parts.length - 2], parts[parts.length - 1]);
        return WatParser.parse("(module " + (parts.length > 2 ? parts[0] : "") + functions + ")");
    }

    /** Those of the second function, in the order of its blocks. */
    private static List<Double> probabilities(byte[] bytes) {
        ModuleDef def = ModuleDecoder.decode(bytes);
        WasmModule module = new WasmModule(
                "hints",
                def,
                ModuleValidator.validate(def, EnumSet.allOf(Feature.class)),
                BranchHints.of(def),
                NO_UPCALLS);
        FunctionCode code = module.code(2);
        return NodeUtil.findAllNodeInstances(FunctionTranslator.translate(null, code), BasicBlockNode.class).stream()
                .filter(block -> block.terminator == BasicBlockNode.Terminator.BRANCH)
                .map(BasicBlockNode::probability)
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.text.WatParser;

/** Each proposal has an option that switches it on and off. */
class FeatureOptionsTest {
    /** A module for each feature that needs it; hints about branches are never wrong. */
    private static final Map<Feature, String> MODULES = Map.ofEntries(
            Map.entry(Feature.SIGN_EXTENSION, "(func (drop (i32.extend8_s (i32.const 1))))"),
            Map.entry(Feature.SATURATING_FLOAT_TO_INT, "(func (drop (i32.trunc_sat_f32_s (f32.const 1))))"),
            Map.entry(Feature.MULTI_VALUE, "(func (result i32 i32) (i32.const 1) (i32.const 2))"),
            Map.entry(
                    Feature.BULK_MEMORY_AND_REF_TYPES,
                    "(memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 0)))"),
            Map.entry(Feature.EXTENDED_CONST, "(global i32 (i32.add (i32.const 1) (i32.const 2)))"),
            Map.entry(Feature.SIMD, "(func (drop (i32x4.splat (i32.const 1))))"),
            Map.entry(
                    Feature.RELAXED_SIMD,
                    "(func (param v128) (drop (i8x16.relaxed_swizzle (local.get 0) (local.get 0))))"),
            Map.entry(Feature.TAIL_CALLS, "(func $f (return_call $f))"),
            Map.entry(Feature.EXCEPTIONS, "(tag $t) (func (throw $t))"),
            Map.entry(Feature.LEGACY_EXCEPTIONS, "(func (try (do) (catch_all)))"),
            Map.entry(
                    Feature.TYPED_FUNCTION_REFERENCES,
                    "(type $t (func)) (func (param (ref null $t)) (call_ref $t (local.get 0)))"),
            Map.entry(Feature.GC, "(type (struct (field i32)))"),
            Map.entry(Feature.MULTI_MEMORY, "(memory 1) (memory 1)"),
            Map.entry(Feature.MEMORY64, "(memory i64 1)"),
            Map.entry(Feature.THREADS, "(memory 1 1 shared)"),
            Map.entry(Feature.WIDE_ARITHMETIC, "(func (result i64 i64) (i64.mul_wide_u (i64.const 1) (i64.const 2)))"),
            Map.entry(Feature.CUSTOM_PAGE_SIZES, "(memory 1 (pagesize 1))"),
            Map.entry(
                    Feature.CUSTOM_DESCRIPTORS,
                    "(rec (type $a (descriptor $b) (struct)) (type $b (describes $a) (struct)))"),
            Map.entry(Feature.STACK_SWITCHING, "(type $f (func)) (type (cont $f))"));

    @Test
    void every_feature_is_tested() {
        assertEquals(
                EnumSet.complementOf(EnumSet.of(Feature.CORE, Feature.BRANCH_HINTING)),
                EnumSet.copyOf(MODULES.keySet()));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"CORE", "BRANCH_HINTING"},
            mode = Mode.EXCLUDE)
    void modules_are_invalid_without_the_feature_they_use(Feature feature) throws IOException {
        String option = "wasm." + feature.optionName();
        eval(Map.of(option, "true"), feature);
        Map<String, String> options = Map.of(option, "false");
        PolyglotException refusal = assertThrows(PolyglotException.class, () -> eval(options, feature));
        assertTrue(String.valueOf(refusal.getMessage()).contains(feature.description()), refusal::toString);
        assertTrue(refusal.isSyntaxError(), refusal::toString);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"CORE", "BRANCH_HINTING"},
            mode = Mode.EXCLUDE)
    void all_but_unfinished_proposals_are_on_by_default(Feature feature) throws IOException {
        boolean isOn = feature != Feature.CUSTOM_DESCRIPTORS && feature != Feature.STACK_SWITCHING;
        assertEquals(isOn, feature.isOnByDefault());
        if (isOn) {
            eval(Map.of(), feature);
        } else {
            assertThrows(PolyglotException.class, () -> eval(Map.of(), feature));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(memory 0x1_0000_0000)",
                "(memory 0 0x1_0000_0000)",
                "(table 0x1_0000_0000 funcref)",
                "(import \"\" \"\" (memory 0x1_0000_0000))"
            })
    void limits_of_64_bits_are_malformed_without_memory64(String text) {
        PolyglotException invalid = assertThrows(PolyglotException.class, () -> eval(Map.of(), text));
        assertTrue(String.valueOf(invalid.getMessage()).contains("size must be at most"), invalid::toString);
        PolyglotException malformed =
                assertThrows(PolyglotException.class, () -> eval(Map.of("wasm.Memory64", "false"), text));
        assertTrue(String.valueOf(malformed.getMessage()).contains("integer too large"), malformed::toString);
    }

    private static void eval(Map<String, String> options, Feature feature) throws IOException {
        eval(options, String.valueOf(MODULES.get(feature)));
    }

    private static void eval(Map<String, String> options, String text) throws IOException {
        byte[] module = WatParser.parse("(module " + text + ")");
        Source source = Source.newBuilder("wasm", ByteSequence.create(module), "features")
                .build();
        try (Context context = Context.newBuilder("wasm").options(options).build()) {
            context.eval(source);
        }
    }
}

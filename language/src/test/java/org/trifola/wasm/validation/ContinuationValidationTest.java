// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trifola.wasm.binary.MalformedException;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.text.WatParser;

/** The rules of stack switching: continuation types, tags with results, and the instructions on continuations. */
class ContinuationValidationTest {
    private static final Set<Feature> FEATURES = EnumSet.allOf(Feature.class);

    private static final String HEAD = """
            (module
              (type $f (func (param i32 i64) (result f32)))
              (type $c (cont $f))
              (type $g (func (param i64) (result f32)))
              (type $d (cont $g))
              (type $v (func))
              (type $w (cont $v))
              (type $h (func (result f32)))
              (type $e (cont $h))
              (rec (type $s (func (param i32 (ref null $p)) (result f32))) (type $p (cont $s)))
              (tag $none)
              (tag $ask (param i32) (result i64))
              (tag $turn (result f32))
              (tag $error (param i32))
            """;

    private static void validate(String fields, Set<Feature> features) {
        ModuleValidator.validate(ModuleDecoder.decode(WatParser.parse(HEAD + fields + ")")), features);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(func (param (ref null $f)) (result (ref $c)) (cont.new $c (local.get 0)))",
                "(func (param (ref null $c)) (result (ref $d)) (cont.bind $c $d (i32.const 1) (local.get 0)))",
                "(func (param (ref null $c)) (result (ref $e))"
                        + " (cont.bind $c $e (i32.const 1) (i64.const 1) (local.get 0)))",
                "(func (param (ref null $c)) (result (ref $c)) (cont.bind $c $c (local.get 0)))",
                "(func (result i64) (suspend $ask (i32.const 1)))",
                "(func (param (ref null $c)) (result f32) (resume $c (i32.const 1) (i64.const 2) (local.get 0)))",
                "(func (param (ref null $c)) (result f32) (resume_throw $c $error (i32.const 1) (local.get 0)))",
                "(func (param (ref null $c) exnref) (result f32)"
                        + " (resume_throw_ref $c (local.get 1) (local.get 0)))",
                "(func (param (ref null $e)) (result i32 (ref null $d))"
                        + " (drop (resume $e (on $ask 0) (on $turn switch) (local.get 0))) (unreachable))",
                "(func (param (ref null $p)) (result i32 (ref null $p))"
                        + " (switch $p $turn (i32.const 1) (local.get 0)))",
                "(func (param (ref $c)) (result contref) (local.get 0))",
                "(func (param (ref null nocont)) (result (ref null $c)) (local.get 0))",
                "(func (result (ref null $c)) (ref.null nocont))",
                "(func (param contref) (result i32) (ref.is_null (local.get 0)))",
                "(type $sub (sub (func (param i32)))) (type $top (sub (cont $sub))) (type $low (sub $top (cont $sub)))",
                "(func (unreachable) (switch $p $turn) (unreachable))",
                "(func (unreachable) (resume $c) (unreachable))"
            })
    void modules_are_valid_and_need_the_feature(String fields) {
        validate(fields, FEATURES);
        InvalidException invalid = assertThrows(InvalidException.class, () -> validate(fields, Feature.defaults()));
        assertTrue(String.valueOf(invalid.getMessage()).contains("stack switching"), invalid::getMessage);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(func (cont.new $f (ref.null $f)) drop)|non-continuation type 0",
                "(func (param funcref) (cont.new $c (local.get 0)) drop)|type mismatch: cont.new",
                "(func (cont.bind $c $f (ref.null $c)) drop)|non-continuation type 0",
                "(func (param (ref $d)) (cont.bind $d $c (local.get 0)) drop)|type mismatch: cont.bind",
                "(func (param (ref $c)) (cont.bind $c $w (i32.const 1) (i64.const 1) (local.get 0)) drop)"
                        + "|type mismatch: cont.bind",
                "(func (param (ref $c)) (cont.bind $c $d (i64.const 1) (local.get 0)) drop)|type mismatch: cont.bind",
                "(func (suspend 9))|unknown tag 9",
                "(func (result i32) (suspend $ask (i32.const 1)))|type mismatch",
                "(func (suspend $ask (f32.const 1)) drop)|type mismatch: suspend",
                "(func (resume $v (ref.null $w)))|non-continuation type 4",
                "(func (resume 99 (ref.null $w)))|unknown type 99",
                "(func (param (ref $d)) (resume $c (i32.const 1) (i64.const 1) (local.get 0)) drop)"
                        + "|type mismatch: resume",
                "(func (param (ref $e)) (resume $e (on $ask 0) (local.get 0)) drop)|type mismatch: resume",
                "(func (param (ref $e)) (result i32 contref) (resume $e (on $ask 0) (local.get 0)) unreachable)"
                        + "|type mismatch: resume",
                "(func (param (ref $e)) (result i64 (ref null $d)) (resume $e (on $ask 0) (local.get 0)) unreachable)"
                        + "|type mismatch: resume",
                "(func (param (ref $e)) (resume $e (on $ask 7) (local.get 0)) drop)|unknown label",
                "(func (param (ref $e)) (resume $e (on 8 0) (local.get 0)) drop)|unknown tag 8",
                "(func (param (ref $e)) (resume $e (on $ask switch) (local.get 0)) drop)"
                        + "|type mismatch: resume expected a tag without parameters",
                "(func (param (ref $w)) (resume $w (on $turn switch) (local.get 0)))|type mismatch: resume expected a tag",
                "(func (param (ref $c)) (resume_throw $c $error (local.get 0)) drop)|type mismatch: resume_throw",
                "(func (param (ref $c)) (resume_throw_ref $c (local.get 0)) drop)|type mismatch: resume_throw_ref",
                "(func (param (ref $c)) (switch $c $turn (i32.const 1) (local.get 0)) unreachable)"
                        + "|type mismatch: switch expected a continuation type",
                "(func (param (ref $p)) (switch $p $none (i32.const 1) (local.get 0)) unreachable)"
                        + "|type mismatch: switch expected continuations",
                "(func (param (ref $p)) (switch $p $error (i32.const 1) (local.get 0)) unreachable)"
                        + "|type mismatch: switch expected a tag without parameters",
                "(func (param contref) (ref.cast (ref $c) (local.get 0)) drop)|invalid cast",
                "(func (param contref) (ref.test nullcontref (local.get 0)) drop)|invalid cast",
                "(func (param contref) (br_on_cast 0 contref (ref $c) (local.get 0)) drop)|invalid cast",
                "(func (param contref) (br_on_cast_fail 0 contref (ref $c) (local.get 0)) drop)|invalid cast",
                "(func (param contref) (result anyref) (local.get 0))|type mismatch",
                "(type (cont 99))|unknown type 99",
                "(type (cont $c))|unknown type 1: a continuation type needs a function type",
                "(type (sub $c (cont $f)))|sub type",
                "(type $a (sub (cont $f))) (type (sub $a (cont $g)))|sub type",
                "(global contref (ref.func 0)) (func)|type mismatch",
                "(global (ref $c) (cont.new $c (ref.null $f)))|constant expression required"
            })
    void modules_are_invalid(String fields, String message) {
        InvalidException invalid = assertThrows(InvalidException.class, () -> validate(fields, FEATURES));
        assertTrue(String.valueOf(invalid.getMessage()).startsWith(message), invalid::getMessage);
    }

    @Test
    void continuation_types_are_equal_when_their_function_types_are() {
        ModuleContext context = ModuleValidator.validate(ModuleDecoder.decode(WatParser.parse("""
                        (module
                          (type $f (func (param i32)))
                          (type $g (func (param i64)))
                          (type (cont $f))
                          (type (cont $g))
                          (type (cont $f)))
                        """)), FEATURES);
        assertSame(context.type(2), context.type(4));
        assertNotSame(context.type(2), context.type(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"01 03 01 5d 70|malformed continuation type", "01 07 02 60 00 00 5d 00 00|section size mismatch"})
    void broken_continuation_types_are_malformed(String section, String message) {
        String[] bytes = section.split(" ", -1);
        byte[] module = new byte[8 + bytes.length];
        System.arraycopy(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0}, 0, module, 0, 8);
        for (int i = 0; i < bytes.length; i++) {
            module[8 + i] = (byte) Integer.parseInt(bytes[i], 16);
        }
        MalformedException malformed = assertThrows(MalformedException.class, () -> ModuleDecoder.decode(module));
        assertTrue(String.valueOf(malformed.getMessage()).startsWith(message), malformed::getMessage);
    }

    @Test
    void handler_clause_of_unknown_kind_is_malformed() {
        byte[] module = WatParser.parse("(module (type (func)) (type (cont 0)) (tag (type 0))"
                + " (func (param (ref 1)) (resume 1 (on 0 switch) (local.get 0))))");
        int clause = module.length - 3;
        assertEquals(1, module[clause]);
        module[clause] = 2;
        MalformedException malformed = assertThrows(
                MalformedException.class, () -> ModuleValidator.validate(ModuleDecoder.decode(module), FEATURES));
        assertEquals("malformed handler clause (0x2)", malformed.getMessage());
    }
}

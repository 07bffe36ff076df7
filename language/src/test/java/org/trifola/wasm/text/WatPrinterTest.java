// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.Opcodes;

/** What is printed reads well, and parsing it gives the same bytes. */
class WatPrinterTest {
    private static String print(byte[] module) {
        return WatPrinter.print(ModuleDecoder.decode(module));
    }

    private static void assertRoundTrip(String text) {
        byte[] module = WatParser.parse(text);
        String printed = print(module);
        assertArrayEquals(module, WatParser.parse(printed), printed);
    }

    static List<Opcode> rows() {
        return Opcodes.ALL;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void row_is_printed_as_itself(Opcode opcode) {
        assertRoundTrip("(func " + InstructionSamples.text(opcode) + ")");
    }

    @Test
    void function_is_printed_with_names_and_indentation() {
        String text = """
                (module $m
                  (type $t (func (param i32) (result i32)))
                  (func $f (type $t) (param $x i32) (result i32)
                    (local $y i64)
                    block $done (result i32)
                      local.get $x
                      br $done
                    end)
                  (export "f" (func $f)))
                """;
        String expected = """
                (module $m
                  (type $t (func (param i32) (result i32)))
                  (export "f" (func $f))
                  (func $f (type $t) (param $x i32) (result i32)
                    (local $y i64)
                    block $done (result i32)
                      local.get $x
                      br $done
                    end))
                """;
        assertEquals(expected, print(WatParser.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(rec (type $a (sub (struct (field $x i8) (field (mut (ref null $b)))))) (type $b (array (mut i16))))",
                "(type $s (sub final (func (param f32 f64) (result v128 (ref $s)))))",
                "(type $e (struct)) (type $f (sub $g (struct))) (type $g (sub (struct)))",
                "(import \"m\" \"f\" (func $f (param $p i32) (param i64))) (import \"m\" \"t\" (table i64 1 2 externref))",
                "(import \"m\" \"g\" (global $g (mut f32))) (import \"m\" \"m\" (memory 1 2 shared)) (tag $t (param i32))",
                "(memory i64 1) (memory 1 (pagesize 1)) (func (i32.load8_u 1 offset=4 (i32.const 0)) drop)",
                "(table $t 3 funcref) (elem (table $t) (offset i32.const 0) func $f $f) (func $f)",
                "(table 1 (ref func) (ref.func 0)) (func) (elem declare func 0) (elem (ref null func) (item ref.null func))",
                "(memory 1) (data $d \"\\00a\\\"\\\\\\ff\") (data (i32.const 1) \"b\") (func (memory.init $d))",
                "(func $a) (func (@name \"a\")) (func $\"with space\") (func (@name \"\")) (start 0)",
                "(func (block $l (block $l (br $l) (br 1))) (loop $l (br_if $l (i32.const 1))))",
                "(func (drop (f32.const nan:0x1)) (drop (f64.const -inf)) (drop (f32.const 0x1.fffffep+127)))",
                "(func (drop (f64.const -0)) (drop (f64.const 4.9e-324)) (drop (f32.const -nan)))",
                "(@custom \"c\" (before first) \"x\") (@custom \"d\" (after func) \"y\") (@custom \"d\" \"z\") (func)",
                "(tag $e) (func (block $h (try_table (catch $e $h) (catch_all 0) (throw $e))))",
                "(tag $e) (func (try $l (do (nop)) (catch $e (rethrow $l))) (try (do) (delegate 0)))",
            })
    void text_goes_round(String text) {
        assertRoundTrip(text);
    }

    @Test
    void everything_with_an_index_is_shown_by_its_name() {
        String text = """
                (module $m
                  (type $point (struct (field $x i32) (field $y (mut f64))))
                  (import "h" "t" (table $table 1 funcref))
                  (tag $tag (param i32))
                  (global $global i32 i32.const 1)
                  (memory $memory 1)
                  (elem $elem func $f)
                  (func $f (param $p i32)
                    (local $l (ref null $point))
                    block $outer
                      loop $inner
                        local.get $l
                        local.get $l
                        struct.get $point $y
                        struct.set $point $y
                        br $inner
                      end
                    end
                    global.get $global
                    memory.size $memory
                    data.drop $data
                    elem.drop $elem
                    throw $tag)
                  (data $data "abc"))
                """;
        String printed = print(WatParser.parse(text));
        for (String name :
                List.of("struct.set $point $y", "br $inner", "data.drop $data", "elem.drop $elem", "throw $tag")) {
            assertTrue(printed.contains(name), printed);
        }
        assertArrayEquals(WatParser.parse(text), WatParser.parse(printed));
    }

    @Test
    void field_whose_name_another_one_has_is_shown_by_its_index() {
        byte[] module = WatParser.parse(
                "(type (struct (field $x i32) (field $y i32))) (func (param (ref 0)) (drop (struct.get 0 $y (local.get 0))))");
        byte[] sameNames = new String(module, StandardCharsets.ISO_8859_1)
                .replace('y', 'x')
                .getBytes(StandardCharsets.ISO_8859_1);
        String printed = print(sameNames);
        assertTrue(printed.contains("struct.get 0 1"), printed);
        assertEquals(printed, print(WatParser.parse(printed)));
    }

    @Test
    void characters_that_can_not_be_seen_are_escaped() {
        String printed = print(WatParser.parse("(func (export \"a\\u{202e}\\n\\u{e9}\"))"));
        assertTrue(printed.contains("\"a\\u{202e}\\0aé\""), printed);
    }

    @Test
    void deep_nesting_gives_a_text_of_linear_size() {
        int depth = 100_000;
        byte[] module = WatParser.parse("(func " + "block ".repeat(depth) + "end ".repeat(depth) + ")");
        String printed = print(module);
        assertTrue(printed.length() < 2 * depth * 140, () -> printed.length() + " characters");
        assertArrayEquals(module, WatParser.parse(printed));
    }
}

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
        String folded = WatPrinter.printFolded(ModuleDecoder.decode(module));
        assertArrayEquals(module, WatParser.parse(folded), folded);
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
                "(rec (type $a (descriptor $b) (struct)) (type $b (sub (describes $a) (descriptor 2) (struct))) "
                        + "(type (sub final (describes $b) (struct (field $x (ref (exact $a)))))))",
                "(type $f (func)) (import \"m\" \"f\" (func $g (exact (type $f)))) (func (import \"m\" \"h\") (exact (type $f)))",
                "(import \"m\" \"f\" (func $g (exact (param $p i32) (result i64))))",
                "(type $t (struct)) (func (param (ref null (exact $t))) (drop (ref.null (exact $t))))",
                "(type $t (struct)) (func (br_on_cast_desc_eq_fail 0 (ref null (exact $t)) (ref (exact $t))))",
                "(import \"m\" \"f\" (func $f (param $p i32) (param i64))) (import \"m\" \"t\" (table i64 1 2 externref))",
                "(import \"m\" \"g\" (global $g (mut f32))) (import \"m\" \"m\" (memory 1 2 shared)) (tag $t (param i32))",
                "(type $f (func)) (type $c (cont $f)) (tag $t (result i32)) (func (param (ref $c) contref nullcontref))",
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
                "(func (result i32) i32.const 1 if (result i32) i32.const 2 else end)",
                "(func i32.const 5 i32.const 1 if (param i32) (result i32) else end drop)",
                "(func i32.const 5 i32.const 1 block (param i32) (result i32) end i32.add drop)",
                "(func unreachable i32.add drop br 7 call 9 struct.new 9 array.new_fixed 0 4294967295)",
                "(global i32 i32.const 1 i32.const 2 i32.add) (elem (ref func) (item ref.func 0)) (func)",
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

    @Test
    void deep_nesting_is_folded_without_recursion() {
        int depth = 100_000;
        String operands = "i32.const 0 " + "i32.eqz ".repeat(depth) + "drop ";
        String ifs = "i32.const 0 if ".repeat(depth) + "end ".repeat(depth);
        byte[] module =
                WatParser.parse("(func " + operands + "block ".repeat(depth) + "end ".repeat(depth) + ifs + ")");
        String printed = WatPrinter.printFolded(ModuleDecoder.decode(module));
        assertTrue(printed.length() < 6 * depth * 140, () -> printed.length() + " characters");
        assertArrayEquals(module, WatParser.parse(printed));
    }

    private static void assertFolded(String expected, String text) {
        assertEquals(expected, WatPrinter.printFolded(ModuleDecoder.decode(WatParser.parse(text))));
        assertArrayEquals(WatParser.parse(text), WatParser.parse(expected));
    }

    @Test
    void operands_are_folded_into_what_takes_them() {
        assertFolded("""
                (module
                  (type (func (param i32 i32) (result i32)))
                  (global i32 (i32.add (i32.const 1) (i32.const 2)))
                  (func $f (type 0) (param $x i32) (param $y i32) (result i32)
                    (local.set $x (i32.add (local.get $x) (i32.const 1)))
                    (if $done (result i32)
                      (i32.eqz (local.get $x))
                      (then (local.get $y))
                      (else
                        (drop (local.get $y))
                        (br $done
                          (call $f (i32.const 1000000000) (call $f (i32.const 1000000000) (i32.const 2000000000))))))))
                """, """
                (global i32 i32.const 1 i32.const 2 i32.add)
                (func $f (param $x i32) (param $y i32) (result i32)
                  local.get $x i32.const 1 i32.add local.set $x
                  local.get $x i32.eqz if $done (result i32)
                    local.get $y
                  else
                    local.get $y drop
                    i32.const 1000000000 i32.const 1000000000 i32.const 2000000000 call $f call $f br $done
                  end)
                """);
    }

    @Test
    void descriptors_are_folded_into_what_takes_them() {
        assertFolded("""
                (module
                  (rec
                    (type $a (descriptor $b) (struct (field i32)))
                    (type $b (describes $a) (struct)))
                  (type (func (param i32) (result i32)))
                  (type (func (result anyref)))
                  (import "m" "f" (func $f (exact (type 2) (param i32) (result i32))))
                  (func (type 3) (result anyref)
                    (drop (struct.new_desc $a (call $f (i32.const 1)) (struct.new $b)))
                    (drop (ref.get_desc $a (struct.new_default_desc $a (ref.null none))))
                    (br_on_cast_desc_eq 0 anyref (ref $a)
                      (ref.cast_desc_eq (ref $a) (ref.null any) (struct.new $b))
                      (struct.new $b))))
                """, """
                (rec
                  (type $a (descriptor $b) (struct (field i32)))
                  (type $b (describes $a) (struct)))
                (import "m" "f" (func $f (exact (param i32) (result i32))))
                (func (result anyref)
                  i32.const 1 call $f struct.new $b struct.new_desc $a drop
                  ref.null none struct.new_default_desc $a ref.get_desc $a drop
                  ref.null any struct.new $b ref.cast_desc_eq (ref $a) struct.new $b
                  br_on_cast_desc_eq 0 anyref (ref $a))
                """);
    }

    @Test
    void instruction_that_does_not_find_just_its_operands_has_none_in_its_parentheses() {
        assertFolded("""
                (module
                  (type (func))
                  (type (func (param i32) (result i32)))
                  (type (func (result i32 i32)))
                  (func $f (type 0)
                    (drop (i32.add (call $two)))
                    (i32.const 1)
                    (nop)
                    (i32.const 2)
                    (i32.add)
                    (drop (block (type 1) (i32.eqz)))
                    (unreachable)
                    (i32.const 3)
                    (drop (i32.add)))
                  (func $two (type 2) (result i32 i32)
                    (unreachable)))
                """, """
                (func $f
                  call $two i32.add drop
                  i32.const 1 nop i32.const 2 i32.add
                  block (param i32) (result i32) i32.eqz end drop
                  unreachable i32.const 3 i32.add drop)
                (func $two (result i32 i32) unreachable)
                """);
    }

    /** The abbreviation for an empty arm leaves no trace in the binary format. */
    @Test
    void empty_else_stays_flat() {
        assertFolded("""
                (module
                  (type (func (param i32)))
                  (func (type 0) (param $x i32)
                    (local.get $x)
                    if $l
                      (nop)
                      (br $l)
                    else
                    end))
                """, "(func (param $x i32) local.get $x if $l nop br $l else end)");
    }

    @Test
    void operands_of_instructions_on_continuations_are_folded() {
        String types = """
                (module
                  (type $f (func (param i32 i64) (result f32)))
                  (type $c (cont $f))
                  (type $g (func (param i64) (result f32)))
                  (type $d (cont $g))
                  (rec
                    (type $s (func (param i32 (ref null $p))))
                    (type $p (cont $s)))
                  (type $a (func (param i32) (result f64)))
                  (type $v (func))
                  (type $b (func (param (ref $c) (ref $p))))
                  (tag $t (type $a) (param i32) (result f64))
                  (tag $turn (type $v))
                  (func (type $b) (param $k (ref $c)) (param $q (ref $p))
                """;
        assertFolded(types + """
                |    (drop (suspend $t (i32.const 7)))
                |    (drop (resume $c (on $t 0) (i32.const 1) (i64.const 2) (local.get $k)))
                |    (drop (resume_throw $d $t (i32.const 1) (cont.bind $c $d (i32.const 1) (local.get $k))))
                |    (drop (resume_throw_ref $c (ref.null exn) (cont.new $c (ref.null $f))))
                |    (switch $p $turn (i32.const 1) (local.get $q))
                |    (drop)
                |    (drop)))
                """.replace("|", ""), types + """
                i32.const 7 suspend $t drop
                i32.const 1 i64.const 2 local.get $k resume $c (on $t 0) drop
                i32.const 1 i32.const 1 local.get $k cont.bind $c $d resume_throw $d $t drop
                ref.null exn ref.null $f cont.new $c resume_throw_ref $c drop
                i32.const 1 local.get $q switch $p $turn drop drop))
                """);
    }
}

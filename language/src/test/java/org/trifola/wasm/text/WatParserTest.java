// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.binary.NameSection;
import org.trifola.wasm.binary.NameSection.Kind;
import org.trifola.wasm.syntax.CustomSection;
import org.trifola.wasm.syntax.ElementDef;
import org.trifola.wasm.syntax.Export;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.FunctionDef;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.SegmentMode;

class WatParserTest {
    private static ModuleDef parse(String text) {
        return ModuleDecoder.decode(WatParser.parse(text));
    }

    /** The bytes of the first function's instructions, without the declarations of locals, in hexadecimal. */
    private static String code(String text) {
        ModuleDef module = parse(text);
        InstructionReader reader = new InstructionReader(
                module.bytes(), module.functions().getFirst().code());
        reader.locals();
        int end = module.functions().getFirst().code().end();
        return HexFormat.of().formatHex(module.bytes(), reader.position(), end);
    }

    private static SyntaxException error(String text) {
        return assertThrows(SyntaxException.class, () -> WatParser.parse(text));
    }

    // --- Modules ---

    @Test
    void empty_text_is_the_empty_module() {
        byte[] expected = {0, 'a', 's', 'm', 1, 0, 0, 0};
        assertArrayEquals(expected, WatParser.parse(""));
        assertArrayEquals(expected, WatParser.parse("(module)"));
        assertArrayEquals(expected, WatParser.parse(" ;; nothing\n (; (; nested ;) ;) (module (@unknown ( [ ) )) "));
    }

    @Test
    void identifiers_may_be_used_before_their_definition() {
        ModuleDef module = parse("""
                (start $later)
                (export "t" (table $t))
                (func $first (call $later))
                (func $later (type $type))
                (table $u 1 funcref) (table $t 1 (ref null $type))
                (type $type (func))
                """);
        assertEquals(1, module.start());
        assertEquals(List.of(new Export("t", ExternKind.TABLE, 1)), module.exports());
    }

    @Test
    void inline_function_types_come_after_all_defined_ones_and_are_shared() {
        ModuleDef module = parse("""
                (func (param i32)) (func (param i64)) (func (param i32) (result)) (func)
                (type (func (param i64)))
                """);
        assertEquals(3, module.recTypes().size());
        assertEquals(
                List.of(1, 0, 1, 2),
                module.functions().stream().map(FunctionDef::typeIndex).toList());
    }

    @Test
    void inline_imports_and_exports_are_abbreviations() {
        ModuleDef module = parse("""
                (memory (export "a") (export "b") (import "m" "n") 1 2 shared)
                (func (export "f"))
                """);
        assertEquals("n", module.imports().getFirst().name());
        assertEquals(
                List.of(
                        new Export("a", ExternKind.MEMORY, 0),
                        new Export("b", ExternKind.MEMORY, 0),
                        new Export("f", ExternKind.FUNC, 0)),
                module.exports());
    }

    @Test
    void inline_segments_take_part_in_numbering() {
        String text = """
                (elem func 0) (table $t i64 funcref (elem 0 0)) (elem $e func 0)
                (data "x") (memory $m (pagesize 1) (data "abc")) (data $d "y")
                (func (elem.drop $e) (data.drop $d))
                """;
        ModuleDef module = parse(text);
        assertEquals(3, module.elements().size());
        assertEquals(SegmentMode.ACTIVE, module.elements().get(1).mode());
        assertEquals(3, module.memories().getFirst().limits().max());
        assertEquals(3, module.dataCount());
        assertEquals("fc0d02fc09020b", code(text));
    }

    @Test
    void element_segments_keep_their_form() {
        List<ElementDef> elements = parse("""
                        (func $f) (table $t 9 funcref) (table $u 9 externref)
                        (elem (i32.const 0) $f $f)
                        (elem (table $u) (offset i32.const 1) externref (item ref.null extern) (ref.null extern))
                        (elem declare func $f)
                        (elem (ref func) (ref.func $f))
                        """).elements();
        assertEquals(
                List.of(SegmentMode.ACTIVE, SegmentMode.ACTIVE, SegmentMode.DECLARATIVE, SegmentMode.PASSIVE),
                elements.stream().map(ElementDef::mode).toList());
        assertEquals(
                List.of(2, 2, 1, 1), elements.stream().map(ElementDef::size).toList());
        assertEquals(RefType.EXTERNREF, elements.get(1).type());
        assertEquals(1, elements.get(1).tableIndex());
    }

    @Test
    void names_of_the_name_section_come_from_identifiers() {
        NameSection names = NameSection.of(parse("""
                (module $mod
                  (type $point (struct (field $x i32) (field i32 i32) (field $y i32)))
                  (func $imported (import "m" "f") (param $p i32))
                  (func $"with space" (param i32) (param $q i32) (local i64) (local $l f32)
                    block block $inner end end)
                  (func $f (@name "given"))
                  (tag $t) (global $g i32 (i32.const 0)) (memory $m 0) (table $tab 0 funcref)
                  (elem $e func) (data $d ""))
                """));
        assertEquals("mod", names.module());
        assertEquals("imported", names.function(0));
        assertEquals("with space", names.function(1));
        assertEquals("given", names.function(2));
        assertEquals("p", names.name(Kind.LOCAL, 0, 0));
        assertEquals("q", names.name(Kind.LOCAL, 1, 1));
        assertEquals("l", names.name(Kind.LOCAL, 1, 3));
        assertNull(names.name(Kind.LABEL, 1, 0));
        assertEquals("inner", names.name(Kind.LABEL, 1, 1));
        assertEquals("x", names.name(Kind.FIELD, 0, 0));
        assertEquals("y", names.name(Kind.FIELD, 0, 3));
        assertEquals("point", names.name(Kind.TYPE, 0));
        assertEquals("t", names.name(Kind.TAG, 0));
        assertEquals("g", names.name(Kind.GLOBAL, 0));
        assertEquals("m", names.name(Kind.MEMORY, 0));
        assertEquals("tab", names.name(Kind.TABLE, 0));
        assertEquals("e", names.name(Kind.ELEMENT, 0));
        assertEquals("d", names.name(Kind.DATA, 0));
    }

    @Test
    void custom_annotations_become_sections_at_their_place() {
        List<CustomSection> sections = parse("""
                        (@custom "end" "1")
                        (@custom "before code" (before code) "2" "3")
                        (@custom "first" (before first))
                        (@custom "after func" (after func) "\\00")
                        (func)
                        """).customSections();
        assertEquals(
                List.of("first", "after func", "before code", "end"),
                sections.stream().map(CustomSection::name).toList());
        assertEquals(
                List.of(0, 1, 2, 1),
                sections.stream().map(CustomSection::length).toList());
    }

    @Test
    void branch_hints_become_a_section_with_offsets_in_the_code() {
        ModuleDef module = parse("""
                (func (local i32)
                  (@metadata.code.branch_hint "\\01") (if (i32.const 0) (then))
                  i32.const 0
                  (@metadata.code.branch_hint "\\00") br_if 0)
                """);
        CustomSection section = module.customSections().getFirst();
        assertEquals("metadata.code.branch_hint", section.name());
        assertEquals(
                "0100020501010a0100",
                HexFormat.of().formatHex(module.bytes(), section.start(), section.start() + section.length()));
    }

    // --- Instructions ---

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            i32.const 1 drop                                       | 41011a0b
            (drop (i32.const 1))                                   | 41011a0b
            (if (i32.eqz (i32.const 1)) (then nop) (else))         | 4101450440010b0b
            (if (i32.const 1) (then) (else nop))                   | 4101044005010b0b
            i32.const 1 if else end                                | 41010440050b0b
            (block $a (loop $b (br $a) (br $b) (br 2)))            | 024003400c010c000c020b0b0b
            (block $a (block $a (br $a)) (br $a))                  | 024002400c000b0c000b0b
            (br_table 0 0 (i32.const 2))                           | 41020e0100000b
            (try (do) (catch 0) (catch_all))                       | 06400700190b0b
            (block $x (try $t (do nop) (delegate $x)))             | 024006400118000b0b
            (block $x (try_table (catch_all $x)))                  | 02401f400102000b0b0b
            block (result i32 i32) unreachable end                 | 0201000b0b
            (drop (select (result i32) (i32.const 1) (i32.const 2) (i32.const 3))) | 4101410241031c017f1a0b
            (drop (i32.load8_u offset=1 (i32.const 0)))            | 41002d00011a0b
            (drop (i64.load 1 align=4 (i32.const 0)))              | 4100294201001a0b
            (v128.store8_lane $m 1 (i32.const 0) (local.get 0))    | 41002000fd58400100010b
            (v128.store8_lane 1 (i32.const 0) (local.get 0))       | 41002000fd580000010b
            """)
    void instructions_are_encoded(String text, String hex) {
        assertEquals(hex, code("(memory 0) (memory $m 0) (func " + text + ")"));
    }

    @Test
    void block_parameters_need_a_type() {
        FuncType type = new FuncType(List.of(NumType.I32), List.of(NumType.I32));
        ModuleDef module = parse("(func i32.const 0 (block (param i32) (result i32)) drop)");
        assertEquals(type, module.recTypes().get(1).subTypes().getFirst().compType());
    }

    @Test
    void deep_nesting_is_no_problem() {
        int depth = 100_000;
        String flat = "(func " + "block ".repeat(depth) + "end ".repeat(depth) + ")";
        String blocks = "(func " + "(block ".repeat(depth) + ")".repeat(depth) + ")";
        String operands = "(func (drop " + "(i32.eqz ".repeat(depth) + "(i32.const 0)" + ")".repeat(depth) + "))";
        assertEquals(3L * depth, code(flat).length() / 2 - 1);
        assertEquals(code(flat), code(blocks));
        assertEquals(depth + 4, code(operands).length() / 2);
        assertTrue(error("(".repeat(depth)).getMessage().startsWith("unexpected token ("));
        assertTrue(error("(func" + "(block".repeat(depth)).getMessage().startsWith("unexpected token (end of text)"));
        assertEquals(8, WatParser.parse("(;".repeat(depth) + ";)".repeat(depth)).length);
        assertEquals(8, WatParser.parse("(@a " + "(".repeat(depth) + ")".repeat(depth) + ")").length);
    }

    // --- Errors ---

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            (func (foo))                                 | 8  | unknown operator foo
            (func (i32.const 0x1_0000_0000) drop)        | 18 | i32 constant out of range: 0x1_0000_0000
            (func (f32.const 0x1p128) drop)              | 18 | f32 constant out of range: 0x1p128
            (func (f64.const nan:0x0) drop)              | 18 | f64 constant out of range: nan:0x0
            (func (br $l))                               | 11 | unknown label $l
            (func (local.get $x))                        | 18 | unknown local $x
            (func (call $f))                             | 13 | unknown function $f
            (func $f) (func $f)                          | 17 | duplicate func $f
            (func (param $x i32) (local $x i32))         | 29 | duplicate local $x
            (func block $a end $b)                       | 20 | mismatching label $b, the block is called $a
            (func (nop)                                  | 12 | unexpected token (end of text), expected ")"
            (func) (import "" "" (func))                 | 9  | import after function
            (type (func)) (func (type 0) (param i32))    | 21 | inline function type [i32] -> [] is not that of the \
            referenced type, [] -> []
            (type (describes 0) (describes 0) (struct))  | 22 | unexpected token describes, expected "func", "struct", "array" or "cont"
            (type (descriptor 0) (describes 0) (struct)) | 23 | unexpected token describes, expected "func", "struct", "array" or "cont"
            (func (param (ref (exact any))))             | 26 | unexpected token any, expected a type index
            (func (param (exact 0)))                     | 14 | unexpected token (, expected ")"
            (func (drop (i32.load align=3 (i32.const 0)))) | 23 | alignment must be a power of two
            (start 0) (start 0)                          | 12 | multiple start sections
            (func (export "\\ff"))                       | 15 | malformed UTF-8 encoding
            (import "a                                   | 9  | unclosed string
            (func end)                                   | 7  | unexpected token end, expected an instruction
            (func (drop (i32.const 1) nop))              | 27 | unexpected token nop, expected an instruction
            """)
    void errors_say_where_and_what(String text, int column, String message) {
        SyntaxException error = error(text);
        assertEquals(message, error.getMessage());
        assertEquals(1, error.line());
        assertEquals(column, error.column());
    }

    @Test
    void lines_and_columns_count_characters() {
        SyntaxException error = error("(module\n  (; ä€😀 ;) (func\n    (; 😀 ;) (nope)))");
        assertEquals("unknown operator nope", error.getMessage());
        assertEquals(3, error.line());
        assertEquals(14, error.column());
    }

    @Test
    void text_that_is_not_utf8_is_malformed() {
        byte[] text = "(module (; xx ;))".getBytes(StandardCharsets.US_ASCII);
        text[11] = (byte) 0xC3;
        SyntaxException error = assertThrows(SyntaxException.class, () -> WatParser.parse(text));
        assertEquals("malformed UTF-8 encoding", error.getMessage());
        assertEquals(12, error.column());
    }
}

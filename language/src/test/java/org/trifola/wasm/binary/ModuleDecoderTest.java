// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trifola.wasm.binary.Bytes.bytes;
import static org.trifola.wasm.binary.Bytes.raw;
import static org.trifola.wasm.binary.Bytes.sized;
import static org.trifola.wasm.binary.ModuleBuilder.array;
import static org.trifola.wasm.binary.ModuleBuilder.describes;
import static org.trifola.wasm.binary.ModuleBuilder.descriptor;
import static org.trifola.wasm.binary.ModuleBuilder.expr;
import static org.trifola.wasm.binary.ModuleBuilder.field;
import static org.trifola.wasm.binary.ModuleBuilder.func;
import static org.trifola.wasm.binary.ModuleBuilder.mutable;
import static org.trifola.wasm.binary.ModuleBuilder.rec;
import static org.trifola.wasm.binary.ModuleBuilder.struct;
import static org.trifola.wasm.binary.ModuleBuilder.sub;
import static org.trifola.wasm.syntax.ControlOpcode.END;
import static org.trifola.wasm.syntax.NumType.F32;
import static org.trifola.wasm.syntax.NumType.F64;
import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;
import static org.trifola.wasm.syntax.NumericOpcode.I32_CONST;
import static org.trifola.wasm.syntax.NumericOpcode.I64_CONST;
import static org.trifola.wasm.syntax.ReferenceOpcode.REF_NULL;
import static org.trifola.wasm.syntax.VecType.V128;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.ArrayType;
import org.trifola.wasm.syntax.CustomSection;
import org.trifola.wasm.syntax.DataDef;
import org.trifola.wasm.syntax.ElementDef;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.Export;
import org.trifola.wasm.syntax.Expr;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.FieldType;
import org.trifola.wasm.syntax.FuncExternType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.Import;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.PackedType;
import org.trifola.wasm.syntax.RecType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.SegmentMode;
import org.trifola.wasm.syntax.StructType;
import org.trifola.wasm.syntax.SubType;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.TagType;
import org.trifola.wasm.syntax.TypeIndex;

/** Every section in its forms, and what makes a module malformed outside of function bodies. */
class ModuleDecoderTest {
    private static final byte[] PREAMBLE = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private static ModuleBuilder module() {
        return new ModuleBuilder();
    }

    /** A section by its id, with its size. */
    private static byte[] section(int id, Object... content) {
        return bytes(raw(id), sized(content));
    }

    private static byte[] moduleOf(byte[]... sections) {
        return bytes(PREAMBLE, bytes((Object[]) sections));
    }

    private static void malformed(String message, int offset, byte[] module) {
        MalformedException thrown = assertThrows(MalformedException.class, () -> ModuleDecoder.decode(module));
        assertTrue(String.valueOf(thrown.getMessage()).startsWith(message), thrown.getMessage());
        assertEquals(offset, thrown.offset());
    }

    private static byte[] content(ModuleDef module, Expr expr) {
        return Arrays.copyOfRange(module.bytes(), expr.start(), expr.end());
    }

    @Test
    void the_empty_module_is_a_module() {
        ModuleDef module = ModuleDecoder.decode(PREAMBLE);
        assertEquals(List.of(), module.functions());
        assertEquals(-1, module.start());
        assertEquals(-1, module.dataCount());
    }

    @Test
    void a_module_starts_with_magic_and_version() {
        malformed("unexpected end", 0, new byte[0]);
        malformed("unexpected end", 3, new byte[] {0, 'a', 's'});
        malformed("magic header not detected", 0, new byte[] {0, 'a', 's', 'M', 1, 0, 0, 0});
        malformed("unexpected end", 5, new byte[] {0, 'a', 's', 'm', 1});
        malformed("unknown binary version", 4, new byte[] {0, 'a', 's', 'm', 2, 0, 0, 0});
    }

    @Test
    void types_keep_their_structure() {
        ModuleDef module = module().type(func(List.of(I32, V128), List.of(F64)))
                .type(rec(
                        sub(struct(field(PackedType.I8), mutable(new RefType(true, new TypeIndex(2))))),
                        sub(1, struct(field(PackedType.I8)))))
                .type(array(mutable(PackedType.I16)))
                .decode();
        FuncType funcType = new FuncType(List.of(I32, V128), List.of(F64));
        FieldType i8 = new FieldType(PackedType.I8, false);
        FieldType ref = new FieldType(new RefType(true, new TypeIndex(2)), true);
        assertEquals(
                List.of(
                        new RecType(List.of(new SubType(true, List.of(), funcType))),
                        new RecType(List.of(
                                new SubType(false, List.of(), new StructType(List.of(i8, ref))),
                                new SubType(false, List.of(new TypeIndex(1)), new StructType(List.of(i8))))),
                        new RecType(List.of(
                                new SubType(true, List.of(), new ArrayType(new FieldType(PackedType.I16, true)))))),
                module.recTypes());
    }

    @Test
    void types_name_what_they_describe_before_their_descriptor() {
        ModuleDef module = module().type(rec(
                        sub(descriptor(1, struct())), describes(0, descriptor(2, struct())), describes(1, struct())))
                .decode();
        StructType empty = new StructType(List.of());
        assertEquals(
                List.of(
                        new SubType(false, List.of(), null, new TypeIndex(1), empty),
                        new SubType(true, List.of(), new TypeIndex(0), new TypeIndex(2), empty),
                        new SubType(true, List.of(), new TypeIndex(1), null, empty)),
                module.recTypes().getFirst().subTypes());
        malformed(
                "malformed definition type (0x4c)",
                13,
                module().type(descriptor(0, describes(0, struct()))).build());
        malformed(
                "malformed definition type (0x4d)",
                13,
                module().type(descriptor(0, descriptor(0, struct()))).build());
    }

    @Test
    void exact_types_are_types_with_a_prefix() {
        byte[] bytes = {0x64, 0x62, (byte) 0x80, 1};
        RefType type = new RefType(false, new ExactType(new TypeIndex(128)));
        assertEquals(type, TypeDecoder.valType(new ByteReader(bytes)));
        malformed("malformed storage type (0x62)", 13, moduleOf(section(1, 1, raw(0x5F), 1, raw(0x62), 0, 0)));
        ModuleDef module = ModuleDecoder.decode(moduleOf(section(2, 1, "m", "n", raw(0x20), 7)));
        assertEquals(
                new FuncExternType(new ExactType(new TypeIndex(7))),
                module.imports().getFirst().type());
        malformed("malformed export kind (0x20)", 12, moduleOf(section(7, 1, "", raw(0x20), 0)));
    }

    @Test
    void abstract_heap_types_have_a_short_and_a_long_form() {
        for (AbsHeapType heapType : AbsHeapType.values()) {
            byte[] shortForm = {(byte) heapType.code()};
            byte[] longForm = {0x63, (byte) heapType.code()};
            byte[] nonNull = {0x64, (byte) heapType.code()};
            assertSame(RefType.of(true, heapType), TypeDecoder.refType(new ByteReader(shortForm)));
            assertSame(RefType.of(true, heapType), TypeDecoder.valType(new ByteReader(longForm)));
            assertSame(RefType.of(false, heapType), TypeDecoder.valType(new ByteReader(nonNull)));
        }
    }

    @Test
    void malformed_types_are_malformed() {
        malformed("malformed definition type (0x61)", 11, moduleOf(section(1, 1, raw(0x61), 0, 0)));
        malformed("malformed value type (0x7a)", 13, moduleOf(section(1, 1, raw(0x60), 1, raw(0x7A), 0)));
        malformed("malformed storage type (0x76)", 13, moduleOf(section(1, 1, raw(0x5F), 1, raw(0x76), 0)));
        malformed("malformed mutability (0x2)", 13, moduleOf(section(1, 1, raw(0x5E), raw(0x7F), 2)));
        malformed("malformed reference type (0x7f)", 11, moduleOf(section(4, 1, raw(0x7F), 0, 0)));
        malformed("malformed limits flags (0x8)", 12, moduleOf(section(4, 1, raw(0x70), raw(8), 0)));
        malformed("malformed limits flags (0x10)", 11, moduleOf(section(5, 1, raw(0x10), 0)));
        malformed("malformed heap type", 12, moduleOf(section(4, 1, raw(0x63), raw(0x50), 0, 0)));
        malformed("integer representation too long", 11, moduleOf(section(1, 1, raw(0xE0), raw(0x7F), 0, 0)));
    }

    @Test
    void more_than_one_supertype_is_malformed() {
        byte[] type = bytes(raw(0x50), List.of(0, 0), func(List.of(), List.of()));
        malformed(
                "malformed definition type (more than one supertype)",
                12,
                module().type(type).build());
    }

    @Test
    void imports_have_all_kinds() {
        ModuleDef module = module().type(func(List.of(), List.of()))
                .importing(ExternKind.FUNC, 0)
                .importing(ExternKind.TABLE, RefType.EXTERNREF, 1, 2, 3)
                .importing(ExternKind.MEMORY, 0, 1)
                .importing(ExternKind.GLOBAL, I64, 1)
                .importing(ExternKind.TAG, 0, 0)
                .decode();
        assertEquals(
                List.of(
                        new Import("m", "n", new FuncExternType(new TypeIndex(0))),
                        new Import("m", "n", new TableType(AddressType.I32, Limits.between(2, 3), RefType.EXTERNREF)),
                        new Import("m", "n", MemoryType.of(Limits.atLeast(1))),
                        new Import("m", "n", new GlobalType(I64, true)),
                        new Import("m", "n", new TagType(new TypeIndex(0)))),
                module.imports());
        malformed("malformed import kind (0x5)", 13, moduleOf(section(2, 1, "", "", 5)));
    }

    @Test
    void limits_are_64_bit_numbers_for_every_address_type() {
        byte[] max = bytes(raw(0xFF), raw(0xFF), raw(0xFF), raw(0xFF), raw(0x7F));
        ModuleDef module = module().memory(0, max).memory(5, 0, max).decode();
        assertEquals(Limits.atLeast(0x7_FFFF_FFFFL), module.memories().get(0).limits());
        assertEquals(
                new MemoryType(AddressType.I64, Limits.between(0, 0x7_FFFF_FFFFL), false, 16),
                module.memories().get(1));
    }

    @Test
    void memories_may_be_shared_and_have_a_page_size() {
        ModuleDef module =
                module().memory(3, 1, 2).memory(8, 1, 0).memory(9, 1, 2, 16).decode();
        assertEquals(
                List.of(
                        new MemoryType(AddressType.I32, Limits.between(1, 2), true, 16),
                        new MemoryType(AddressType.I32, Limits.atLeast(1), false, 0),
                        new MemoryType(AddressType.I32, Limits.between(1, 2), false, 16)),
                module.memories());
        malformed("invalid custom page size", 13, moduleOf(section(5, 1, 8, 1, 64)));
    }

    @Test
    void functions_join_their_two_sections() {
        ModuleDef module = module().type(func(List.of(), List.of()))
                .type(func(List.of(), List.of()))
                .importing(ExternKind.FUNC, 0)
                .function(1, I32_CONST, 7)
                .function(0)
                .decode();
        assertEquals(1, module.functions().get(0).index());
        assertEquals(1, module.functions().get(0).typeIndex());
        assertArrayEquals(
                bytes(0, I32_CONST, 7, END),
                content(module, module.functions().get(0).code()));
        assertEquals(2, module.functions().get(1).index());
        assertEquals(0, module.functions().get(1).typeIndex());
        assertArrayEquals(
                bytes(0, END), content(module, module.functions().get(1).code()));
    }

    @Test
    void function_and_code_sections_must_have_the_same_length() {
        byte[] types = section(1, 1, func(List.of(), List.of()));
        malformed(
                "function and code section have inconsistent lengths (1 and 0)",
                18,
                moduleOf(types, section(3, List.of(0))));
        malformed(
                "function and code section have inconsistent lengths (0 and 1)",
                20,
                moduleOf(types, section(10, 1, sized(0, END))));
    }

    @Test
    void tables_may_have_an_initial_element() {
        ModuleDef module = module().table(RefType.FUNCREF, 0, 3)
                .tableWithInit(bytes(RefType.FUNCREF, 4, 5), REF_NULL, AbsHeapType.FUNC)
                .decode();
        assertNull(module.tables().get(0).init());
        Expr init = module.tables().get(1).init();
        assertNotNull(init);
        assertArrayEquals(expr(REF_NULL, AbsHeapType.FUNC), content(module, init));
        assertEquals(AddressType.I64, module.tables().get(1).type().addressType());
        malformed("zero byte expected", 12, moduleOf(section(4, 1, raw(0x40), 1, raw(0x70), 0, 0)));
    }

    @Test
    void globals_have_an_initial_value() {
        ModuleDef module = module().global(I32, I32_CONST, 7)
                .mutableGlobal(I64, I64_CONST, 8)
                .decode();
        assertEquals(new GlobalType(I32, false), module.globals().get(0).type());
        assertArrayEquals(
                expr(I32_CONST, 7), content(module, module.globals().get(0).init()));
        assertEquals(new GlobalType(I64, true), module.globals().get(1).type());
        assertArrayEquals(
                expr(I64_CONST, 8), content(module, module.globals().get(1).init()));
    }

    @Test
    void an_expression_without_end_is_malformed() {
        malformed(
                "unexpected end of section or function",
                15,
                moduleOf(section(6, 1, I32, 0, I32_CONST, 1), section(0, "x")));
    }

    @Test
    void exports_and_start_are_kept() {
        ModuleDef module =
                module().body().start(0).export("é", ExternKind.FUNC, 0).decode();
        assertEquals(List.of(new Export("é", ExternKind.FUNC, 0)), module.exports());
        assertEquals(0, module.start());
        malformed("malformed export kind (0x5)", 13, moduleOf(section(7, 1, "a", 5, 0)));
    }

    @Test
    void a_start_function_with_a_huge_index_is_not_taken_for_none() {
        assertTrue(module().start(-1).decode().start() >= 0);
    }

    @Test
    void element_segments_have_eight_forms() {
        byte[] offset = expr(I32_CONST, 0);
        List<byte[]> nulls = List.of(expr(REF_NULL, AbsHeapType.FUNC));
        RefType nonNull = RefType.of(false, AbsHeapType.FUNC);
        ModuleDef module = module().element(0, offset, List.of(5, 6))
                .element(1, 0, List.of(5))
                .element(2, 3, offset, 0, List.of(5))
                .element(3, 0, List.of(5))
                .element(4, offset, nulls)
                .element(5, RefType.EXTERNREF, nulls)
                .element(6, 3, offset, RefType.FUNCREF, nulls)
                .element(7, RefType.FUNCREF, List.of())
                .decode();
        List<SegmentMode> modes =
                module.elements().stream().map(ElementDef::mode).toList();
        assertEquals(
                List.of(
                        SegmentMode.ACTIVE,
                        SegmentMode.PASSIVE,
                        SegmentMode.ACTIVE,
                        SegmentMode.DECLARATIVE,
                        SegmentMode.ACTIVE,
                        SegmentMode.PASSIVE,
                        SegmentMode.ACTIVE,
                        SegmentMode.DECLARATIVE),
                modes);
        List<RefType> types = module.elements().stream().map(ElementDef::type).toList();
        assertEquals(
                List.of(
                        nonNull,
                        nonNull,
                        nonNull,
                        nonNull,
                        RefType.FUNCREF,
                        RefType.EXTERNREF,
                        RefType.FUNCREF,
                        RefType.FUNCREF),
                types);
        assertArrayEquals(new int[] {5, 6}, module.elements().get(0).functionIndices());
        assertEquals(3, module.elements().get(2).tableIndex());
        assertEquals(3, module.elements().get(6).tableIndex());
        assertNull(module.elements().get(4).functionIndices());
        Expr element = module.elements().get(4).expressions().getFirst();
        assertArrayEquals(nulls.getFirst(), content(module, element));
        malformed("malformed elements segment kind (8)", 11, moduleOf(section(9, 1, 8, 0, 0)));
        malformed("malformed element kind", 12, moduleOf(section(9, 1, 1, 1, 0)));
    }

    @Test
    void data_segments_have_three_forms() {
        byte[] offset = expr(I32_CONST, 0);
        ModuleDef module = module().data(0, offset, "abc")
                .data(1, "")
                .data(2, 4, offset, "d")
                .dataCount(3)
                .decode();
        DataDef first = module.data().get(0);
        assertEquals(SegmentMode.ACTIVE, first.mode());
        assertEquals('a', module.bytes()[first.start()]);
        assertEquals(3, first.length());
        assertEquals(SegmentMode.PASSIVE, module.data().get(1).mode());
        assertNull(module.data().get(1).offset());
        assertEquals(4, module.data().get(2).memoryIndex());
        assertEquals(3, module.dataCount());
        malformed("malformed data segment kind (3)", 11, moduleOf(section(11, 1, 3, 0)));
    }

    @Test
    void the_data_count_must_be_that_of_the_data_section() {
        malformed(
                "data count and data section have inconsistent lengths (2 and 1)",
                16,
                module().data(1, "").dataCount(2).build());
    }

    @Test
    void tags_have_a_zero_byte() {
        assertEquals(
                List.of(new TagType(new TypeIndex(3))), module().tag(3).decode().tags());
        malformed("malformed attribute of a tag", 11, moduleOf(section(13, 1, 1, 0)));
    }

    @Test
    void custom_sections_stand_anywhere_and_know_where() {
        byte[] custom = section(0, "x", raw(9));
        ModuleDef module = ModuleDecoder.decode(
                moduleOf(custom, section(1, List.of()), custom, section(13, List.of()), section(6, List.of()), custom));
        assertEquals(
                List.of(0, 1, 7),
                module.customSections().stream().map(CustomSection::place).toList());
        CustomSection section = module.customSection("x");
        assertNotNull(section);
        assertEquals(12, section.start());
        assertEquals(1, section.length());
        assertNull(module.customSection("y"));
        malformed("malformed UTF-8 encoding", 11, moduleOf(section(0, 1, raw(0xFF))));
        malformed("unexpected end of section", 10, moduleOf(section(0)));
    }

    @Test
    void sections_stand_in_order_and_once() {
        List<Integer> order = List.of(1, 2, 3, 4, 5, 13, 6, 7, 9, 12, 10, 11);
        for (int i = 0; i < order.size(); i++) {
            for (int j = 0; j <= i; j++) {
                byte[] module = moduleOf(section(order.get(i), 0), section(order.get(j), 0));
                malformed("unexpected content after last section", 11, module);
            }
        }
        byte[][] all = order.stream().map(id -> section(id, 0)).toArray(byte[][]::new);
        assertEquals(0, ModuleDecoder.decode(moduleOf(all)).dataCount());
    }

    @Test
    void a_section_must_have_its_size() {
        malformed("malformed section id (14)", 8, moduleOf(section(14)));
        malformed("length out of bounds", 9, moduleOf(bytes(raw(1), 2, 0)));
        malformed("section size mismatch", 11, moduleOf(section(1, 0, 0)));
        malformed("length out of bounds", 10, moduleOf(section(1, 2, 0)));
        malformed("unexpected end of section", 10, moduleOf(section(1), section(0, "x")));
    }

    @Test
    void the_limits_of_the_javascript_api_hold() {
        List<byte[]> params = new ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            params.add(bytes(F32));
        }
        malformed(
                "too many parameters or results: 1001, the limit is 1000",
                13,
                module().type(bytes(raw(0x60), params, 0)).build());
        byte[] body = bytes(0, new byte[7_654_321], END);
        malformed(
                "function body too large (7654323 bytes, the limit is 7654321)",
                24,
                moduleOf(section(1, 1, func(List.of(), List.of())), section(3, 1, 0), section(10, 1, sized((Object)
                        body))));
    }
}

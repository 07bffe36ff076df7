// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trifola.wasm.binary.Bytes.bytes;
import static org.trifola.wasm.binary.ModuleBuilder.array;
import static org.trifola.wasm.binary.ModuleBuilder.expr;
import static org.trifola.wasm.binary.ModuleBuilder.field;
import static org.trifola.wasm.binary.ModuleBuilder.func;
import static org.trifola.wasm.binary.ModuleBuilder.mutable;
import static org.trifola.wasm.binary.ModuleBuilder.rec;
import static org.trifola.wasm.binary.ModuleBuilder.struct;
import static org.trifola.wasm.binary.ModuleBuilder.sub;
import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;
import static org.trifola.wasm.syntax.NumericOpcode.I32_ADD;
import static org.trifola.wasm.syntax.NumericOpcode.I32_CLZ;
import static org.trifola.wasm.syntax.NumericOpcode.I32_CONST;
import static org.trifola.wasm.syntax.NumericOpcode.I64_CONST;
import static org.trifola.wasm.syntax.ParametricOpcode.DROP;
import static org.trifola.wasm.syntax.ReferenceOpcode.REF_FUNC;
import static org.trifola.wasm.syntax.ReferenceOpcode.REF_NULL;
import static org.trifola.wasm.syntax.VariableOpcode.GLOBAL_GET;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.binary.ModuleBuilder;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.AggregateOpcode;
import org.trifola.wasm.syntax.BlockType;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.VecType;

/** Everything outside of function bodies. */
class ModuleValidationTest extends ValidationTestBase {
    /** An unsigned LEB128 integer of more than 32 bits. */
    private static byte[] u64(long value) {
        byte[] encoded = new byte[10];
        int length = 0;
        for (long rest = value; rest != 0 || length == 0; rest >>>= 7) {
            encoded[length++] = (byte) (rest & 0x7F | (rest >>> 7 == 0 ? 0 : 0x80));
        }
        return Arrays.copyOf(encoded, length);
    }

    private static RefType refNull(int typeIndex) {
        return new RefType(true, new TypeIndex(typeIndex));
    }

    // Types

    @Test
    void types_refer_to_their_group_and_to_earlier_types() {
        valid(module().type(rec(struct(field(refNull(1))), struct(field(refNull(0)))))
                .type(struct(field(refNull(0)), field(refNull(2)))));
        invalid(
                "unknown type 1: there are 1 types (in type 0)",
                module().type(struct(field(refNull(1)))).type(struct()));
        invalid(
                "unknown type 7: there are 2 types (in type 1)",
                module().type(struct()).type(func(List.of(refNull(7)), List.of())));
        invalid("unknown type 7", module().type(func(List.of(), List.of(refNull(7)))));
        invalid("unknown type 7", module().type(array(mutable(refNull(7)))));
    }

    @Test
    void a_supertype_comes_earlier_and_is_open() {
        valid(module().type(sub(struct())).type(sub(0, struct(field(I32)))));
        valid(module().type(rec(sub(struct()), sub(0, struct()))));
        invalid(
                "unknown type 1: a super type of type 0 must have a smaller index",
                module().type(rec(sub(1, struct()), sub(struct()))));
        invalid(
                "sub type 1 does not match super type 0, which is final",
                module().type(struct()).type(sub(0, struct())));
    }

    @Test
    void a_subtype_matches_the_structure_of_its_supertype() {
        valid(module().type(sub(func(List.of(RefType.EQREF), List.of(RefType.ANYREF))))
                .type(sub(0, func(List.of(RefType.ANYREF), List.of(RefType.I31REF)))));
        valid(module().type(sub(array(field(RefType.ANYREF)))).type(sub(0, array(field(RefType.EQREF)))));
        valid(module().type(sub(struct(field(refNull(0))))).type(sub(0, struct(field(refNull(1))))));
        List<ModuleBuilder> unrelated = List.of(
                module().type(sub(struct(field(I32)))).type(sub(0, struct())),
                module().type(sub(struct(field(I32)))).type(sub(0, struct(field(I64)))),
                module().type(sub(struct(field(I32)))).type(sub(0, struct(mutable(I32)))),
                module().type(sub(struct(mutable(RefType.ANYREF)))).type(sub(0, struct(mutable(RefType.EQREF)))),
                module().type(sub(struct())).type(sub(0, array(field(I32)))),
                module().type(sub(array(field(RefType.EQREF)))).type(sub(0, array(field(RefType.ANYREF)))),
                module().type(sub(func(List.of(), List.of()))).type(sub(0, struct())),
                module().type(sub(func(List.of(), List.of()))).type(sub(0, func(List.of(I32), List.of()))),
                module().type(sub(func(List.of(RefType.ANYREF), List.of())))
                        .type(sub(0, func(List.of(RefType.EQREF), List.of()))));
        unrelated.forEach(module -> invalid("sub type 1 does not match super type 0", module));
    }

    @Test
    void supertypes_are_at_most_63_deep() {
        ModuleBuilder module = module().type(sub(struct()));
        for (int i = 0; i < 63; i++) {
            module.type(sub(i, struct()));
        }
        assertEquals(63, valid(module).type(63).depth());
        invalid("sub type 64 has more than 63 super types", module.type(sub(63, struct())));
    }

    // Imports and definitions

    @Test
    void types_of_imports_and_definitions_exist() {
        invalid("unknown type 0: there are 0 types (in import 0)", module().importing(ExternKind.FUNC, 0));
        invalid(
                "unknown type 0: import 0 needs a function type",
                module().type(struct()).importing(ExternKind.FUNC, 0));
        invalid("unknown type 3", module().importing(ExternKind.GLOBAL, refNull(3), 0));
        invalid("unknown type 3", module().importing(ExternKind.TABLE, refNull(3), 0, 0));
        invalid("unknown type 3", module().importing(ExternKind.TAG, 0, 3));
        invalid("unknown type 3: there are 0 types (in function 0)", module().function(3));
        invalid("unknown type 4294967295", module().function(-1));
        invalid(
                "unknown type 3: there are 0 types (in global 0)",
                module().global(refNull(3), REF_NULL, AbsHeapType.ANY));
        invalid("unknown type 3: there are 0 types (in table 0)", module().table(refNull(3), 0, 0));
        invalid("unknown type 3", module().element(5, refNull(3), List.of()));
    }

    @Test
    void tags_have_no_results() {
        valid(module().type(func(List.of(I32), List.of())).tag(0));
        ModuleBuilder module = module().type(func(List.of(), List.of(I32)));
        invalid("non-empty tag result type: [] -> [i32] (in tag 0)", module.tag(0));
    }

    @Test
    void limits_are_in_order() {
        invalid("size minimum must not be greater than maximum: 2 1 (in memory 0)", module().memory(1, 2, 1));
        invalid(
                "size minimum must not be greater than maximum: 2 1 (in table 0)",
                module().table(RefType.FUNCREF, 1, 2, 1));
        invalid("size minimum must not be greater than maximum", module().memory(13, u64(-1), u64(Long.MAX_VALUE), 0));
    }

    @Test
    void memories_fit_their_address_type() {
        valid(module().memory(1, 65536, 65536));
        invalid("memory size must be at most 65536 pages (4GiB): 65537", module().memory(0, 65537));
        invalid("memory size must be at most 65536 pages (4GiB): 0 65537", module().memory(1, 0, 65537));
        valid(module().memory(4, u64(1L << 48)));
        invalid("memory size must be at most 2^48 pages", module().memory(4, u64((1L << 48) + 1)));
        valid(module().memory(8, u64(0xFFFF_FFFFL), 0));
        invalid("memory size must be at most 2^32-1 pages of one byte", module().memory(8, u64(0x1_0000_0000L), 0));
        valid(module().memory(12, u64(-1), 0));
    }

    @Test
    void page_sizes_are_one_or_65536() {
        valid(module().memory(8, 1, 16));
        invalid("invalid custom page size: 2^1 bytes", module().memory(8, 1, 1));
        invalid("invalid custom page size: 2^63 bytes", module().memory(8, 1, 63));
    }

    @Test
    void shared_memories_have_a_maximum() {
        valid(module().memory(3, 1, 1));
        invalid("shared memory must have maximum (in memory 0)", module().memory(2, 1));
    }

    @Test
    void tables_fit_their_address_type() {
        valid(module().table(RefType.FUNCREF, 0, u64(0xFFFF_FFFFL)));
        valid(module().table(RefType.FUNCREF, 4, u64(-1)));
        invalid("table size must be at most 2^32-1", module().table(RefType.FUNCREF, 0, u64(0x1_0000_0000L)));
    }

    @Test
    void a_table_without_default_needs_an_initial_element() {
        RefType nonNull = RefType.of(false, AbsHeapType.FUNC);
        valid(module().body().tableWithInit(bytes(nonNull, 0, 1), REF_FUNC, 0));
        invalid("type mismatch: a table of (ref func) needs an initial element", module().table(nonNull, 0, 1));
    }

    @Test
    void the_limits_of_the_javascript_api_count_imports_too() {
        ModuleBuilder memories = module();
        for (int i = 0; i < 50; i++) {
            memories.importing(ExternKind.MEMORY, 0, 0).memory(0, 0);
        }
        assertEquals(100, valid(memories).memoryCount());
        invalid("too many memories: the limit is 100 (in memory 100)", memories.memory(0, 0));
        ModuleBuilder tables = module();
        for (int i = 0; i < 50_000; i++) {
            tables.importing(ExternKind.TABLE, RefType.FUNCREF, 0, 0).table(RefType.FUNCREF, 0, 0);
        }
        assertEquals(100_000, valid(tables).tableCount());
        invalid("too many tables: the limit is 100000 (in table 100000)", tables.table(RefType.FUNCREF, 0, 0));
    }

    // Constant expressions

    private static void invalidGlobal(String message, int instruction, ModuleBuilder module) {
        ModuleDef decoded = module.decode();
        invalidConstant(message, instruction, decoded.globals().getLast().init(), decoded);
    }

    @Test
    void initial_values_are_constant() {
        valid(module().global(I32, I32_CONST, 1, I32_CONST, 2, I32_ADD));
        invalidGlobal(
                "constant expression required: i32.clz is not constant",
                1,
                module().global(I32, I32_CONST, 1, I32_CLZ));
        invalidGlobal("constant expression required: nop", 0, module().global(I32, ControlOpcode.NOP, I32_CONST, 0));
        invalidGlobal(
                "constant expression required: array.new_data",
                2,
                module().type(array(field(I32)))
                        .global(refNull(0), I32_CONST, 0, I32_CONST, 0, AggregateOpcode.ARRAY_NEW_DATA, 0, 0));
    }

    @Test
    void initial_values_have_the_type_of_the_global() {
        invalidGlobal("type mismatch: end expected i32 but found i64", 1, module().global(I32, I64_CONST, 0));
        invalidGlobal("type mismatch: end expected i32 but found nothing", 0, module().global(I32));
        invalidGlobal(
                "type mismatch: end expected nothing more on the stack but found [i32]",
                2,
                module().global(I32, I32_CONST, 0, I32_CONST, 0));
        invalidGlobal(
                "type mismatch: i32.add expected i32 but found nothing",
                1,
                module().global(I32, I32_CONST, 0, I32_ADD));
    }

    @Test
    void initial_values_name_earlier_immutable_globals() {
        valid(module().importing(ExternKind.GLOBAL, I32, 0)
                .global(I32, GLOBAL_GET, 0)
                .global(I32, GLOBAL_GET, 1));
        invalidGlobal("unknown global 0: there are 0 globals", 0, module().global(I32, GLOBAL_GET, 0));
        invalidGlobal(
                "constant expression required: global 0 is mutable",
                0,
                module().mutableGlobal(I32, I32_CONST, 0).global(I32, GLOBAL_GET, 0));
    }

    @Test
    void initial_elements_of_tables_name_imported_globals_only() {
        valid(module().importing(ExternKind.GLOBAL, RefType.FUNCREF, 0)
                .tableWithInit(bytes(RefType.FUNCREF, 0, 1), GLOBAL_GET, 0));
        ModuleDef module = module().tableWithInit(bytes(RefType.FUNCREF, 0, 1), GLOBAL_GET, 0)
                .global(RefType.FUNCREF, REF_NULL, AbsHeapType.FUNC)
                .decode();
        invalidConstant(
                "unknown global 0: there are 0 globals",
                0,
                requireNonNull(module.tables().getFirst().init()),
                module);
    }

    @Test
    void segments_name_all_globals() {
        valid(module().memory(0, 1).global(I32, I32_CONST, 0).data(0, expr(GLOBAL_GET, 0), ""));
    }

    // References to functions

    @Test
    void functions_mentioned_outside_of_bodies_are_declared() {
        valid(module().body(REF_FUNC, 0, DROP).export("f", ExternKind.FUNC, 0));
        valid(module().body(REF_FUNC, 0, DROP).element(3, 0, List.of(0)));
        valid(module().body(REF_FUNC, 0, DROP).element(7, RefType.FUNCREF, List.of(expr(REF_FUNC, 0))));
        valid(module().body(REF_FUNC, 0, DROP).global(RefType.FUNCREF, REF_FUNC, 0));
        invalid(
                "undeclared function reference: function 0",
                0,
                module().body(REF_FUNC, 0, DROP).start(0));
        invalidGlobal("unknown function 1: there are 0 functions", 0, module().global(RefType.FUNCREF, REF_FUNC, 1));
    }

    // Exports and start

    @Test
    void exports_exist() {
        invalid("unknown function 0: there are 0 functions (in export 0)", module().export("a", ExternKind.FUNC, 0));
        invalid(
                "unknown table 1: there are 1 tables",
                module().table(RefType.FUNCREF, 0, 0).export("a", ExternKind.TABLE, 1));
        invalid("unknown memory 0", module().export("a", ExternKind.MEMORY, 0));
        invalid("unknown global 0", module().export("a", ExternKind.GLOBAL, 0));
        invalid("unknown tag 4294967295", module().export("a", ExternKind.TAG, -1));
    }

    @Test
    void names_of_exports_differ() {
        valid(module().memory(0, 0).export("a", ExternKind.MEMORY, 0).export("b", ExternKind.MEMORY, 0));
        invalid(
                "duplicate export name \"a\" (in export 1)",
                module().memory(0, 0).body().export("a", ExternKind.MEMORY, 0).export("a", ExternKind.FUNC, 0));
    }

    @Test
    void the_start_function_takes_and_gives_nothing() {
        valid(module().body().start(0));
        invalid("unknown function 1", module().body().start(1));
        invalid("unknown function", module().body().start(-1));
        invalid(
                "start function: function 0 must have type [] -> [] but has [i32] -> []",
                module().body(List.of(I32), List.of()).start(0));
        invalid(
                "start function: function 0 must have type [] -> [] but has [] -> [i32]",
                module().body(List.of(), List.of(I32), I32_CONST, 0).start(0));
    }

    // Segments

    @Test
    void element_segments_fit_their_table() {
        byte[] offset = expr(I32_CONST, 0);
        valid(module().table(RefType.FUNCREF, 0, 1).body().element(0, offset, List.of(0)));
        valid(module().table(RefType.FUNCREF, 4, 1).body().element(0, expr(I64_CONST, 0), List.of(0)));
        invalid("unknown function 3", module().table(RefType.FUNCREF, 0, 1).element(0, offset, List.of(3)));
        invalid("unknown table 0: there are 0 tables (in element segment 0)", module().element(0, offset, List.of()));
        invalid("unknown table 1", module().table(RefType.FUNCREF, 0, 1).element(2, 1, offset, 0, List.of()));
        invalid(
                "type mismatch: elements of type (ref func) do not fit a table of externref",
                module().table(RefType.EXTERNREF, 0, 1).element(0, offset, List.of()));
        ModuleDef wrongOffset = module().table(RefType.FUNCREF, 4, 1)
                .element(0, offset, List.of())
                .decode();
        invalidConstant(
                "type mismatch: end expected i64 but found i32",
                1,
                requireNonNull(wrongOffset.elements().getFirst().offset()),
                wrongOffset);
        ModuleDef wrongElement = module().element(5, RefType.FUNCREF, List.of(expr(REF_NULL, AbsHeapType.EXTERN)))
                .decode();
        invalidConstant(
                "type mismatch: end expected funcref but found externref",
                1,
                wrongElement.elements().getFirst().expressions().getFirst(),
                wrongElement);
    }

    @Test
    void data_segments_have_a_memory() {
        valid(module().memory(0, 1).data(0, expr(I32_CONST, 0), "a"));
        valid(module().memory(4, 1).data(0, expr(I64_CONST, 0), "a"));
        valid(module().data(1, "a"));
        invalid(
                "unknown memory 0: there are 0 memories (in data segment 0)",
                module().data(0, expr(I32_CONST, 0), "a"));
        invalid("unknown memory 1", module().memory(0, 1).data(2, 1, expr(I32_CONST, 0), "a"));
        ModuleDef module =
                module().memory(4, 1).data(0, expr(I32_CONST, 0), "a").decode();
        invalidConstant(
                "type mismatch: end expected i64 but found i32",
                1,
                requireNonNull(module.data().getFirst().offset()),
                module);
    }

    // Features

    @Test
    void a_disabled_instruction_is_named_with_its_feature() {
        needs(
                Feature.TAIL_CALLS,
                "disabled feature: return_call needs tail calls (option wasm.TailCalls)",
                module().body(ControlOpcode.RETURN_CALL, 0));
    }

    @Test
    void every_feature_can_be_disabled() {
        needs(Feature.MULTI_VALUE, "disabled", module().type(func(List.of(), List.of(I32, I32))));
        needs(
                Feature.MULTI_VALUE,
                "disabled feature: block",
                module().type(func(List.of(I32), List.of()))
                        .body(I32_CONST, 0, ControlOpcode.BLOCK, 0, DROP, ControlOpcode.END));
        needs(
                Feature.BULK_MEMORY_AND_REF_TYPES,
                "disabled feature: externref",
                module().table(RefType.EXTERNREF, 0, 0));
        needs(
                Feature.BULK_MEMORY_AND_REF_TYPES,
                "multiple tables",
                module().table(RefType.FUNCREF, 0, 0).table(RefType.FUNCREF, 0, 0));
        needs(Feature.BULK_MEMORY_AND_REF_TYPES, "disabled", module().data(1, ""));
        needs(Feature.BULK_MEMORY_AND_REF_TYPES, "disabled", module().element(1, 0, List.of()));
        needs(Feature.EXTENDED_CONST, "disabled", module().global(I32, I32_CONST, 0, I32_CONST, 0, I32_ADD));
        needs(Feature.SIMD, "disabled feature: v128", module().body(List.of(VecType.V128), List.of()));
        needs(Feature.GC, "disabled feature: a structure", module().type(struct()));
        needs(Feature.GC, "disabled feature: an array", module().type(array(field(I32))));
        needs(Feature.GC, "disabled feature: anyref", module().body(List.of(RefType.ANYREF), List.of()));
        needs(Feature.GC, "disabled feature: a recursive group", module().type(rec()));
        needs(Feature.GC, "disabled feature: a sub type", module().type(sub(func(List.of(), List.of()))));
        needs(Feature.GC, "disabled", module().global(I32, I32_CONST, 0).global(I32, GLOBAL_GET, 0));
        needs(Feature.EXCEPTIONS, "disabled feature: exnref", module().body(List.of(RefType.EXNREF), List.of()));
        needs(Feature.MULTI_MEMORY, "multiple memories", module().memory(0, 0).memory(0, 0));
        needs(Feature.MEMORY64, "disabled", module().memory(4, 0));
        needs(Feature.MEMORY64, "disabled", module().table(RefType.FUNCREF, 4, 0));
        needs(Feature.THREADS, "disabled feature: a shared memory", module().memory(3, 0, 0));
        needs(Feature.CUSTOM_PAGE_SIZES, "disabled feature: a page size", module().memory(8, 0, 0));
        needs(
                Feature.TYPED_FUNCTION_REFERENCES,
                "disabled",
                module().tableWithInit(bytes(RefType.FUNCREF, 0, 0), REF_NULL, AbsHeapType.FUNC));
    }

    @Test
    void typed_references_come_with_either_of_two_features() {
        ModuleBuilder module = module().type(func(List.of(), List.of())).body(List.of(refNull(0)), List.of());
        Set<Feature> withoutGc = EnumSet.complementOf(EnumSet.of(Feature.GC));
        Set<Feature> withoutBoth = EnumSet.complementOf(EnumSet.of(Feature.GC, Feature.TYPED_FUNCTION_REFERENCES));
        ModuleValidator.validate(module.decode(), withoutGc);
        InvalidException thrown =
                assertThrows(InvalidException.class, () -> ModuleValidator.validate(module.decode(), withoutBoth));
        assertTrue(String.valueOf(thrown.getMessage()).contains("wasm.TypedFunctionReferences"), thrown.getMessage());
    }

    @Test
    void the_first_version_of_webassembly_needs_no_feature() {
        ModuleBuilder module = module().type(func(List.of(I32), List.of(I32)))
                .importing(ExternKind.FUNC, 0)
                .table(RefType.FUNCREF, 1, 1, 1)
                .memory(1, 1, 1)
                .mutableGlobal(I32, I32_CONST, 0)
                .function(0, I32_CONST, 0, I32_CONST, 0, ControlOpcode.CALL_INDIRECT, 0, 0)
                .export("f", ExternKind.FUNC, 1)
                .element(0, expr(I32_CONST, 0), List.of(0, 1))
                .data(0, expr(I32_CONST, 0), "abc");
        ModuleContext context = ModuleValidator.validate(module.decode(), EnumSet.noneOf(Feature.class));
        assertEquals(2, context.functionCount());
    }

    // What results

    @Test
    void the_context_knows_all_definitions_with_closed_types() {
        ModuleContext context = valid(module().type(func(List.of(refNull(0)), List.of(I64)))
                .type(func(List.of(I32), List.of()))
                .importing(ExternKind.FUNC, 1)
                .importing(ExternKind.MEMORY, 0, 3)
                .importing(ExternKind.GLOBAL, refNull(0), 0)
                .function(0, I64_CONST, 0)
                .table(refNull(1), 0, 2)
                .global(refNull(1), REF_NULL, new TypeIndex(1))
                .tag(1)
                .element(5, refNull(0), List.of())
                .data(1, "a")
                .export("f", ExternKind.FUNC, 0));
        assertEquals(2, context.typeCount());
        assertEquals(context.types(), List.of(context.type(0), context.type(1)));
        assertEquals(2, context.functionCount());
        assertEquals(1, context.importedFunctionCount());
        assertEquals(context.type(1), context.functionType(0));
        assertEquals(context.type(0), context.functionType(1));
        assertEquals(0, context.functionTypeIndex(1));
        assertEquals(1, context.memoryCount());
        assertEquals(3, context.memory(0).limits().min());
        assertEquals(0, context.importedCount(ExternKind.TABLE));
        assertEquals(new RefType(true, context.type(1)), context.table(0).elementType());
        assertEquals(2, context.globalCount());
        assertEquals(new RefType(true, context.type(0)), context.global(0).valType());
        assertEquals(new RefType(true, context.type(1)), context.global(1).valType());
        assertEquals(context.type(1), context.tag(0).type());
        assertEquals(List.of(I32), context.tagFuncType(0).params());
        assertEquals(new RefType(true, context.type(0)), context.elementType(0));
        assertEquals(1, context.dataCount());
        assertTrue(context.isDeclared(0));
        assertEquals(
                List.of(new RefType(true, context.type(0))),
                context.type(0).funcType().params());
        assertEquals(NumType.I32, context.close(NumType.I32));
        assertEquals(context.type(1), context.close(new TypeIndex(1)));
        for (ExternKind kind : ExternKind.values()) {
            assertEquals(kind, context.externType(kind, 0).kind());
        }
    }

    @Test
    void block_types_are_closed_and_mostly_shared() {
        ModuleContext context = valid(module().type(func(List.of(I32), List.of(I64, I64))));
        BlockType i32 = new BlockType.Result(I32);
        assertEquals("[] -> [i32]", context.blockType(i32).toString());
        assertSame(context.blockType(i32), context.blockType(i32));
        assertEquals("[] -> []", context.blockType(BlockType.Empty.INSTANCE).toString());
        assertEquals(context.type(0).funcType(), context.blockType(new BlockType.Indexed(0)));
        assertEquals(
                List.of(new RefType(false, context.type(0))),
                context.blockType(new BlockType.Result(new RefType(false, new TypeIndex(0))))
                        .results());
        assertEquals(
                List.of(RefType.EXTERNREF),
                context.blockType(new BlockType.Result(RefType.EXTERNREF)).results());
        assertEquals("v128", context.describe(VecType.V128));
        assertEquals("(ref null 0)", context.describe(new RefType(true, context.type(0))));
    }
}

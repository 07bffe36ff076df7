// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.ExternType;
import org.trifola.wasm.syntax.FuncExternType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.TagType;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.syntax.VecType;
import org.trifola.wasm.validation.TypeCanon;

/** The notation of types that each release of GraalJS understands. */
class TypeNamesTest {
    private static final FuncType TYPE =
            new FuncType(List.of(NumType.I32, NumType.I64), List.of(NumType.F32, NumType.F64, VecType.V128));

    private static TypeNames names(String release) {
        return new TypeNames(Release.parse(release));
    }

    private static String extern(String release, ExternType type) {
        return names(release).ofExtern(3, type);
    }

    @Test
    void a_function_has_its_index_for_a_name() {
        assertEquals("3(i32 i64)f32 f64 v128", extern("25.0.3", new FuncExternType(TypeCanon.of(TYPE))));
        assertEquals("0()", names("25.0.3").ofFunction(0, new FuncType(List.of(), List.of())));
    }

    @Test
    void a_tag_is_its_payload() {
        FuncType type = new FuncType(List.of(NumType.I32, RefType.FUNCREF), List.of());
        assertEquals("(i32 funcref)", extern("25.1.3", new TagType(TypeCanon.of(type))));
    }

    @Test
    void a_global_says_whether_it_is_mutable() {
        assertEquals("i64 mut", extern("25.0.3", new GlobalType(NumType.I64, true)));
        assertEquals("f32 con", extern("25.0.3", new GlobalType(NumType.F32, false)));
    }

    @Test
    void a_reference_has_the_name_of_its_hierarchy() {
        assertEquals("anyfunc", names("25.0.3").of(RefType.NULLFUNCREF));
        assertEquals("funcref", names("25.1.3").of(RefType.of(false, TypeCanon.of(TYPE))));
        assertEquals("externref", names("25.0.3").of(RefType.of(false, AbsHeapType.EXTERN)));
        assertEquals("externref", names("25.1.3").of(RefType.NULLEXTERNREF));
        assertEquals("externref", names("25.0.3").of(RefType.STRUCTREF));
        assertEquals("anyref", names("25.1.3").of(RefType.I31REF));
        assertEquals("externref", names("25.0.3").of(RefType.EXNREF));
        assertEquals("exnref", names("26.0.0").of(RefType.EXNREF));
    }

    @Test
    void a_table_has_an_address_type_since_25_4() {
        TableType type = new TableType(AddressType.I64, Limits.atLeast(1), RefType.FUNCREF);
        assertEquals("anyfunc", extern("25.0.3", type));
        assertEquals("funcref", extern("25.3.4.1", type));
        assertEquals("i64 funcref", extern("25.4.4.1.1", type));
        assertEquals(
                "i32 externref",
                extern("25.5.5", new TableType(AddressType.I32, Limits.atLeast(1), RefType.EXTERNREF)));
    }

    @Test
    void a_memory_has_its_limits_since_25_5() {
        MemoryType shared = new MemoryType(AddressType.I64, Limits.between(1, 10), true, 16);
        assertEquals("shared", extern("25.4.4.1.1", shared));
        assertEquals("i64 shared 10", extern("25.5.5.0.3", shared));
        assertEquals("single", extern("25.5.5.0.3", MemoryType.of(Limits.atLeast(1))));
    }

    @Test
    void names_of_all_releases_are_understood() {
        for (String name : List.of("i32", "i64", "f32", "f64", "v128", "externref", "funcref", "anyref", "exnref")) {
            ValType type = TypeNames.parse(name);
            assertNotNull(type);
            assertEquals(name, names("25.1").of(type));
        }
        assertEquals(RefType.FUNCREF, TypeNames.parse("anyfunc"));
        assertNull(TypeNames.parse("i31ref"));
        assertEquals(new FuncType(List.of(), List.of()), TypeNames.parseTag("()"));
        assertEquals(
                new FuncType(List.of(NumType.I32, RefType.EXTERNREF), List.of()),
                TypeNames.parseTag("(i32 externref)"));
        assertNull(TypeNames.parseTag("i32"));
        assertNull(TypeNames.parseTag("(i32 what)"));
    }

    @Test
    void the_release_is_that_of_truffle() {
        assertEquals(25, Release.CURRENT.major());
        assertEquals(new Release(25, 0), Release.parse("unknown"));
        assertEquals(new Release(25, 4), Release.parse("25.4.4.1.1\n"));
    }
}

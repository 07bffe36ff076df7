// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trifola.wasm.binary.ModuleBuilder.array;
import static org.trifola.wasm.binary.ModuleBuilder.field;
import static org.trifola.wasm.binary.ModuleBuilder.func;
import static org.trifola.wasm.binary.ModuleBuilder.struct;
import static org.trifola.wasm.binary.ModuleBuilder.sub;
import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.binary.ModuleBuilder;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.ExternType;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.FuncExternType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.TagType;

/** The lattice of types and the matching of external types. */
class MatchingTest {
    private static final ModuleContext CONTEXT = ModuleValidator.validate(
            new ModuleBuilder()
                    .type(sub(struct(field(I32))))
                    .type(sub(0, struct(field(I32), field(I32))))
                    .type(sub(1, struct(field(I32), field(I32), field(I32))))
                    .type(sub(0, struct(field(I32), field(I64))))
                    .type(array(field(I32)))
                    .type(sub(func(List.of(), List.of())))
                    .type(sub(5, func(List.of(), List.of())))
                    .decode(),
            EnumSet.allOf(Feature.class));

    private static final HeapType BASE = CONTEXT.type(0);
    private static final HeapType MIDDLE = CONTEXT.type(1);
    private static final HeapType LEAF = CONTEXT.type(2);
    private static final HeapType SIBLING = CONTEXT.type(3);
    private static final HeapType ARRAY = CONTEXT.type(4);
    private static final HeapType FUNCTION = CONTEXT.type(5);
    private static final HeapType SUBFUNCTION = CONTEXT.type(6);

    /** Everything strictly below each abstract type. */
    private static final Map<AbsHeapType, Set<HeapType>> BELOW = Map.of(
            AbsHeapType.ANY,
                    Set.of(
                            AbsHeapType.EQ,
                            AbsHeapType.I31,
                            AbsHeapType.STRUCT,
                            AbsHeapType.ARRAY,
                            AbsHeapType.NONE,
                            BASE,
                            MIDDLE,
                            LEAF,
                            SIBLING,
                            ARRAY),
            AbsHeapType.EQ,
                    Set.of(
                            AbsHeapType.I31,
                            AbsHeapType.STRUCT,
                            AbsHeapType.ARRAY,
                            AbsHeapType.NONE,
                            BASE,
                            MIDDLE,
                            LEAF,
                            SIBLING,
                            ARRAY),
            AbsHeapType.I31, Set.of(AbsHeapType.NONE),
            AbsHeapType.STRUCT, Set.of(AbsHeapType.NONE, BASE, MIDDLE, LEAF, SIBLING),
            AbsHeapType.ARRAY, Set.of(AbsHeapType.NONE, ARRAY),
            AbsHeapType.FUNC, Set.of(AbsHeapType.NOFUNC, FUNCTION, SUBFUNCTION),
            AbsHeapType.EXTERN, Set.of(AbsHeapType.NOEXTERN),
            AbsHeapType.EXN, Set.of(AbsHeapType.NOEXN),
            AbsHeapType.CONT, Set.of(AbsHeapType.NOCONT));

    private static final Map<HeapType, Set<HeapType>> BELOW_DEFINED = Map.of(
            BASE, Set.of(MIDDLE, LEAF, SIBLING, AbsHeapType.NONE),
            MIDDLE, Set.of(LEAF, AbsHeapType.NONE),
            LEAF, Set.of(AbsHeapType.NONE),
            SIBLING, Set.of(AbsHeapType.NONE),
            ARRAY, Set.of(AbsHeapType.NONE),
            FUNCTION, Set.of(SUBFUNCTION, AbsHeapType.NOFUNC),
            SUBFUNCTION, Set.of(AbsHeapType.NOFUNC));

    private static Set<HeapType> below(HeapType type) {
        return type instanceof AbsHeapType abstractType
                ? BELOW.getOrDefault(abstractType, Set.of())
                : BELOW_DEFINED.getOrDefault(type, Set.of());
    }

    private static List<HeapType> allHeapTypes() {
        return Stream.concat(Arrays.stream(AbsHeapType.values()), CONTEXT.types().stream())
                .map(HeapType.class::cast)
                .toList();
    }

    @Test
    void heap_types_form_the_lattice_of_the_specification() {
        for (HeapType actual : allHeapTypes()) {
            for (HeapType expected : allHeapTypes()) {
                boolean matches = actual == expected || below(expected).contains(actual);
                assertEquals(matches, Matching.matches(actual, expected), actual + " <: " + expected);
            }
        }
    }

    @Test
    void an_exact_type_is_below_its_supertypes_and_above_none() {
        for (HeapType actual : allHeapTypes()) {
            for (DefType type : CONTEXT.types()) {
                HeapType exact = new ExactType(type);
                boolean above = actual == type || below(actual).contains(type);
                assertEquals(above, Matching.matches(exact, actual), exact + " <: " + actual);
                boolean isBottom = actual == AbsHeapType.NONE || actual == AbsHeapType.NOFUNC;
                boolean below = isBottom && below(type).contains(actual);
                assertEquals(below, Matching.matches(actual, exact), actual + " <: " + exact);
            }
        }
        for (DefType actual : CONTEXT.types()) {
            for (DefType expected : CONTEXT.types()) {
                boolean matches = Matching.matches(new ExactType(actual), new ExactType(expected));
                assertEquals(actual == expected, matches, actual + " <: " + expected);
            }
        }
    }

    @Test
    void a_reference_that_is_not_null_matches_one_that_may_be() {
        for (HeapType type : allHeapTypes()) {
            assertTrue(Matching.matches(RefType.of(false, type), RefType.of(true, type)));
            assertFalse(Matching.matches(RefType.of(true, type), RefType.of(false, type)));
        }
        assertFalse(Matching.matches(I32, RefType.ANYREF));
        assertFalse(Matching.matches(I32, I64));
    }

    @Test
    void function_types_are_contravariant_in_parameters() {
        FuncType general = new FuncType(List.of(RefType.I31REF), List.of(RefType.ANYREF));
        FuncType special = new FuncType(List.of(RefType.ANYREF), List.of(RefType.I31REF));
        assertTrue(Matching.matches(special, general));
        assertFalse(Matching.matches(general, special));
        assertFalse(Matching.matches(new FuncType(List.of(), List.of()), general));
    }

    private static void matches(boolean expected, ExternType actual, ExternType wanted) {
        assertEquals(expected, Matching.matches(actual, wanted), actual + " <: " + wanted);
    }

    @Test
    void external_types_match_within_their_kind() {
        List<ExternType> one = List.of(
                new FuncExternType(FUNCTION),
                new TableType(AddressType.I32, Limits.atLeast(1), RefType.FUNCREF),
                MemoryType.of(Limits.atLeast(1)),
                new GlobalType(I32, false),
                new TagType(FUNCTION));
        for (ExternType actual : one) {
            for (ExternType expected : one) {
                matches(actual.kind() == expected.kind(), actual, expected);
            }
        }
    }

    @Test
    void functions_match_their_supertypes_and_tags_only_themselves() {
        matches(true, new FuncExternType(SUBFUNCTION), new FuncExternType(FUNCTION));
        matches(false, new FuncExternType(FUNCTION), new FuncExternType(SUBFUNCTION));
        HeapType exact = new ExactType(FUNCTION);
        matches(true, new FuncExternType(exact), new FuncExternType(FUNCTION));
        matches(false, new FuncExternType(FUNCTION), new FuncExternType(exact));
        matches(false, new FuncExternType(new ExactType(SUBFUNCTION)), new FuncExternType(exact));
        matches(false, new TagType(SUBFUNCTION), new TagType(FUNCTION));
    }

    @Test
    void globals_are_invariant_when_mutable() {
        GlobalType any = new GlobalType(RefType.ANYREF, false);
        GlobalType eq = new GlobalType(RefType.EQREF, false);
        GlobalType mutableAny = new GlobalType(RefType.ANYREF, true);
        GlobalType mutableEq = new GlobalType(RefType.EQREF, true);
        matches(true, eq, any);
        matches(false, any, eq);
        matches(false, mutableEq, mutableAny);
        matches(true, mutableAny, mutableAny);
        matches(false, mutableAny, any);
        matches(false, any, mutableAny);
    }

    @Test
    void limits_of_an_import_are_the_wider_ones() {
        MemoryType actual = MemoryType.of(Limits.between(2, 4));
        matches(true, actual, MemoryType.of(Limits.atLeast(2)));
        matches(true, actual, MemoryType.of(Limits.between(1, 5)));
        matches(false, actual, MemoryType.of(Limits.atLeast(3)));
        matches(false, actual, MemoryType.of(Limits.between(1, 3)));
        matches(false, MemoryType.of(Limits.atLeast(2)), MemoryType.of(Limits.between(1, 5)));
        matches(true, MemoryType.of(Limits.atLeast(-1)), MemoryType.of(Limits.atLeast(1)));
    }

    @Test
    void memories_and_tables_are_invariant_in_the_rest() {
        Limits limits = Limits.between(1, 1);
        MemoryType memory = MemoryType.of(limits);
        matches(false, new MemoryType(AddressType.I64, limits, false, 16), memory);
        matches(false, new MemoryType(AddressType.I32, limits, true, 16), memory);
        matches(false, new MemoryType(AddressType.I32, limits, false, 0), memory);
        TableType table = new TableType(AddressType.I32, limits, RefType.EQREF);
        matches(false, new TableType(AddressType.I64, limits, RefType.EQREF), table);
        matches(false, new TableType(AddressType.I32, limits, RefType.ANYREF), table);
        matches(false, new TableType(AddressType.I32, limits, RefType.I31REF), table);
        matches(true, new TableType(AddressType.I32, limits, RefType.EQREF), table);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trifola.wasm.binary.ModuleBuilder.array;
import static org.trifola.wasm.binary.ModuleBuilder.describes;
import static org.trifola.wasm.binary.ModuleBuilder.descriptor;
import static org.trifola.wasm.binary.ModuleBuilder.field;
import static org.trifola.wasm.binary.ModuleBuilder.func;
import static org.trifola.wasm.binary.ModuleBuilder.mutable;
import static org.trifola.wasm.binary.ModuleBuilder.rec;
import static org.trifola.wasm.binary.ModuleBuilder.struct;
import static org.trifola.wasm.binary.ModuleBuilder.sub;
import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.binary.ModuleBuilder;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.PackedType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.StructType;
import org.trifola.wasm.syntax.TypeIndex;

/** Equal types are one object, different ones are not, and unused ones go away. */
class TypeCanonTest extends ValidationTestBase {
    private static RefType refNull(int typeIndex) {
        return new RefType(true, new TypeIndex(typeIndex));
    }

    private static List<DefType> types(byte[]... types) {
        ModuleBuilder module = module();
        for (byte[] type : types) {
            module.type(type);
        }
        return valid(module).types();
    }

    @Test
    void equal_groups_of_different_modules_are_the_same() {
        byte[] group = rec(sub(struct(field(refNull(1)))), sub(struct(mutable(refNull(0)), field(PackedType.I8))));
        List<DefType> types = types(group);
        byte[] shifted = rec(sub(struct(field(refNull(2)))), sub(struct(mutable(refNull(1)), field(PackedType.I8))));
        List<DefType> others = types(func(List.of(), List.of()), shifted);
        assertSame(types.get(0), others.get(1));
        assertSame(types.get(1), others.get(2));
        assertSame(types.get(0).group(), types.get(1).group());
        assertEquals(1, types.get(1).position());
    }

    @Test
    void types_of_a_module_may_be_the_same() {
        List<DefType> types = types(
                func(List.of(I32), List.of()),
                func(List.of(I32), List.of()),
                func(List.of(refNull(0)), List.of()),
                func(List.of(refNull(1)), List.of()));
        assertSame(types.get(0), types.get(1));
        assertSame(types.get(2), types.get(3));
    }

    @Test
    void different_groups_are_not_the_same() {
        List<byte[]> different = List.of(
                func(List.of(), List.of()),
                func(List.of(I32), List.of()),
                func(List.of(), List.of(I32)),
                func(List.of(I32, I32), List.of()),
                func(List.of(I64), List.of()),
                func(List.of(RefType.FUNCREF), List.of()),
                func(List.of(RefType.FUNCREF.withNullable(false)), List.of()),
                struct(),
                struct(field(I32)),
                struct(mutable(I32)),
                struct(field(PackedType.I8)),
                struct(field(PackedType.I16)),
                array(field(I32)),
                array(mutable(I32)),
                sub(struct()),
                rec(struct(), struct()),
                rec(struct(), struct(), struct()),
                rec(struct(field(refNull(0))), struct(field(refNull(0)))),
                rec(struct(field(refNull(0))), struct(field(refNull(1)))));
        Set<DefType> firsts =
                different.stream().map(type -> types(type).getFirst()).collect(Collectors.toSet());
        assertEquals(different.size(), firsts.size());
    }

    @Test
    void a_member_is_not_the_type_outside_of_the_group_that_looks_alike() {
        List<DefType> types = types(rec(struct(), struct(field(I32))), struct());
        assertNotSame(types.get(0), types.get(2));
        List<DefType> self = types(rec(struct(field(refNull(0)))), rec(struct(field(refNull(0)))));
        assertNotSame(self.get(0), self.get(1));
    }

    @Test
    void supertypes_make_a_difference() {
        List<DefType> types = types(sub(struct()), sub(0, struct()), sub(0, struct()), sub(1, struct()));
        assertSame(types.get(1), types.get(2));
        assertNotSame(types.get(0), types.get(1));
        assertTrue(types.get(3).isSubtypeOf(types.get(0)));
        assertEquals(2, types.get(3).depth());
    }

    @Test
    void descriptors_make_a_difference() {
        List<byte[]> different = List.of(
                rec(struct(), struct(), struct(), struct()),
                rec(descriptor(1, struct()), describes(0, struct()), struct(), struct()),
                rec(descriptor(2, struct()), struct(), describes(0, struct()), struct()),
                rec(descriptor(1, struct()), describes(0, descriptor(2, struct())), describes(1, struct()), struct()),
                rec(descriptor(1, struct()), describes(0, struct()), descriptor(3, struct()), describes(2, struct())));
        Set<DefType> firsts =
                different.stream().map(group -> described(group).getFirst()).collect(Collectors.toSet());
        assertEquals(different.size(), firsts.size());
        List<DefType> types = described(different.getLast());
        assertSame(types.get(1), types.getFirst().descriptor());
        assertSame(types.get(2), types.get(3).subType().described());
        assertNull(types.get(1).descriptor());
        assertSame(types.getFirst(), described(different.getLast()).getFirst());
    }

    private static List<DefType> described(byte[] group) {
        return ModuleValidator.validate(module().type(group).decode(), ALL_FEATURES)
                .types();
    }

    @Test
    void exactness_makes_a_difference() {
        RefType exact = new RefType(true, new ExactType(new TypeIndex(0)));
        ModuleBuilder module = module().type(struct())
                .type(struct(field(refNull(0))))
                .type(struct(field(exact)))
                .type(struct(field(exact)));
        List<DefType> types =
                ModuleValidator.validate(module.decode(), ALL_FEATURES).types();
        assertNotSame(types.get(1), types.get(2));
        assertSame(types.get(2), types.get(3));
        StructType structType = (StructType) types.get(2).compType();
        RefType closed = (RefType) structType.fields().getFirst().storage();
        assertEquals(new ExactType(types.getFirst()), closed.heapType());
    }

    @Test
    void structures_of_closed_types_mention_closed_types() {
        DefType type = types(rec(sub(struct(field(refNull(1)))), sub(struct(field(refNull(0))))))
                .getFirst();
        StructType structType = (StructType) type.compType();
        RefType other = (RefType) structType.fields().getFirst().storage();
        assertSame(type.group().get(1), other.heapType());
        assertEquals("(ref null $struct)", other.toString());
    }

    @Test
    void function_types_of_the_host_are_the_same_as_those_of_modules() {
        DefType inner = types(func(List.of(), List.of())).getFirst();
        DefType type = types(func(List.of(), List.of()), func(List.of(refNull(0)), List.of(I32)))
                .get(1);
        FuncType funcType = new FuncType(List.of(new RefType(true, inner)), List.of(I32));
        assertSame(type, TypeCanon.of(funcType));
    }

    @Test
    void threads_agree_on_types() throws Exception {
        int threads = 8;
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            CyclicBarrier barrier = new CyclicBarrier(threads);
            Callable<List<DefType>> task = () -> {
                barrier.await();
                List<DefType> types = new ArrayList<>();
                for (int i = 1; i < 100; i++) {
                    byte[][] fields = new byte[i][];
                    Arrays.fill(fields, field(refNull(0)));
                    types.addAll(types(rec(struct(fields), struct(field(I64)))));
                }
                return types;
            };
            List<Future<List<DefType>>> results = executor.invokeAll(Collections.nCopies(threads, task));
            List<DefType> first = results.getFirst().get();
            for (Future<List<DefType>> result : results) {
                assertEquals(first, result.get());
            }
        }
    }

    @Test
    void types_that_nobody_uses_are_forgotten() throws InterruptedException {
        DefType kept =
                types(struct(field(I64), field(PackedType.I16), field(I64))).getFirst();
        int before = TypeCanon.size();
        for (int i = 1; i < 2000; i++) {
            // The second group mentions the first, so that they can only go one after the other.
            types(
                    array(field(refNull(0))),
                    rec(struct(field(refNull(0))), func(Collections.nCopies(i % 1000, I64), List.of())));
        }
        for (int i = 0; i < 100 && TypeCanon.size() > before + 10; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertTrue(TypeCanon.size() <= before + 10, "still " + TypeCanon.size() + ", before " + before);
        assertSame(
                kept,
                types(struct(field(I64), field(PackedType.I16), field(I64))).getFirst());
    }
}

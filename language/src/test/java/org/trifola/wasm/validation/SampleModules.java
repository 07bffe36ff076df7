// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import static org.trifola.wasm.binary.Bytes.bytes;
import static org.trifola.wasm.binary.Bytes.raw;
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
import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.trifola.wasm.binary.ModuleBuilder;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.AggregateOpcode;
import org.trifola.wasm.syntax.AtomicOpcode;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.MemoryOpcode;
import org.trifola.wasm.syntax.NumericOpcode;
import org.trifola.wasm.syntax.PackedType;
import org.trifola.wasm.syntax.ParametricOpcode;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.ReferenceOpcode;
import org.trifola.wasm.syntax.TableOpcode;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.VariableOpcode;
import org.trifola.wasm.syntax.VectorOpcode;

/** Valid modules for tests that need many instructions and sections: small ones of our own, and the corpus. */
final class SampleModules {
    private static final Byte EMPTY = 0x40;

    private SampleModules() {}

    /** The programs of the corpus that are not larger than the limit; none if the folder {@code wasm.corpus} is missing. */
    static List<byte[]> corpus(int maxSize) {
        Path root = Path.of(System.getProperty("wasm.corpus", "no folder given"));
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".wasm"))
                    .sorted()
                    .map(SampleModules::read)
                    .filter(bytes -> bytes.length <= maxSize)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Modules that together have every section and instructions of every kind. */
    static List<byte[]> own() {
        return Stream.of(scalar(), aggregates(), descriptors(), exceptions(), tables(), vectorsAndAtomics())
                .map(ModuleBuilder::build)
                .toList();
    }

    private static ModuleBuilder scalar() {
        return new ModuleBuilder()
                .type(func(List.of(I32, I64), List.of(I64)))
                .type(func(List.of(I32), List.of(I32)))
                .importing(ExternKind.FUNC, 0)
                .importing(ExternKind.GLOBAL, I32, 0)
                .memory(1, 1, 2)
                .mutableGlobal(I64, NumericOpcode.I64_CONST, 5)
                .function(
                        1,
                        VariableOpcode.LOCAL_GET,
                        0,
                        ControlOpcode.IF,
                        I32,
                        NumericOpcode.I32_CONST,
                        0,
                        MemoryOpcode.I32_LOAD,
                        2,
                        16,
                        ControlOpcode.ELSE,
                        VariableOpcode.LOCAL_GET,
                        0,
                        NumericOpcode.I64_CONST,
                        3,
                        ControlOpcode.CALL,
                        0,
                        NumericOpcode.I32_WRAP_I64,
                        ControlOpcode.END,
                        ControlOpcode.BLOCK,
                        EMPTY,
                        ControlOpcode.LOOP,
                        EMPTY,
                        VariableOpcode.LOCAL_GET,
                        0,
                        ControlOpcode.BR_TABLE,
                        List.of(0, 1, 0),
                        1,
                        ControlOpcode.END,
                        ControlOpcode.END)
                .functionWithLocals(
                        0,
                        List.of(I32, I32, I64),
                        VariableOpcode.LOCAL_GET,
                        0,
                        ControlOpcode.BLOCK,
                        1,
                        ParametricOpcode.DROP,
                        VariableOpcode.LOCAL_GET,
                        0,
                        VariableOpcode.LOCAL_TEE,
                        3,
                        ControlOpcode.END,
                        ParametricOpcode.DROP,
                        VariableOpcode.GLOBAL_GET,
                        1)
                .body(ControlOpcode.NOP)
                .start(3)
                .data(0, expr(VariableOpcode.GLOBAL_GET, 0), "hello")
                .data(1, "world")
                .dataCount(2)
                .export("f", ExternKind.FUNC, 1)
                .export("memory", ExternKind.MEMORY, 0)
                .custom("name", bytes(1, 5, 1, 0, "abc"));
    }

    private static ModuleBuilder descriptors() {
        RefType described = new RefType(true, new TypeIndex(0));
        RefType exact = new RefType(true, new ExactType(new TypeIndex(0)));
        return new ModuleBuilder()
                .type(rec(
                        sub(descriptor(1, struct(field(I32)))),
                        sub(describes(0, struct())),
                        sub(0, descriptor(3, struct(field(I32), field(I64)))),
                        sub(1, describes(2, struct()))))
                .body(
                        List.of(RefType.ANYREF, new RefType(true, new TypeIndex(1))),
                        List.of(described),
                        ControlOpcode.BLOCK,
                        RefType.ANYREF,
                        VariableOpcode.LOCAL_GET,
                        0,
                        VariableOpcode.LOCAL_GET,
                        1,
                        ControlOpcode.BR_ON_CAST_DESC_EQ_FAIL,
                        raw(3),
                        0,
                        AbsHeapType.ANY,
                        new TypeIndex(0),
                        ControlOpcode.RETURN,
                        ControlOpcode.END,
                        VariableOpcode.LOCAL_GET,
                        1,
                        ReferenceOpcode.REF_CAST_DESC_EQ_NULL,
                        new TypeIndex(0))
                .body(
                        List.of(),
                        List.of(exact),
                        NumericOpcode.I32_CONST,
                        5,
                        AggregateOpcode.STRUCT_NEW,
                        1,
                        AggregateOpcode.STRUCT_NEW_DESC,
                        0,
                        ReferenceOpcode.REF_GET_DESC,
                        0,
                        AggregateOpcode.STRUCT_NEW_DEFAULT_DESC,
                        0);
    }

    private static ModuleBuilder aggregates() {
        RefType node = new RefType(true, new TypeIndex(0));
        return new ModuleBuilder()
                .type(rec(
                        sub(struct(mutable(new RefType(true, new TypeIndex(1))), field(PackedType.I8))),
                        sub(0, struct(mutable(new RefType(true, new TypeIndex(1))), field(PackedType.I8), field(I64)))))
                .type(array(mutable(I32)))
                .global(node, AggregateOpcode.STRUCT_NEW_DEFAULT, 1)
                .body(
                        List.of(RefType.ANYREF),
                        List.of(I32),
                        ControlOpcode.BLOCK,
                        node,
                        VariableOpcode.LOCAL_GET,
                        0,
                        ControlOpcode.BR_ON_CAST,
                        raw(3),
                        0,
                        AbsHeapType.ANY,
                        new TypeIndex(0),
                        ParametricOpcode.DROP,
                        ReferenceOpcode.REF_NULL,
                        AbsHeapType.NONE,
                        ControlOpcode.END,
                        AggregateOpcode.STRUCT_GET_U,
                        0,
                        1,
                        NumericOpcode.I32_CONST,
                        3,
                        AggregateOpcode.ARRAY_NEW,
                        2,
                        AggregateOpcode.ARRAY_LEN)
                .body(
                        NumericOpcode.I32_CONST,
                        1,
                        NumericOpcode.I32_CONST,
                        2,
                        AggregateOpcode.ARRAY_NEW_FIXED,
                        2,
                        2,
                        ReferenceOpcode.REF_TEST,
                        AbsHeapType.EQ,
                        AggregateOpcode.REF_I31,
                        AggregateOpcode.EXTERN_CONVERT_ANY,
                        ParametricOpcode.DROP);
    }

    private static ModuleBuilder exceptions() {
        return new ModuleBuilder()
                .type(func(List.of(I32), List.of()))
                .tag(0)
                .body(
                        ControlOpcode.BLOCK,
                        I32,
                        ControlOpcode.TRY_TABLE,
                        EMPTY,
                        List.of(bytes(0, 0, 0), bytes(2, 1)),
                        NumericOpcode.I32_CONST,
                        1,
                        ControlOpcode.THROW,
                        0,
                        ControlOpcode.END,
                        NumericOpcode.I32_CONST,
                        0,
                        ControlOpcode.END,
                        ParametricOpcode.DROP)
                .body(
                        ControlOpcode.TRY,
                        EMPTY,
                        ControlOpcode.TRY,
                        EMPTY,
                        ControlOpcode.DELEGATE,
                        0,
                        ControlOpcode.CATCH,
                        0,
                        ParametricOpcode.DROP,
                        ControlOpcode.CATCH_ALL,
                        ControlOpcode.RETHROW,
                        0,
                        ControlOpcode.END);
    }

    private static ModuleBuilder tables() {
        return new ModuleBuilder()
                .type(func(List.of(), List.of(I32)))
                .table(RefType.FUNCREF, 1, 1, 9)
                .tableWithInit(bytes(RefType.EXTERNREF, 4, 3), ReferenceOpcode.REF_NULL, AbsHeapType.EXTERN)
                .function(0, NumericOpcode.I32_CONST, 0, ControlOpcode.RETURN_CALL_INDIRECT, 0, 0)
                .function(
                        0,
                        NumericOpcode.I64_CONST,
                        0,
                        NumericOpcode.I64_CONST,
                        1,
                        TableOpcode.TABLE_GET,
                        1,
                        TableOpcode.TABLE_SET,
                        1,
                        ReferenceOpcode.REF_FUNC,
                        0,
                        ControlOpcode.CALL_REF,
                        0)
                .element(0, expr(NumericOpcode.I32_CONST, 0), List.of(0, 1))
                .element(5, RefType.FUNCREF, List.of(expr(ReferenceOpcode.REF_FUNC, 1)))
                .element(3, 0, List.of(0));
    }

    private static ModuleBuilder vectorsAndAtomics() {
        return new ModuleBuilder()
                .memory(3, 1, 1)
                .memory(12, 1, 0)
                .body(
                        NumericOpcode.I32_CONST,
                        0,
                        VectorOpcode.V128_LOAD,
                        4,
                        0,
                        VectorOpcode.V128_CONST,
                        new byte[16],
                        VectorOpcode.I8X16_SHUFFLE,
                        new byte[16],
                        VectorOpcode.I16X8_EXTRACT_LANE_U,
                        raw(7),
                        NumericOpcode.I32_CONST,
                        1,
                        AtomicOpcode.I32_ATOMIC_RMW_ADD,
                        2,
                        0,
                        ParametricOpcode.DROP,
                        NumericOpcode.I64_CONST,
                        1,
                        NumericOpcode.I32_CONST,
                        1,
                        MemoryOpcode.I32_STORE8,
                        0x40,
                        1,
                        300)
                .body(
                        List.of(I64, I64),
                        List.of(I64, I64),
                        VariableOpcode.LOCAL_GET,
                        0,
                        VariableOpcode.LOCAL_GET,
                        1,
                        NumericOpcode.I64_MUL_WIDE_U);
    }
}

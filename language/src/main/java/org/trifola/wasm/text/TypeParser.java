// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.NameSection.Kind;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.ArrayType;
import org.trifola.wasm.syntax.BlockType;
import org.trifola.wasm.syntax.CompType;
import org.trifola.wasm.syntax.ContType;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.FieldType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.PackedType;
import org.trifola.wasm.syntax.RecType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.StructType;
import org.trifola.wasm.syntax.SubType;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.syntax.VecType;

/**
 * Parses types.
 *
 * <p>Specification: 6.4 "Types".
 */
final class TypeParser {
    private static final Map<String, ValType> VAL_TYPES = new HashMap<>();
    private static final Map<String, AbsHeapType> HEAP_TYPES = new HashMap<>();

    static {
        for (NumType type : NumType.values()) {
            VAL_TYPES.put(type.toString(), type);
        }
        for (VecType type : VecType.values()) {
            VAL_TYPES.put(type.toString(), type);
        }
        for (AbsHeapType type : AbsHeapType.values()) {
            HEAP_TYPES.put(type.toString(), type);
            VAL_TYPES.put(type.nullableReference(), new RefType(true, type));
        }
    }

    private final TokenCursor cursor;
    private final ModuleScope scope;

    TypeParser(TokenCursor cursor, ModuleScope scope) {
        this.cursor = cursor;
        this.scope = scope;
    }

    // --- Values and references ---

    /** Whether a value type is next. */
    private boolean atValType() {
        return cursor.atOpen("ref") || VAL_TYPES.containsKey(cursor.keyword());
    }

    /** Whether a reference type is next. */
    boolean atRefType() {
        return cursor.atOpen("ref") || VAL_TYPES.get(cursor.keyword()) instanceof RefType;
    }

    /** A value type. */
    ValType valType() {
        if (cursor.takeOpen("ref")) {
            boolean nullable = cursor.take("null");
            RefType type = new RefType(nullable, heapType());
            cursor.close();
            return type;
        }
        ValType type = VAL_TYPES.get(cursor.keyword());
        if (type == null) {
            throw cursor.unexpected("a value type");
        }
        cursor.next();
        return type;
    }

    /** A reference type. */
    RefType refType() {
        if (!atRefType()) {
            throw cursor.unexpected("a reference type");
        }
        return (RefType) valType();
    }

    /** A heap type. */
    HeapType heapType() {
        AbsHeapType type = HEAP_TYPES.get(cursor.keyword());
        if (type != null) {
            cursor.next();
            return type;
        }
        if (cursor.takeOpen("exact")) {
            TypeIndex index = typeIndex("a type index");
            cursor.close();
            return new ExactType(index);
        }
        return typeIndex("a heap type");
    }

    private TypeIndex typeIndex(String expected) {
        if (!cursor.atIndex()) {
            throw cursor.unexpected(expected);
        }
        return new TypeIndex(scope.types.index(cursor));
    }

    // --- Definitions of types ---

    /** A field {@code (rec …)} or {@code (type …)} of the module, after its opening parenthesis. */
    void typeField() {
        List<SubType> types = new ArrayList<>();
        if (cursor.take("rec")) {
            while (cursor.takeOpen("type")) {
                types.add(typeDef(scope.typeCount() + types.size()));
                cursor.close();
            }
        } else {
            cursor.expect("type");
            types.add(typeDef(scope.typeCount()));
        }
        cursor.close();
        scope.add(new RecType(types));
    }

    private SubType typeDef(int typeIndex) {
        cursor.takeId();
        if (!cursor.takeOpen("sub")) {
            return described(typeIndex, true, List.of());
        }
        boolean isFinal = cursor.take("final");
        List<HeapType> supertypes = new ArrayList<>();
        while (cursor.atIndex()) {
            supertypes.add(new TypeIndex(scope.types.index(cursor)));
        }
        SubType type = described(typeIndex, isFinal, supertypes);
        cursor.close();
        return type;
    }

    /** The rest of a sub type: what it describes, what describes it, and the composite type. */
    private SubType described(int typeIndex, boolean isFinal, List<HeapType> supertypes) {
        TypeIndex described = clause("describes");
        TypeIndex descriptor = clause("descriptor");
        cursor.open();
        CompType compType = compType(typeIndex);
        cursor.close();
        return new SubType(isFinal, supertypes, described, descriptor, compType);
    }

    private @Nullable TypeIndex clause(String keyword) {
        if (!cursor.takeOpen(keyword)) {
            return null;
        }
        TypeIndex type = typeIndex("a type index");
        cursor.close();
        return type;
    }

    private CompType compType(int typeIndex) {
        return switch (cursor.keyword()) {
            case "func" -> {
                cursor.next();
                yield functionType(null);
            }
            case "struct" -> {
                cursor.next();
                yield structType(typeIndex);
            }
            case "array" -> {
                cursor.next();
                yield new ArrayType(fieldType());
            }
            case "cont" -> {
                cursor.next();
                yield new ContType(new TypeIndex(scope.types.index(cursor)));
            }
            default -> throw cursor.unexpected("\"func\", \"struct\", \"array\" or \"cont\"");
        };
    }

    private StructType structType(int typeIndex) {
        IndexSpace space = scope.fields(typeIndex);
        List<FieldType> fields = new ArrayList<>();
        while (cursor.takeOpen("field")) {
            if (cursor.at(TokenKind.ID)) {
                String id = space.define(cursor);
                if (id != null) {
                    scope.names.name(Kind.FIELD, typeIndex, fields.size(), id);
                }
                fields.add(fieldType());
            } else {
                while (!cursor.at(TokenKind.RIGHT_PAREN)) {
                    space.addAnonymous(1);
                    fields.add(fieldType());
                }
            }
            cursor.close();
        }
        return new StructType(fields);
    }

    private FieldType fieldType() {
        boolean mutable = cursor.takeOpen("mut");
        FieldType type = new FieldType(
                cursor.take("i8") ? PackedType.I8 : cursor.take("i16") ? PackedType.I16 : valType(), mutable);
        if (mutable) {
            cursor.close();
        }
        return type;
    }

    // --- Function types ---

    /** Who wants to know the parameters of a function type, in order, with the identifiers they have. */
    interface Params {
        /** Takes note of one parameter; the cursor is at its identifier if it has one. */
        void param(boolean named);
    }

    /** Parameters and results; without a listener, parameters may have identifiers, which mean nothing. */
    FuncType functionType(@Nullable Params listener) {
        List<ValType> params = new ArrayList<>();
        while (cursor.takeOpen("param")) {
            params(params, listener);
            cursor.close();
        }
        FuncType type = new FuncType(params, results());
        if (cursor.atOpen("param")) {
            cursor.next();
            throw cursor.unexpected("no parameters after results");
        }
        return type;
    }

    private void params(List<ValType> params, @Nullable Params listener) {
        if (cursor.at(TokenKind.ID)) {
            if (listener == null) {
                cursor.takeId();
            } else {
                listener.param(true);
            }
            params.add(valType());
            return;
        }
        while (atValType()) {
            if (listener != null) {
                listener.param(false);
            }
            params.add(valType());
        }
    }

    private List<ValType> results() {
        List<ValType> results = new ArrayList<>();
        while (cursor.takeOpen("result")) {
            while (atValType()) {
                results.add(valType());
            }
            cursor.close();
        }
        return results;
    }

    /** The types of {@code select}, null when none are given. */
    @Nullable
    List<ValType> selectTypes() {
        return cursor.atOpen("result") ? results() : null;
    }

    /** The index of a function type: given as such, described, or both. */
    int typeUse(@Nullable Params listener) {
        int position = cursor.position();
        if (cursor.takeOpen("type")) {
            int typeIndex = scope.types.index(cursor);
            cursor.close();
            if (cursor.atOpen("param") || cursor.atOpen("result")) {
                FuncType described = functionType(listener);
                if (!scope.hasType(typeIndex)) {
                    throw cursor.errorAt(position, "unknown type " + Integer.toUnsignedString(typeIndex));
                }
                requireSame(position, scope.functionType(typeIndex), described);
            }
            return typeIndex;
        }
        return scope.indexOf(functionType(listener));
    }

    /** The type of an imported function: a type use, maybe an exact one. */
    HeapType importedFunction(Params listener) {
        if (!cursor.takeOpen("exact")) {
            return new TypeIndex(typeUse(listener));
        }
        TypeIndex type = new TypeIndex(typeUse(listener));
        cursor.close();
        return new ExactType(type);
    }

    private void requireSame(int position, @Nullable FuncType referenced, FuncType described) {
        if (!described.equals(referenced)) {
            throw cursor.errorAt(
                    position,
                    "inline function type " + described + " is not that of the referenced type"
                            + (referenced == null ? "" : ", " + referenced));
        }
    }

    /** A type use whose parameters must not have identifiers. */
    int anonymousTypeUse() {
        return typeUse(this::rejectId);
    }

    private void rejectId(boolean named) {
        if (named) {
            throw cursor.unexpected("a value type");
        }
    }

    /** The type of a structured block. */
    BlockType blockType() {
        if (cursor.atOpen("type")) {
            return new BlockType.Indexed(anonymousTypeUse());
        }
        FuncType type = functionType(this::rejectId);
        if (!type.params().isEmpty() || type.results().size() > 1) {
            return new BlockType.Indexed(scope.indexOf(type));
        }
        return type.results().isEmpty()
                ? BlockType.Empty.INSTANCE
                : new BlockType.Result(type.results().getFirst());
    }

    // --- Types of definitions and imports ---

    /** A global type. */
    GlobalType globalType() {
        if (cursor.takeOpen("mut")) {
            ValType type = valType();
            cursor.close();
            return new GlobalType(type, true);
        }
        return new GlobalType(valType(), false);
    }

    /** An address type, which is i32 where it is left out. */
    AddressType addressType() {
        if (cursor.take("i64")) {
            return AddressType.I64;
        }
        cursor.take("i32");
        return AddressType.I32;
    }

    /** Limits. */
    Limits limits() {
        long min = cursor.u64();
        return cursor.at(TokenKind.NAT) ? Limits.between(min, cursor.u64()) : Limits.atLeast(min);
    }

    /** A table type. */
    TableType tableType() {
        AddressType addressType = addressType();
        Limits limits = limits();
        return new TableType(addressType, limits, refType());
    }

    /** A memory type. */
    MemoryType memoryType() {
        AddressType addressType = addressType();
        Limits limits = limits();
        boolean shared = cursor.take("shared");
        return new MemoryType(addressType, limits, shared, pageSizeLog2());
    }

    /** The exponent of a page size, that of the usual one where it is left out. */
    int pageSizeLog2() {
        if (!cursor.takeOpen("pagesize")) {
            return MemoryType.DEFAULT_PAGE_SIZE_LOG2;
        }
        int position = cursor.position();
        long pageSize = cursor.u64();
        if (Long.bitCount(pageSize) != 1) {
            throw cursor.errorAt(position, "invalid custom page size: it must be a power of two");
        }
        cursor.close();
        return Long.numberOfTrailingZeros(pageSize);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.ArrayType;
import org.trifola.wasm.syntax.BlockType;
import org.trifola.wasm.syntax.CompType;
import org.trifola.wasm.syntax.ContType;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.ExternType;
import org.trifola.wasm.syntax.FieldType;
import org.trifola.wasm.syntax.FuncExternType;
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
import org.trifola.wasm.syntax.TagType;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.syntax.VecType;

/**
 * Writes types: the inverse of {@link TypeDecoder}.
 *
 * <p>Types refer to each other by {@link TypeIndex}, as a module writes them. Specification: 5.3 "Types".
 */
public final class TypeEncoder {
    private TypeEncoder() {}

    /** A value type. */
    public static void valType(ByteWriter out, ValType type) {
        switch (type) {
            case NumType number -> out.u8(0x7F - number.ordinal());
            case VecType _ -> out.u8(0x7B);
            case RefType reference -> refType(out, reference);
        }
    }

    /** A reference type, in its short form where there is one. */
    public static void refType(ByteWriter out, RefType type) {
        if (type.nullable() && type.heapType() instanceof AbsHeapType abstractType) {
            out.u8(abstractType.code());
        } else {
            out.u8(type.nullable() ? TypeDecoder.REF_NULL : TypeDecoder.REF);
            heapType(out, type.heapType());
        }
    }

    /** A heap type. */
    public static void heapType(ByteWriter out, HeapType type) {
        switch (type) {
            case AbsHeapType abstractType -> out.u8(abstractType.code());
            case TypeIndex(int index) -> out.signed(Integer.toUnsignedLong(index));
            case ExactType(TypeIndex(int index)) -> {
                out.u8(TypeDecoder.EXACT);
                out.u32(index);
            }
            case DefType _, ExactType _ ->
                throw new IllegalArgumentException("not a type that a module writes: " + type);
        }
    }

    /** A block type. */
    public static void blockType(ByteWriter out, BlockType type) {
        switch (type) {
            case BlockType.Empty _ -> out.u8(TypeDecoder.EMPTY_BLOCK);
            case BlockType.Result(ValType result) -> valType(out, result);
            case BlockType.Indexed(int typeIndex) -> out.signed(Integer.toUnsignedLong(typeIndex));
        }
    }

    /** A vector of value types. */
    public static void resultType(ByteWriter out, List<ValType> types) {
        out.u32(types.size());
        types.forEach(type -> valType(out, type));
    }

    /** A recursive group; a group of one is written as the type alone. */
    static void recType(ByteWriter out, RecType type) {
        if (type.subTypes().size() != 1) {
            out.u8(TypeDecoder.REC);
            out.u32(type.subTypes().size());
        }
        type.subTypes().forEach(subType -> subType(out, subType));
    }

    private static void subType(ByteWriter out, SubType type) {
        if (!type.isFinal() || !type.supertypes().isEmpty()) {
            out.u8(type.isFinal() ? TypeDecoder.SUB_FINAL : TypeDecoder.SUB);
            out.u32(type.supertypes().size());
            type.supertypes().forEach(supertype -> out.u32(((TypeIndex) supertype).index()));
        }
        clause(out, TypeDecoder.DESCRIBES, type.described());
        clause(out, TypeDecoder.DESCRIPTOR, type.descriptor());
        compType(out, type.compType());
    }

    private static void clause(ByteWriter out, int code, @Nullable HeapType type) {
        if (type != null) {
            out.u8(code);
            out.u32(((TypeIndex) type).index());
        }
    }

    private static void compType(ByteWriter out, CompType type) {
        switch (type) {
            case FuncType(List<ValType> params, List<ValType> results) -> {
                out.u8(TypeDecoder.FUNC);
                resultType(out, params);
                resultType(out, results);
            }
            case StructType(List<FieldType> fields) -> {
                out.u8(TypeDecoder.STRUCT);
                out.u32(fields.size());
                fields.forEach(field -> fieldType(out, field));
            }
            case ArrayType(FieldType element) -> {
                out.u8(TypeDecoder.ARRAY);
                fieldType(out, element);
            }
            case ContType(HeapType function) -> {
                out.u8(TypeDecoder.CONT);
                heapType(out, function);
            }
        }
    }

    private static void fieldType(ByteWriter out, FieldType type) {
        switch (type.storage()) {
            case PackedType packed -> out.u8(packed == PackedType.I8 ? 0x78 : 0x77);
            case ValType valType -> valType(out, valType);
        }
        out.u8(type.mutable() ? 1 : 0);
    }

    /** The kind of an import and its type. */
    static void externType(ByteWriter out, ExternType type) {
        boolean exact = type instanceof FuncExternType function && function.isExact();
        out.u8(exact ? TypeDecoder.EXACT_FUNC : type.kind().ordinal());
        switch (type) {
            case FuncExternType function -> out.u32(function.typeIndex());
            case TableType table -> tableType(out, table);
            case MemoryType memory -> memoryType(out, memory);
            case GlobalType global -> globalType(out, global);
            case TagType tag -> tagType(out, tag);
        }
    }

    /** A global type. */
    static void globalType(ByteWriter out, GlobalType type) {
        valType(out, type.valType());
        out.u8(type.mutable() ? 1 : 0);
    }

    /** A tag type. */
    static void tagType(ByteWriter out, TagType type) {
        out.u8(0);
        out.u32(((TypeIndex) type.type()).index());
    }

    /** A table type. */
    static void tableType(ByteWriter out, TableType type) {
        refType(out, type.elementType());
        out.u8(limitsFlags(type.addressType(), type.limits()));
        limits(out, type.limits());
    }

    /** A memory type. */
    static void memoryType(ByteWriter out, MemoryType type) {
        boolean customPageSize = type.pageSizeLog2() != MemoryType.DEFAULT_PAGE_SIZE_LOG2;
        out.u8(limitsFlags(type.addressType(), type.limits())
                | (type.shared() ? TypeDecoder.SHARED : 0)
                | (customPageSize ? TypeDecoder.PAGE_SIZE : 0));
        limits(out, type.limits());
        if (customPageSize) {
            out.u32(type.pageSizeLog2());
        }
    }

    private static int limitsFlags(AddressType addressType, Limits limits) {
        return (limits.hasMax() ? TypeDecoder.HAS_MAX : 0)
                | (addressType == AddressType.I64 ? TypeDecoder.ADDRESS_64 : 0);
    }

    private static void limits(ByteWriter out, Limits limits) {
        out.u64(limits.min());
        if (limits.hasMax()) {
            out.u64(limits.max());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.NameSection.Kind;
import org.trifola.wasm.syntax.ArrayType;
import org.trifola.wasm.syntax.BlockType;
import org.trifola.wasm.syntax.CompType;
import org.trifola.wasm.syntax.ContType;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.FieldType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.RecType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.StructType;
import org.trifola.wasm.syntax.SubType;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.ValType;

/**
 * Writes types.
 *
 * <p>Specification: 6.4 "Types".
 */
final class TypePrinter {
    private final Identifiers identifiers;
    private final List<SubType> types = new ArrayList<>();

    TypePrinter(ModuleDef module, Identifiers identifiers) {
        this.identifiers = identifiers;
        for (RecType group : module.recTypes()) {
            types.addAll(group.subTypes());
        }
    }

    /** The definition of a type. */
    String definition(int index) {
        SubType type = types.get(index);
        String content = clause("describes", type.described())
                + clause("descriptor", type.descriptor())
                + content(index, type.compType());
        String head = "(type" + identifiers.head(Kind.TYPE, index) + " ";
        if (type.isFinal() && type.supertypes().isEmpty()) {
            return head + content + ")";
        }
        StringBuilder out = new StringBuilder(head).append("(sub ");
        if (type.isFinal()) {
            out.append("final ");
        }
        for (HeapType supertype : type.supertypes()) {
            out.append(heapType(supertype)).append(' ');
        }
        return out.append(content).append("))").toString();
    }

    private String clause(String keyword, @Nullable HeapType type) {
        return type == null ? "" : "(" + keyword + " " + heapType(type) + ") ";
    }

    private String content(int index, CompType type) {
        return switch (type) {
            case FuncType function -> "(func" + signature(function, new @Nullable String[0]) + ")";
            case StructType structure -> "(struct" + fields(index, structure.fields()) + ")";
            case ArrayType array -> "(array " + field(array.element()) + ")";
            case ContType cont -> "(cont " + heapType(cont.function()) + ")";
        };
    }

    private String fields(int index, List<FieldType> fields) {
        @Nullable String[] ids = identifiers.parts(Kind.FIELD, index, fields.size());
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < ids.length; i++) {
            out.append(" (field ").append(ids[i] == null ? "" : ids[i] + " ").append(field(fields.get(i)));
            out.append(')');
        }
        return out.toString();
    }

    private String field(FieldType type) {
        String storage = type.storage() instanceof ValType valType
                ? valType(valType)
                : type.storage().toString();
        return type.mutable() ? "(mut " + storage + ")" : storage;
    }

    /** Parameters and results, each with a space before it. */
    String signature(FuncType type, @Nullable String[] ids) {
        StringBuilder out = new StringBuilder();
        List<ValType> params = type.params();
        int i = 0;
        while (i < params.size()) {
            out.append(" (param");
            if (i < ids.length && ids[i] != null) {
                out.append(' ').append(ids[i]).append(' ').append(valType(params.get(i++)));
            } else {
                while (i < params.size() && (i >= ids.length || ids[i] == null)) {
                    out.append(' ').append(valType(params.get(i++)));
                }
            }
            out.append(')');
        }
        if (!type.results().isEmpty()) {
            out.append(' ').append(results(type.results()));
        }
        return out.toString();
    }

    /** The clause with result types, even if there are none. */
    String results(List<ValType> results) {
        StringBuilder out = new StringBuilder("(result");
        results.forEach(type -> out.append(' ').append(valType(type)));
        return out.append(')').toString();
    }

    /** The function type with an index, null when there is none. */
    @Nullable
    FuncType function(int typeIndex) {
        boolean known = typeIndex >= 0 && typeIndex < types.size();
        return known && types.get(typeIndex).compType() instanceof FuncType type ? type : null;
    }

    /** The function type of the continuation type with an index, null when there is none. */
    @Nullable
    FuncType continuation(int typeIndex) {
        boolean known = typeIndex >= 0 && typeIndex < types.size();
        return known
                        && types.get(typeIndex).compType() instanceof ContType type
                        && type.function() instanceof TypeIndex function
                ? function(function.index())
                : null;
    }

    /** The number of fields of the structure type with an index, negative when there is none. */
    int fieldCount(int typeIndex) {
        boolean known = typeIndex >= 0 && typeIndex < types.size();
        return known && types.get(typeIndex).compType() instanceof StructType type
                ? type.fields().size()
                : -1;
    }

    /** A type use by index alone. */
    String use(int typeIndex) {
        return "(type " + identifiers.index(Kind.TYPE, typeIndex) + ")";
    }

    /** A type use with the signature where the type has one. */
    String use(HeapType type, @Nullable String[] ids) {
        int typeIndex = ((TypeIndex) type).index();
        FuncType function = function(typeIndex);
        return use(typeIndex) + (function == null ? "" : signature(function, ids));
    }

    String valType(ValType type) {
        return type instanceof RefType reference && reference.heapType().inexact() instanceof TypeIndex
                ? reference(reference)
                : type.toString();
    }

    /** A reference type in its long form. */
    String reference(RefType type) {
        return (type.nullable() ? "(ref null " : "(ref ") + heapType(type.heapType()) + ")";
    }

    String heapType(HeapType type) {
        return switch (type) {
            case TypeIndex(int index) -> identifiers.index(Kind.TYPE, index);
            case ExactType(HeapType inexact) -> "(exact " + heapType(inexact) + ")";
            default -> type.toString();
        };
    }

    /** A block type with a space before it, nothing for the empty one. */
    String blockType(BlockType type) {
        return switch (type) {
            case BlockType.Empty _ -> "";
            case BlockType.Result(ValType result) -> " (result " + valType(result) + ")";
            case BlockType.Indexed(int typeIndex) -> " " + use(typeIndex);
        };
    }

    String global(GlobalType type) {
        String content = valType(type.valType());
        return type.mutable() ? "(mut " + content + ")" : content;
    }

    String table(TableType type) {
        String address = type.addressType() == org.trifola.wasm.syntax.AddressType.I64 ? "i64 " : "";
        return address + type.limits() + " " + valType(type.elementType());
    }
}

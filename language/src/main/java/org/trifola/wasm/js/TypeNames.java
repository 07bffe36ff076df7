// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.DefType;
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
import org.trifola.wasm.validation.Matching;

/**
 * Types in the notation of GraalJS, such as {@code 3(i32 i64)f32} for function 3.
 *
 * <p>A reference type has the name of the most general type of its hierarchy: JavaScript knows no finer ones. GraalJS 25.0
 * knows no other hierarchies than those of functions and of its own values; everything else goes as the latter.
 */
final class TypeNames {
    private final Release release;

    /** The notation of a release. */
    TypeNames(Release release) {
        this.release = release;
    }

    /** The type that JavaScript calls so, null when there is none. */
    static @Nullable ValType parse(String name) {
        return switch (name) {
            case "i32" -> NumType.I32;
            case "i64" -> NumType.I64;
            case "f32" -> NumType.F32;
            case "f64" -> NumType.F64;
            case "v128" -> VecType.V128;
            case "anyfunc", "funcref" -> RefType.FUNCREF;
            case "externref" -> RefType.EXTERNREF;
            case "anyref" -> RefType.ANYREF;
            case "exnref" -> RefType.EXNREF;
            default -> null;
        };
    }

    /** The type of a tag such as {@code (i32 externref)}, null when it is none. */
    static @Nullable FuncType parseTag(String text) {
        if (!text.startsWith("(") || !text.endsWith(")")) {
            return null;
        }
        List<ValType> params = new ArrayList<>();
        for (String name : text.substring(1, text.length() - 1).split(" ", -1)) {
            ValType type = parse(name);
            if (type != null) {
                params.add(type);
            } else if (!name.isEmpty()) {
                return null;
            }
        }
        return new FuncType(params, List.of());
    }

    /** A type of values. */
    String of(ValType type) {
        return type instanceof RefType refType ? ofReference(refType) : type.toString();
    }

    private String ofReference(RefType type) {
        return switch (Matching.top(type.heapType())) {
            case FUNC -> release.hasAllReferences() ? "funcref" : "anyfunc";
            case ANY -> release.hasAllReferences() ? "anyref" : "externref";
            case EXN -> release.hasAllReferences() ? "exnref" : "externref";
            default -> "externref";
        };
    }

    /** A function, with its index for a name. */
    String ofFunction(int functionIndex, FuncType type) {
        return functionIndex + "(" + list(type.params()) + ")" + list(type.results());
    }

    /** A tag. */
    String ofTag(FuncType type) {
        return "(" + list(type.params()) + ")";
    }

    /** The type of an import or export; {@code index} is its index in the module. */
    String ofExtern(int index, ExternType type) {
        return switch (type) {
            case FuncExternType function -> ofFunction(index, function.funcType());
            case TableType table -> ofTable(table);
            case MemoryType memory -> ofMemory(memory);
            case GlobalType global -> of(global.valType()) + (global.mutable() ? " mut" : " con");
            case TagType tag -> ofTag(((DefType) tag.type()).funcType());
        };
    }

    private String ofTable(TableType type) {
        String elements = of(type.elementType());
        return release.hasTable64() ? type.addressType() + " " + elements : elements;
    }

    private String ofMemory(MemoryType type) {
        String kind = type.shared() ? "shared" : "single";
        if (!release.hasMemory64()) {
            return kind;
        }
        Limits limits = type.limits();
        return (type.addressType() == AddressType.I64 ? "i64 " : "")
                + kind
                + (limits.hasMax() ? " " + Long.toUnsignedString(limits.max()) : "");
    }

    private String list(List<ValType> types) {
        return types.stream().map(this::of).collect(Collectors.joining(" "));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.ExternType;
import org.trifola.wasm.syntax.FuncExternType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.GlobalType;
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
    private TypeNames() {}

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

    /** A type of values. */
    static String of(ValType type) {
        if (type instanceof RefType refType) {
            return Matching.top(refType.heapType()) == AbsHeapType.FUNC ? "anyfunc" : "externref";
        }
        return type.toString();
    }

    /** A function, with its index for a name. */
    static String ofFunction(int functionIndex, FuncType type) {
        return functionIndex + "(" + list(type.params()) + ")" + list(type.results());
    }

    /** The type of an import or export; {@code index} is its index in the module. */
    static String ofExtern(int index, ExternType type) {
        return switch (type) {
            case FuncExternType function -> ofFunction(index, ((DefType) function.type()).funcType());
            case TableType table -> of(table.elementType());
            case MemoryType memory -> memory.shared() ? "shared" : "single";
            case GlobalType global -> of(global.valType()) + (global.mutable() ? " mut" : " con");
            case TagType tag -> "(" + list(((DefType) tag.type()).funcType().params()) + ")";
        };
    }

    private static String list(List<ValType> types) {
        return types.stream().map(TypeNames::of).collect(Collectors.joining(" "));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.util.List;
import org.trifola.wasm.interop.Members;
import org.trifola.wasm.interop.Values;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.ExternType;
import org.trifola.wasm.syntax.FuncExternType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.TagType;
import org.trifola.wasm.syntax.ValType;

/**
 * Types as other languages see them, in the form of the JavaScript API's type reflection: functions have {@code parameters}
 * and {@code results}, globals {@code value} and {@code mutable}, and so on.
 *
 * <p>Types of values are text, as in the text format. The way back is the language bindings.
 */
public final class TypeObjects {
    private TypeObjects() {}

    /** The type of an import or export; types of functions and tags are closed. */
    @TruffleBoundary
    public static Members of(ExternType type) {
        return switch (type) {
            case FuncExternType function -> of(function.funcType());
            case TagType tag -> ofTag(((DefType) tag.type()).funcType());
            case MemoryType memory -> ofMemory(memory);
            case TableType table -> ofTable(table);
            case GlobalType global -> ofGlobal(global);
        };
    }

    /** The type of a function. */
    @TruffleBoundary
    public static Members of(FuncType type) {
        return new Members(type.toString())
                .with("parameters", texts(type.params()))
                .with("results", texts(type.results()));
    }

    @TruffleBoundary
    static Members ofTag(FuncType type) {
        return new Members(type.params().toString()).with("parameters", texts(type.params()));
    }

    private static Members ofMemory(MemoryType type) {
        Members members = limits(new Members(type.toString()), type.limits())
                .with("address", type.addressType().toString())
                .with("shared", type.shared());
        return type.pageSizeLog2() == MemoryType.DEFAULT_PAGE_SIZE_LOG2
                ? members
                : members.with("pageSize", type.pageSize());
    }

    private static Members ofTable(TableType type) {
        return limits(new Members(type.toString()), type.limits())
                .with("address", type.addressType().toString())
                .with("element", type.elementType().toString());
    }

    private static Members ofGlobal(GlobalType type) {
        return new Members(type.toString())
                .with("value", type.valType().toString())
                .with("mutable", type.mutable());
    }

    private static Members limits(Members members, Limits limits) {
        members.with("minimum", limits.min());
        return limits.hasMax() ? members.with("maximum", limits.max()) : members;
    }

    private static Values texts(List<ValType> types) {
        return new Values(types.stream().map(Object::toString).toArray());
    }
}

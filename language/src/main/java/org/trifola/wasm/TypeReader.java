// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.HostValues;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.syntax.VecType;

/**
 * Reads the types that a host describes, in the form in which {@link org.trifola.wasm.runtime.TypeObjects} shows them: objects
 * or maps whose members say what belongs to the type.
 */
final class TypeReader {
    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private static final Map<String, ValType> BY_NAME = new HashMap<>();

    static {
        for (NumType type : NumType.values()) {
            BY_NAME.put(type.toString(), type);
        }
        BY_NAME.put(VecType.V128.toString(), VecType.V128);
        for (AbsHeapType type : AbsHeapType.values()) {
            BY_NAME.put(RefType.of(true, type).toString(), RefType.of(true, type));
            BY_NAME.put(RefType.of(false, type).toString(), RefType.of(false, type));
        }
        BY_NAME.put("anyfunc", RefType.FUNCREF);
    }

    private final String function;

    /** A reader of the arguments of a function, which errors name. */
    TypeReader(String function) {
        this.function = function;
    }

    MemoryType memory(Object type) {
        AddressType address = address(type);
        long most = address == AddressType.I32 ? 1L << 16 : 1L << 48;
        boolean shared = flag(type, "shared");
        Limits limits = limits(type, most);
        if (shared && !limits.hasMax()) {
            throw error("a shared memory needs a maximum");
        }
        return new MemoryType(address, limits, shared, MemoryType.DEFAULT_PAGE_SIZE_LOG2);
    }

    TableType table(Object type) {
        AddressType address = address(type);
        Limits limits = limits(type, address == AddressType.I32 ? 0xFFFF_FFFFL : Long.MAX_VALUE);
        if (!(valType(required(type, "element")) instanceof RefType element)) {
            throw error("the elements of a table are references");
        }
        return new TableType(address, limits, element);
    }

    GlobalType global(Object type) {
        return new GlobalType(valType(required(type, "value")), flag(type, "mutable"));
    }

    FuncType function(Object type) {
        return new FuncType(valTypes(type, "parameters"), valTypes(type, "results"));
    }

    private AddressType address(Object type) {
        Object address = HostImports.readMember(type, "address");
        if (address == null) {
            return AddressType.I32;
        }
        return switch (text(address)) {
            case "i32" -> AddressType.I32;
            case "i64" -> AddressType.I64;
            default -> throw error("address must be \"i32\" or \"i64\" but is " + HostValues.describe(address));
        };
    }

    private Limits limits(Object type, long most) {
        long minimum = size(required(type, "minimum"), "minimum", most);
        Object maximum = HostImports.readMember(type, "maximum");
        if (maximum == null) {
            return Limits.atLeast(minimum);
        }
        long limit = size(maximum, "maximum", most);
        if (limit < minimum) {
            throw error("the maximum " + limit + " is less than the minimum " + minimum);
        }
        return Limits.between(minimum, limit);
    }

    private long size(Object value, String member, long most) {
        try {
            long size = INTEROP.asLong(value);
            if (size >= 0 && size <= most) {
                return size;
            }
        } catch (InteropException _) {
            // It is no integer.
        }
        throw error(member + " must be an integer from 0 to " + most + " but is " + HostValues.describe(value));
    }

    private boolean flag(Object type, String member) {
        Object value = HostImports.readMember(type, member);
        try {
            return value != null && INTEROP.asBoolean(value);
        } catch (InteropException _) {
            throw error(member + " must be a boolean but is " + HostValues.describe(value));
        }
    }

    private List<ValType> valTypes(Object type, String member) {
        Object list = HostImports.readMember(type, member);
        List<ValType> types = new ArrayList<>();
        if (list == null) {
            return types;
        }
        try {
            for (long i = 0; i < INTEROP.getArraySize(list); i++) {
                types.add(valType(INTEROP.readArrayElement(list, i)));
            }
        } catch (InteropException _) {
            throw error(member + " must be an array of types but is " + HostValues.describe(list));
        }
        return types;
    }

    private ValType valType(Object value) {
        ValType type = BY_NAME.get(text(value));
        if (type == null) {
            throw error("there is no type of values " + HostValues.describe(value));
        }
        return type;
    }

    private String text(Object value) {
        try {
            return INTEROP.asString(value);
        } catch (InteropException _) {
            throw error("the name of a type must be a string but is " + HostValues.describe(value));
        }
    }

    private Object required(Object type, String member) {
        Object value = HostImports.readMember(type, member);
        if (value == null) {
            throw error("the type is no object with a member " + member);
        }
        return value;
    }

    private ArgumentError error(String message) {
        return new ArgumentError(function + ": " + message);
    }
}

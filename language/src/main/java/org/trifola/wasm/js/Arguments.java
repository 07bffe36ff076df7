// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.EmbedderDataHolder;
import org.trifola.wasm.runtime.HostValues;
import org.trifola.wasm.runtime.ToWasmNode;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.ValType;

/** The arguments of one call, each asked for as what it must be. */
final class Arguments {
    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final Member member;
    private final Object[] values;

    /**
     * The arguments for a function.
     *
     * @throws ArgumentError when there are too few
     */
    Arguments(Member member, Object[] values) {
        this.member = member;
        this.values = values;
        if (values.length < member.arity()) {
            throw new ArgumentError(member + " expects " + member.arity() + " argument(s) but got " + values.length);
        }
    }

    int count() {
        return values.length;
    }

    Object get(int index) {
        return values[index];
    }

    /** An object of the engine. */
    <T> T get(int index, Class<T> type) {
        return get(index, type, "a WebAssembly " + type.getSimpleName().toLowerCase(Locale.ROOT));
    }

    /** An object that keeps data of JavaScript. */
    EmbedderDataHolder holder(int index) {
        return get(index, EmbedderDataHolder.class, "an object of WebAssembly");
    }

    private <T> T get(int index, Class<T> type, String expected) {
        Object value = values[index];
        if (!type.isInstance(value)) {
            throw wrong(index, expected);
        }
        return type.cast(value);
    }

    String string(int index) {
        try {
            return INTEROP.asString(values[index]);
        } catch (UnsupportedMessageException _) {
            throw wrong(index, "a string");
        }
    }

    boolean bool(int index) {
        try {
            return INTEROP.asBoolean(values[index]);
        } catch (UnsupportedMessageException _) {
            throw wrong(index, "a boolean");
        }
    }

    /** An integer; a negative one of 32 bits stands for an unsigned one. */
    long unsigned(int index) {
        Object value = values[index];
        if (value instanceof Integer narrow) {
            return Integer.toUnsignedLong(narrow);
        }
        try {
            return INTEROP.asLong(value);
        } catch (UnsupportedMessageException _) {
            throw wrong(index, "an integer");
        }
    }

    /** The address type that an optional argument asks for: whether addresses have 64 bits. */
    AddressType addressType(int index) {
        return index < values.length && bool(index) ? AddressType.I64 : AddressType.I32;
    }

    /** A value as WebAssembly code sees it. */
    @Nullable
    Object wasmValue(int index, ValType type) {
        try {
            return ToWasmNode.convert(type, values[index]);
        } catch (ToWasmNode.UnfitValue _) {
            throw new ArgumentError(
                    "the value must be of type " + type + " but is " + HostValues.describe(values[index]));
        }
    }

    /** The error for an argument that is not what is expected; GraalJS does not let it come so far. */
    ArgumentError wrong(int index, String expected) {
        return new ArgumentError(member + ": argument " + (index + 1) + " must be " + expected + " but is "
                + HostValues.describe(values[index]));
    }
}

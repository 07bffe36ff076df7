// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.interop.NullValue;
import org.trifola.wasm.interop.Reflective;
import org.trifola.wasm.interop.Values;
import org.trifola.wasm.interop.VectorValue;
import org.trifola.wasm.numeric.V128;

/** What other languages see of WebAssembly values; the way back is {@link ToWasmNode}. */
public final class HostValues {
    private HostValues() {}

    /** A value as other languages see it. */
    public static Object toHost(@Nullable Object value) {
        if (value instanceof V128 vector) {
            return new VectorValue(vector);
        }
        return value == null ? NullValue.INSTANCE : value;
    }

    /** The result of a code (see {@link Code}) as other languages see it. */
    public static Object resultToHost(@Nullable Object result) {
        if (result instanceof Object[] several) {
            Object[] values = new Object[several.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = toHost(several[i]);
            }
            return new Values(values);
        }
        return toHost(result);
    }

    /** A value as text. */
    @TruffleBoundary
    public static String text(Object value) {
        return String.valueOf(InteropLibrary.getUncached().toDisplayString(value, false));
    }

    /** A value for an error message, with its type. */
    @TruffleBoundary
    public static String describe(Object value) {
        String type = typeName(value);
        return type.isEmpty() ? text(value) : text(value) + " (" + type + ")";
    }

    private static String typeName(Object value) {
        InteropLibrary library = InteropLibrary.getUncached(value);
        try {
            if (library.isNull(value) || value instanceof Reflective) {
                return "";
            }
            if (value instanceof Number || value instanceof Boolean) {
                return value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            }
            if (library.isString(value)) {
                return "string";
            }
            return library.hasMetaObject(value)
                    ? InteropLibrary.getUncached()
                            .asString(InteropLibrary.getUncached().getMetaQualifiedName(library.getMetaObject(value)))
                    : "";
        } catch (UnsupportedMessageException _) {
            return "";
        }
    }
}

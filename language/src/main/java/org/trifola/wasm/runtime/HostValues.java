// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.interop.NullValue;
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

    /** A value for an error message. */
    @TruffleBoundary
    public static String describe(Object value) {
        return String.valueOf(InteropLibrary.getUncached().toDisplayString(value, false));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.HostValues;
import org.trifola.wasm.runtime.TailCall;
import org.trifola.wasm.runtime.ToWasmNode;
import org.trifola.wasm.syntax.ValType;

/** Results on their way to and from instruments. */
public final class ObservedValues {
    private ObservedValues() {}

    /** A result as instruments see it; null of a tail call, which has none yet. */
    public static @Nullable Object outgoing(@Nullable Object result) {
        return result instanceof TailCall ? null : HostValues.resultToHost(result);
    }

    /**
     * A result that an instrument gives in place of another one.
     *
     * @param type the type of the only result, null when there is none, or several, which can not be replaced
     */
    @TruffleBoundary
    public static @Nullable Object incoming(Object result, @Nullable ValType type) {
        try {
            if (type != null) {
                return ToWasmNode.convert(type, result);
            }
        } catch (ToWasmNode.UnfitValue _) {
            // Said below.
        }
        String expected = type == null ? "can not be replaced" : "must be of type " + type;
        throw new ArgumentError("the result " + expected + " but is given as " + HostValues.describe(result));
    }
}

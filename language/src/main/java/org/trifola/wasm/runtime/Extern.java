// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.interop.TruffleObject;
import org.jspecify.annotations.Nullable;

/**
 * What instances import and export: one object per instance of the specification, with room for what a host wants to keep
 * with it.
 *
 * <p>JavaScript keeps its wrapper objects here, so that one function is one function object. Specification: 4.2.3 "External
 * Values"
 */
public abstract sealed class Extern implements TruffleObject permits Function, Table, Memory, Global, Tag {
    private @Nullable Object embedderData;

    Extern() {}

    /** What the host keeps here, null at first. */
    public final @Nullable Object embedderData() {
        return embedderData;
    }

    /** Keeps something here. */
    public final void setEmbedderData(@Nullable Object data) {
        embedderData = data;
    }
}

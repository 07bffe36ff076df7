// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.interop.TruffleObject;
import org.jspecify.annotations.Nullable;

/**
 * What instances import and export: one object per instance of the specification.
 *
 * <p>Specification: 4.2.3 "External Values".
 */
public abstract sealed class Extern implements TruffleObject, EmbedderDataHolder
        permits Function, Table, Memory, Global, Tag {
    private @Nullable Object embedderData;

    Extern() {}

    @Override
    public final @Nullable Object embedderData() {
        return embedderData;
    }

    @Override
    public final void setEmbedderData(@Nullable Object data) {
        embedderData = data;
    }
}

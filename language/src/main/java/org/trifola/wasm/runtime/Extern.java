// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.interop.Reflective;

/**
 * What instances import and export: one object per instance of the specification.
 *
 * <p>Specification: 4.2.3 "External Values".
 */
public abstract sealed class Extern extends Reflective implements EmbedderDataHolder
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

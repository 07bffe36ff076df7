// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.jspecify.annotations.Nullable;

/**
 * An object with room for what a host wants to keep with it.
 *
 * <p>JavaScript keeps its wrapper objects there, so that one function is one function object.
 */
public interface EmbedderDataHolder {
    /** What the host keeps here, null at first. */
    @Nullable
    Object embedderData();

    /** Keeps something here. */
    void setEmbedderData(@Nullable Object data);
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.jspecify.annotations.Nullable;

/**
 * An element segment of an instance: references until it is dropped, nothing afterwards.
 *
 * <p>Specification: 4.2.11 "Element Instances".
 */
public final class ElementSegment {
    private static final @Nullable Object[] NOTHING = {};

    private @Nullable Object[] elements;

    /** A segment of evaluated references. */
    public ElementSegment(@Nullable Object[] elements) {
        this.elements = elements;
    }

    /** The references, none once dropped. */
    @Nullable
    Object[] elements() {
        return elements;
    }

    /** {@code elem.drop}. */
    public void drop() {
        elements = NOTHING;
    }
}

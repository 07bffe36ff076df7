// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.nodes.Node;
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

    /** Traps unless there are so many elements from a start on; both are unsigned. */
    public void checkRange(int from, int length, Node location) {
        if (Integer.toUnsignedLong(from) + Integer.toUnsignedLong(length) > elements.length) {
            throw Trap.create(TrapKind.OUT_OF_BOUNDS_TABLE_ACCESS, "the element segment ends before", location);
        }
    }

    /** Copies references into an array whose range is checked; the start is unsigned. */
    public void copyTo(Array array, int to, int from, int length, Node location) {
        checkRange(from, length, location);
        System.arraycopy(elements, from, array.elements(), to, length);
    }
}

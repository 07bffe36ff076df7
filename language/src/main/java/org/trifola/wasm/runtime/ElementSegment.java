// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.DefType;

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

    private void checkRange(int from, int length, @Nullable Node location) {
        if (Integer.toUnsignedLong(from) + Integer.toUnsignedLong(length) > elements.length) {
            throw Trap.create(TrapKind.OUT_OF_BOUNDS_TABLE_ACCESS, "the element segment ends before", location);
        }
    }

    /** {@code array.new_elem}: the start is unsigned like the number of elements. */
    @TruffleBoundary
    public Array newArray(DefType type, int from, int length, @Nullable Node location) {
        checkRange(from, length, location);
        Array array = Array.createLarge(type, length, location);
        copyTo(array, 0, from, length, location);
        return array;
    }

    /** {@code array.init_elem} of a range of the array that is checked; the start is unsigned. */
    @TruffleBoundary
    public void copyTo(Array array, int to, int from, int length, @Nullable Node location) {
        checkRange(from, length, location);
        System.arraycopy(elements, from, array.elements(), to, length);
    }
}

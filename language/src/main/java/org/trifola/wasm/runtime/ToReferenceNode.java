// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.nodes.Node;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.interop.NullValue;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.validation.Matching;

/**
 * Converts a value of another language to a reference of a fixed type; the object stays the same.
 *
 * <p>Every value is an {@code externref} and an {@code anyref}. Among the latter, numbers in the range of unboxed scalars
 * are such, whatever their class.
 */
final class ToReferenceNode extends Node {
    private final AbsHeapType hierarchy;
    private final TypeTest test;

    @Child
    private InteropLibrary numbers = InteropLibrary.getFactory().createDispatched(2);

    /** A conversion to this type. */
    ToReferenceNode(RefType type) {
        hierarchy = Matching.top(type.heapType());
        test = new TypeTest(type);
    }

    /**
     * Converts a value.
     *
     * @throws ToWasmNode.UnfitValue when the value has not the type
     */
    @Nullable
    Object execute(Object value) throws ToWasmNode.UnfitValue {
        @Nullable Object reference = value == NullValue.INSTANCE ? null : withScalarUnboxed(value);
        if (!isInHierarchy(reference) || !test.matches(reference)) {
            throw new ToWasmNode.UnfitValue();
        }
        return reference;
    }

    /** What {@link TypeTest} takes for granted. */
    private boolean isInHierarchy(@Nullable Object reference) {
        return switch (hierarchy) {
            case FUNC -> reference == null || reference instanceof Function;
            case EXN -> reference == null || reference instanceof AbstractTruffleException;
            default -> true;
        };
    }

    private Object withScalarUnboxed(Object value) {
        if (hierarchy == AbsHeapType.ANY && value instanceof Number && numbers.fitsInInt(value)) {
            try {
                return numbers.asInt(value);
            } catch (UnsupportedMessageException e) {
                throw new AssertionError(e);
            }
        }
        return value;
    }
}

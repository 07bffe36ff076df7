// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
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
 * <p>Every value is an {@code externref} and an {@code anyref}. Among the latter, values in the range of unboxed scalars
 * are such, whatever their class.
 */
final class ToReferenceNode extends Node {
    private final AbsHeapType hierarchy;
    private final TypeTest test;

    @Child
    private InteropLibrary values;

    /** A conversion to this type. */
    ToReferenceNode(RefType type, InteropLibrary values) {
        this.values = values;
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
        @Nullable Object reference = isNull(value) ? null : withScalarUnboxed(value);
        if (!isInHierarchy(reference) || !test.matches(reference)) {
            throw new ToWasmNode.UnfitValue();
        }
        return reference;
    }

    /** The null of any language; JavaScript's other null, undefined, is a value that WebAssembly code may hold. */
    private boolean isNull(Object value) {
        return value == NullValue.INSTANCE || values.isNull(value) && !isUndefined(value);
    }

    @TruffleBoundary
    private static boolean isUndefined(Object value) {
        return HostValues.text(value).equals("undefined");
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
        if (hierarchy == AbsHeapType.ANY && value instanceof Number && values.fitsInInt(value)) {
            try {
                return values.asInt(value);
            } catch (UnsupportedMessageException e) {
                throw new AssertionError(e);
            }
        }
        return value;
    }
}

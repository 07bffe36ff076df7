// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.nodes.Node;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.ValType;

/**
 * Converts a value of another language to a WebAssembly value of a fixed type, without loss or not at all.
 *
 * <p>A number is taken where it fits exactly, whatever its class. The JavaScript API does its own, lossy conversions before.
 */
public final class ToWasmNode extends Node {
    private final ValType type;

    @Child
    private @Nullable InteropLibrary values;

    @Child
    private @Nullable ToReferenceNode references;

    /** A conversion to this type. */
    public ToWasmNode(ValType type) {
        this.type = type;
        references = type instanceof RefType refType ? new ToReferenceNode(refType) : null;
    }

    /**
     * Converts a value.
     *
     * @return Integer, Long, Float, Double, or a reference
     * @throws UnfitValue when the value does not fit
     */
    public @Nullable Object execute(Object value) throws UnfitValue {
        return switch (type) {
            case NumType.I32 -> value instanceof Integer ? value : (Object) toInt(value);
            case NumType.I64 -> value instanceof Long ? value : (Object) toLong(value);
            case NumType.F32 -> value instanceof Float ? value : (Object) toFloat(value);
            case NumType.F64 -> value instanceof Double ? value : (Object) toDouble(value);
            default -> toReference(value);
        };
    }

    private @Nullable Object toReference(Object value) throws UnfitValue {
        if (references == null) {
            throw new UnfitValue();
        }
        return references.execute(value);
    }

    private InteropLibrary values() {
        InteropLibrary result = values;
        if (result == null) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            result = insert(InteropLibrary.getFactory().createDispatched(3));
            values = result;
        }
        return result;
    }

    private int toInt(Object value) throws UnfitValue {
        InteropLibrary library = values();
        try {
            if (library.fitsInInt(value)) {
                return library.asInt(value);
            }
        } catch (UnsupportedMessageException _) {
            // The value changed its mind: it does not fit.
        }
        throw new UnfitValue();
    }

    private long toLong(Object value) throws UnfitValue {
        InteropLibrary library = values();
        try {
            if (library.fitsInLong(value)) {
                return library.asLong(value);
            }
        } catch (UnsupportedMessageException _) {
            // The value changed its mind: it does not fit.
        }
        throw new UnfitValue();
    }

    private float toFloat(Object value) throws UnfitValue {
        InteropLibrary library = values();
        try {
            if (library.fitsInFloat(value)) {
                return library.asFloat(value);
            }
        } catch (UnsupportedMessageException _) {
            // The value changed its mind: it does not fit.
        }
        throw new UnfitValue();
    }

    private double toDouble(Object value) throws UnfitValue {
        InteropLibrary library = values();
        try {
            if (library.fitsInDouble(value)) {
                return library.asDouble(value);
            }
        } catch (UnsupportedMessageException _) {
            // The value changed its mind: it does not fit.
        }
        throw new UnfitValue();
    }

    /** The value does not fit; whoever catches it knows which parameter of which function it was meant for. */
    public static final class UnfitValue extends Exception {
        private static final long serialVersionUID = 1L;

        UnfitValue() {
            super(null, null, false, false);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.InvalidBufferOffsetException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.nodes.Node;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.interop.VectorValue;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.ValType;

/**
 * Converts a value of another language to a WebAssembly value of a fixed type, without loss or not at all.
 *
 * <p>A number is taken where it fits exactly, whatever its class; a vector is a buffer or array of sixteen bytes. The
 * JavaScript API does its own, lossy conversions before.
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
        references = type instanceof RefType refType
                ? new ToReferenceNode(refType, InteropLibrary.getFactory().createDispatched(2))
                : null;
    }

    private ToWasmNode(ValType type, InteropLibrary uncached) {
        this.type = type;
        values = uncached;
        references = type instanceof RefType refType ? new ToReferenceNode(refType, uncached) : null;
    }

    /**
     * Converts a value where there is no node.
     *
     * @throws UnfitValue when the value does not fit
     */
    @TruffleBoundary
    public static @Nullable Object convert(ValType type, Object value) throws UnfitValue {
        return new ToWasmNode(type, InteropLibrary.getUncached()).execute(value);
    }

    /**
     * Converts a value.
     *
     * @return Integer, Long, Float, Double, V128, or a reference
     * @throws UnfitValue when the value does not fit
     */
    public @Nullable Object execute(Object value) throws UnfitValue {
        if (type instanceof NumType numType) {
            return toNumber(numType, value);
        }
        return references != null ? references.execute(value) : toVector(value);
    }

    // Not one switch over all types: partial evaluation does not get through the pattern matching of the JDK.
    private Object toNumber(NumType numType, Object value) throws UnfitValue {
        return switch (numType) {
            case I32 -> value instanceof Integer ? value : (Object) toInt(value);
            case I64 -> value instanceof Long ? value : (Object) toLong(value);
            case F32 -> value instanceof Float ? value : (Object) toFloat(value);
            case F64 -> value instanceof Double ? value : (Object) toDouble(value);
        };
    }

    private InteropLibrary values() {
        InteropLibrary result = values;
        if (result == null) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            // A node that is made for a single conversion has no root, which a cached library needs.
            result = getRootNode() == null
                    ? InteropLibrary.getUncached()
                    : insert(InteropLibrary.getFactory().createDispatched(3));
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

    private V128 toVector(Object value) throws UnfitValue {
        if (value instanceof VectorValue vector) {
            return vector.vector();
        }
        InteropLibrary library = values();
        try {
            if (library.hasBufferElements(value) && library.getBufferSize(value) == V128.BYTES) {
                return new V128(
                        library.readBufferLong(value, ByteOrder.LITTLE_ENDIAN, 0),
                        library.readBufferLong(value, ByteOrder.LITTLE_ENDIAN, Long.BYTES));
            }
            if (library.hasArrayElements(value) && library.getArraySize(value) == V128.BYTES) {
                byte[] bytes = new byte[V128.BYTES];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = Arguments.toByte(library.readArrayElement(value, i));
                }
                return V128.of(bytes);
            }
        } catch (UnsupportedMessageException | InvalidArrayIndexException | InvalidBufferOffsetException _) {
            // An element that is no byte, or a value that changed its mind: it does not fit.
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

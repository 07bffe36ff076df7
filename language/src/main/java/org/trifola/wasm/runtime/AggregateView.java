// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.trifola.wasm.syntax.FieldType;

/**
 * The fields of a structure or the elements of an array, as an array of other languages; packed ones are without sign.
 *
 * <p>Fields have indices and no names, because modules that share a type may name its fields differently.
 */
@ExportLibrary(InteropLibrary.class)
public final class AggregateView implements TruffleObject {
    private final Aggregate aggregate;

    /** Shows the fields. */
    public AggregateView(Aggregate aggregate) {
        this.aggregate = aggregate;
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    long getArraySize() {
        return aggregate.size();
    }

    @ExportMessage
    @TruffleBoundary
    boolean isArrayElementReadable(long index) {
        return index >= 0 && index < aggregate.size();
    }

    @ExportMessage
    @TruffleBoundary
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return aggregate.toHost((int) index);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isArrayElementModifiable(long index) {
        return isArrayElementReadable(index) && aggregate.fieldType((int) index).mutable();
    }

    @ExportMessage
    boolean isArrayElementInsertable(long index) {
        return false;
    }

    @ExportMessage
    @TruffleBoundary
    void writeArrayElement(long index, Object value)
            throws InvalidArrayIndexException, UnsupportedTypeException, UnsupportedMessageException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        FieldType field = aggregate.fieldType((int) index);
        if (!field.mutable()) {
            throw UnsupportedMessageException.create();
        }
        try {
            aggregate.setField((int) index, Aggregate.fromHost(field, value));
        } catch (ToWasmNode.UnfitValue _) {
            throw UnsupportedTypeException.create(new Object[] {value}, "must be of type " + field.storage());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.interop;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.InvalidBufferOffsetException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes of a module, such as a custom section: a read-only buffer, and array of unsigned bytes. */
@ExportLibrary(InteropLibrary.class)
public final class Bytes implements TruffleObject {
    private final ByteBuffer bytes;

    /** A view of a part of an array. */
    public Bytes(byte[] array, int start, int length) {
        bytes = ByteBuffer.wrap(array, start, length).slice();
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return bytes.capacity();
    }

    @ExportMessage
    boolean isArrayElementReadable(long index) {
        return index >= 0 && index < bytes.capacity();
    }

    @ExportMessage
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return Byte.toUnsignedInt(bytes.get((int) index));
    }

    @ExportMessage
    boolean hasBufferElements() {
        return true;
    }

    @ExportMessage
    long getBufferSize() {
        return bytes.capacity();
    }

    @ExportMessage
    void readBuffer(long byteOffset, byte[] destination, int destinationOffset, int byteLength)
            throws InvalidBufferOffsetException {
        bytes.get(checked(byteOffset, byteLength), destination, destinationOffset, byteLength);
    }

    @ExportMessage
    byte readBufferByte(long byteOffset) throws InvalidBufferOffsetException {
        return bytes.get(checked(byteOffset, Byte.BYTES));
    }

    @ExportMessage
    short readBufferShort(ByteOrder order, long byteOffset) throws InvalidBufferOffsetException {
        return inOrder(order).getShort(checked(byteOffset, Short.BYTES));
    }

    @ExportMessage
    int readBufferInt(ByteOrder order, long byteOffset) throws InvalidBufferOffsetException {
        return inOrder(order).getInt(checked(byteOffset, Integer.BYTES));
    }

    @ExportMessage
    long readBufferLong(ByteOrder order, long byteOffset) throws InvalidBufferOffsetException {
        return inOrder(order).getLong(checked(byteOffset, Long.BYTES));
    }

    @ExportMessage
    float readBufferFloat(ByteOrder order, long byteOffset) throws InvalidBufferOffsetException {
        return inOrder(order).getFloat(checked(byteOffset, Float.BYTES));
    }

    @ExportMessage
    double readBufferDouble(ByteOrder order, long byteOffset) throws InvalidBufferOffsetException {
        return inOrder(order).getDouble(checked(byteOffset, Double.BYTES));
    }

    private ByteBuffer inOrder(ByteOrder order) {
        return bytes.duplicate().order(order);
    }

    private int checked(long byteOffset, int length) throws InvalidBufferOffsetException {
        if (byteOffset < 0 || length < 0 || byteOffset > bytes.capacity() - length) {
            throw InvalidBufferOffsetException.create(byteOffset, length);
        }
        return (int) byteOffset;
    }

    @ExportMessage
    Object toDisplayString(boolean allowSideEffects) {
        return bytes.capacity() + " bytes";
    }
}

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
import org.trifola.wasm.numeric.V128;

/** A vector as other languages see it: a read-only buffer, and array, of sixteen bytes. */
@ExportLibrary(InteropLibrary.class)
public final class VectorValue implements TruffleObject {
    private final V128 vector;

    /** Shows a vector. */
    public VectorValue(V128 vector) {
        this.vector = vector;
    }

    /** The vector. */
    public V128 vector() {
        return vector;
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return V128.BYTES;
    }

    @ExportMessage
    boolean isArrayElementReadable(long index) {
        return index >= 0 && index < V128.BYTES;
    }

    @ExportMessage
    byte readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return vector.i8((int) index);
    }

    @ExportMessage
    boolean hasBufferElements() {
        return true;
    }

    @ExportMessage
    long getBufferSize() {
        return V128.BYTES;
    }

    @ExportMessage
    byte readBufferByte(long byteOffset) throws InvalidBufferOffsetException {
        check(byteOffset, Byte.BYTES);
        return vector.i8((int) byteOffset);
    }

    @ExportMessage
    short readBufferShort(ByteOrder order, long byteOffset) throws InvalidBufferOffsetException {
        check(byteOffset, Short.BYTES);
        return bytes(order).getShort((int) byteOffset);
    }

    @ExportMessage
    int readBufferInt(ByteOrder order, long byteOffset) throws InvalidBufferOffsetException {
        check(byteOffset, Integer.BYTES);
        return bytes(order).getInt((int) byteOffset);
    }

    @ExportMessage
    long readBufferLong(ByteOrder order, long byteOffset) throws InvalidBufferOffsetException {
        check(byteOffset, Long.BYTES);
        return bytes(order).getLong((int) byteOffset);
    }

    @ExportMessage
    float readBufferFloat(ByteOrder order, long byteOffset) throws InvalidBufferOffsetException {
        return Float.intBitsToFloat(readBufferInt(order, byteOffset));
    }

    @ExportMessage
    double readBufferDouble(ByteOrder order, long byteOffset) throws InvalidBufferOffsetException {
        return Double.longBitsToDouble(readBufferLong(order, byteOffset));
    }

    @ExportMessage
    void readBuffer(long byteOffset, byte[] destination, int destinationOffset, int length)
            throws InvalidBufferOffsetException {
        check(byteOffset, length);
        System.arraycopy(vector.toBytes(), (int) byteOffset, destination, destinationOffset, length);
    }

    private static void check(long byteOffset, int width) throws InvalidBufferOffsetException {
        if (byteOffset < 0 || width < 0 || byteOffset > V128.BYTES - width) {
            throw InvalidBufferOffsetException.create(byteOffset, width);
        }
    }

    private ByteBuffer bytes(ByteOrder order) {
        return ByteBuffer.wrap(vector.toBytes()).order(order);
    }

    @ExportMessage
    Object toDisplayString(boolean allowSideEffects) {
        return vector.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.WasmContext;
import org.trifola.wasm.syntax.ValType;

/** The arguments of a call of a helper of the engine; a wrong one is reported with the name of the helper and its place. */
public final class Arguments {
    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final String function;
    private final Object[] values;

    private Arguments(String function, Object[] values) {
        this.function = function;
        this.values = values;
    }

    /**
     * The arguments for a function.
     *
     * @throws ArgumentError when there are fewer than {@code least} or more than {@code most}
     */
    public static Arguments of(String function, Object[] values, int least, int most) {
        if (values.length < least || values.length > most) {
            String expected = least == most ? String.valueOf(least) : least + " to " + most;
            throw new ArgumentError(function + " expects " + expected + " argument(s) but got " + values.length);
        }
        return new Arguments(function, values);
    }

    /** Whether there is so many an argument. */
    public boolean has(int index) {
        return index < values.length;
    }

    /** An argument as it is. */
    public Object get(int index) {
        return values[index];
    }

    /** A string. */
    public String string(int index) {
        try {
            return INTEROP.asString(values[index]);
        } catch (UnsupportedMessageException _) {
            throw wrong(index, "a string");
        }
    }

    /** An integer that is not negative. */
    public long unsigned(int index) {
        try {
            long value = INTEROP.asLong(values[index]);
            if (value >= 0) {
                return value;
            }
        } catch (UnsupportedMessageException _) {
            // It is no integer.
        }
        throw wrong(index, "an integer that is not negative");
    }

    /** The contents of a buffer or of an array of bytes; an array of Java is not copied. */
    public byte[] bytes(int index) {
        Object value = values[index];
        try {
            if (INTEROP.hasBufferElements(value)) {
                byte[] bytes = new byte[Math.toIntExact(INTEROP.getBufferSize(value))];
                INTEROP.readBuffer(value, 0, bytes, 0, bytes.length);
                return bytes;
            }
            // FAST: 59 ms a megabyte element by element.
            byte[] ofJava = INTEROP.hasArrayElements(value) ? WasmContext.javaBytes(value) : null;
            return ofJava != null ? ofJava : elements(value);
        } catch (InteropException | ArithmeticException _) {
            throw wrong(index, "a buffer or an array of bytes");
        }
    }

    private static byte[] elements(Object array) throws UnsupportedMessageException, InvalidArrayIndexException {
        byte[] bytes = new byte[Math.toIntExact(INTEROP.getArraySize(array))];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = toByte(INTEROP.readArrayElement(array, i));
        }
        return bytes;
    }

    /** A byte from its signed or unsigned number. */
    static byte toByte(Object value) throws UnsupportedMessageException {
        int number = INTEROP.asInt(value);
        if (number < Byte.MIN_VALUE || number > 0xFF) {
            throw UnsupportedMessageException.create();
        }
        return (byte) number;
    }

    /** A value as WebAssembly code sees it. */
    public @Nullable Object wasmValue(int index, ValType type) {
        try {
            return ToWasmNode.convert(type, values[index]);
        } catch (ToWasmNode.UnfitValue _) {
            throw wrong(index, "of type " + type);
        }
    }

    /** The error for an argument that is not what is expected. */
    public ArgumentError wrong(int index, String expected) {
        return error(
                "argument " + (index + 1) + " must be " + expected + " but is " + HostValues.describe(values[index]));
    }

    /** An error of the function. */
    public ArgumentError error(String message) {
        return new ArgumentError(function + ": " + message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.NumType;

/**
 * A global variable: a number as its bits, a reference or vector as an object.
 *
 * <p>Specification: 4.2.10 "Global Instances".
 */
public final class Global extends Extern {
    private final GlobalType type;

    /** The value of an immutable global, which compiled code may treat as a constant. */
    private final long constantBits;

    private long bits;
    private @Nullable Object object;

    private Global(GlobalType type, long bits, @Nullable Object object) {
        this.type = type;
        this.constantBits = bits;
        this.bits = bits;
        this.object = object;
    }

    /** A global with an initial value in its boxed form: Integer, Long, Float, Double, a reference or a vector. */
    public static Global create(GlobalType type, @Nullable Object value) {
        return type.valType() instanceof NumType numType
                ? new Global(type, toBits(numType, value), null)
                : new Global(type, 0, value);
    }

    /** The type. */
    public GlobalType type() {
        return type;
    }

    /** The value in its boxed form. */
    public @Nullable Object get() {
        return switch (type.valType()) {
            case NumType.I32 -> (int) bits;
            case NumType.I64 -> bits;
            case NumType.F32 -> Float.intBitsToFloat((int) bits);
            case NumType.F64 -> Double.longBitsToDouble(bits);
            default -> object;
        };
    }

    /** Sets the value from its boxed form. */
    public void set(@Nullable Object value) {
        if (type.valType() instanceof NumType numType) {
            bits = toBits(numType, value);
        } else {
            object = value;
        }
    }

    private static long toBits(NumType type, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("a number is expected");
        }
        return switch (type) {
            case I32 -> (int) value;
            case I64 -> (long) value;
            case F32 -> Float.floatToRawIntBits((float) value);
            case F64 -> Double.doubleToRawLongBits((double) value);
        };
    }

    /** The bits of a number; those of a 32-bit type are in the lower half. */
    public long bits() {
        return bits;
    }

    /** The bits of an immutable number. */
    public long constantBits() {
        return constantBits;
    }

    /** Sets the bits of a number. */
    public void setBits(long newBits) {
        bits = newBits;
    }

    /** The reference or vector. */
    public @Nullable Object object() {
        return object;
    }

    /** Sets the reference or vector. */
    public void setObject(@Nullable Object newObject) {
        object = newObject;
    }
}

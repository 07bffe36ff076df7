// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.interop.Kind;
import org.trifola.wasm.interop.MemberTable;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.VecType;

/**
 * A global variable: a number or vector as its bits, a reference as an object.
 *
 * <p>Specification: 4.2.10 "Global Instances".
 */
public final class Global extends Extern {
    private static final MemberTable<Global> CONSTANT = new MemberTable<Global>()
            .attribute("value", global -> HostValues.toHost(global.get()))
            .attribute("type", global -> TypeObjects.of(global.type));

    private static final MemberTable<Global> VARIABLE = new MemberTable<Global>()
            .attribute("value", global -> HostValues.toHost(global.get()), Global::setFromHost)
            .attribute("type", global -> TypeObjects.of(global.type));

    private final GlobalType type;

    // The value of an immutable global, which compiled code may treat as a constant.
    private final long constantBits;

    private final long constantHighBits;
    private long bits;

    /** The upper half of a vector. */
    private long highBits;

    private @Nullable Object object;

    private Global(GlobalType type, long bits, long highBits, @Nullable Object object) {
        this.type = type;
        this.constantBits = bits;
        this.constantHighBits = highBits;
        this.bits = bits;
        this.highBits = highBits;
        this.object = object;
    }

    /** A global with an initial value in its boxed form: Integer, Long, Float, Double, V128 or a reference. */
    public static Global create(GlobalType type, @Nullable Object value) {
        return switch (type.valType()) {
            case NumType numType -> new Global(type, toBits(numType, value), 0, null);
            case VecType _ when value instanceof V128 vector -> new Global(type, vector.low(), vector.high(), null);
            default -> new Global(type, 0, 0, value);
        };
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
            case VecType.V128 -> new V128(bits, highBits);
            case RefType _ -> object;
        };
    }

    /** Sets the value from its boxed form. */
    public void set(@Nullable Object value) {
        if (type.valType() instanceof NumType numType) {
            bits = toBits(numType, value);
        } else if (value instanceof V128 vector && type.valType() == VecType.V128) {
            setBits(vector.low(), vector.high());
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

    /** The bits of a number, where those of a 32-bit type are in the lower half, or the lower half of a vector. */
    public long bits() {
        return bits;
    }

    /** The upper half of a vector. */
    public long highBits() {
        return highBits;
    }

    /** {@link #bits} of an immutable global. */
    public long constantBits() {
        return constantBits;
    }

    /** {@link #highBits} of an immutable global. */
    public long constantHighBits() {
        return constantHighBits;
    }

    /** Sets the bits of a number. */
    public void setBits(long newBits) {
        bits = newBits;
    }

    /** Sets the halves of a vector. */
    public void setBits(long low, long high) {
        bits = low;
        highBits = high;
    }

    /** The reference. */
    public @Nullable Object object() {
        return object;
    }

    /** Sets the reference. */
    public void setObject(@Nullable Object newObject) {
        object = newObject;
    }

    private void setFromHost(Object value) {
        set(Arguments.of("a write of global " + type, new Object[] {value}, 1, 1)
                .wasmValue(0, type.valType()));
    }

    @Override
    protected Kind kind() {
        return Kind.GLOBAL;
    }

    @Override
    protected MemberTable<?> memberTable() {
        return type.mutable() ? VARIABLE : CONSTANT;
    }

    @Override
    protected String displayString() {
        return "global " + type + " = " + HostValues.text(HostValues.toHost(get()));
    }
}

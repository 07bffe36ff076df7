// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.vector;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.numeric.ScalarBackEnd;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.numeric.VectorBackEnd;
import org.trifola.wasm.numeric.VectorOperator;
import org.trifola.wasm.numeric.simd.VectorApiBackEnd;
import org.trifola.wasm.runtime.RawMemory;
import org.trifola.wasm.syntax.VectorOpcode;

/**
 * How vectors are held, passed between nodes and computed with.
 *
 * <p>Where the Vector API is there, last-tier code holds vectors as the API's objects, which never become objects: the
 * compiler keeps them in vector registers as long as none leaves the compilation unit. The interpreter and first-tier code,
 * in which each would be allocated and every operator is a slow call, use {@link V128}. A value computed before a
 * deoptimization may have the other form, so the interpreter looks at what it gets.
 *
 * <p>Without the Vector API all code uses {@link V128}. Frames then hold a vector in two long slots, since the compiler
 * would allocate an object wherever paths merge.
 *
 * <p>What leaves a function (argument, result, global) is a {@link V128} in any case; a vector of the API that escapes would
 * make the compiler give up on all vectors of the function.
 */
public final class Vectors {
    /** The system property that, set to {@code false}, makes the engine do without the Vector API. */
    public static final String PROPERTY = "trifola.wasm.vectorApi";

    private static final VectorBackEnd<V128> SCALAR = new ScalarBackEnd();
    private static final boolean HAS_VECTOR_API = hasVectorApi();

    /** What last-tier code uses. */
    private static final VectorBackEnd<Object> COMPILED = compiledBackEnd();

    private static final Object COMPILED_ZERO = COMPILED.vector(0, 0);
    private static final Class<?> COMPILED_CLASS = COMPILED_ZERO.getClass();

    /** How many frame slots in a row hold a vector. */
    public static final int SLOTS = HAS_VECTOR_API ? 1 : 2;

    private Vectors() {}

    private static boolean hasVectorApi() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                && !System.getProperty(PROPERTY, "true").equals("false");
    }

    @SuppressWarnings("unchecked")
    private static VectorBackEnd<Object> compiledBackEnd() {
        return (VectorBackEnd<Object>) (HAS_VECTOR_API ? new VectorApiBackEnd() : SCALAR);
    }

    /** Whether the code that asks computes with {@link V128}. */
    static boolean inScalarCode() {
        return !HAS_VECTOR_API || CompilerDirectives.hasNextTier();
    }

    /** The operator of an instruction for {@linkplain #inScalarCode scalar code}. */
    public static VectorOperator<V128> scalarOperator(VectorOpcode opcode) {
        return SCALAR.operator(opcode);
    }

    /** The operator of an instruction for last-tier code. */
    public static VectorOperator<Object> compiledOperator(VectorOpcode opcode) {
        return COMPILED.operator(opcode);
    }

    /** {@link #scalarOperator} for {@code i8x16.shuffle}. */
    public static VectorOperator.Binary<V128> scalarShuffle(V128 lanes) {
        return SCALAR.shuffle(lanes);
    }

    /** {@link #compiledOperator} for {@code i8x16.shuffle}. */
    public static VectorOperator.Binary<Object> compiledShuffle(V128 lanes) {
        return COMPILED.shuffle(lanes);
    }

    /** A vector as scalar code needs it. */
    static V128 scalar(Object vector) {
        if (CompilerDirectives.inCompiledCode()) {
            // Vectors from elsewhere have been converted where they came in.
            return CompilerDirectives.castExact(vector, V128.class);
        }
        return vector instanceof V128 v128 ? v128 : fromCompiledCode(vector);
    }

    @TruffleBoundary
    private static V128 fromCompiledCode(Object vector) {
        return new V128(COMPILED.low(vector), COMPILED.high(vector));
    }

    /** A vector as last-tier code needs it, where it is nothing else; the compiler must know its exact class. */
    static Object compiled(Object vector) {
        return CompilerDirectives.castExact(vector, COMPILED_CLASS);
    }

    /** The vector of zeros. */
    public static Object zero() {
        return inScalarCode() ? V128.ZERO : COMPILED_ZERO;
    }

    /** The vector of zeros as last-tier code has it. */
    public static Object compiledZero() {
        return COMPILED_ZERO;
    }

    /** The vector with these halves. */
    public static Object vector(long low, long high) {
        return inScalarCode() ? new V128(low, high) : COMPILED.vector(low, high);
    }

    /** A constant of last-tier code. */
    static Object compiledConstant(V128 value) {
        return COMPILED.vector(value.low(), value.high());
    }

    /** Reads a vector from native memory. */
    static Object load(long address) {
        return vector(RawMemory.getLong(address), RawMemory.getLong(address + Long.BYTES));
    }

    /** Writes a vector to native memory. */
    static void store(long address, Object vector) {
        RawMemory.putLong(address, low(vector));
        RawMemory.putLong(address + Long.BYTES, high(vector));
    }

    /** The vector that came from outside the function. */
    @SuppressWarnings("NullAway")
    public static Object unbox(@Nullable Object vector) {
        V128 v128 = (V128) vector;
        return vector(v128.low(), v128.high());
    }

    /** A vector that leaves the function. */
    public static V128 box(Object vector) {
        return inScalarCode() ? scalar(vector) : new V128(COMPILED.low(vector), COMPILED.high(vector));
    }

    /** The lower half of a vector. */
    public static long low(Object vector) {
        return inScalarCode() ? scalar(vector).low() : COMPILED.low(compiled(vector));
    }

    /** The upper half of a vector. */
    public static long high(Object vector) {
        return inScalarCode() ? scalar(vector).high() : COMPILED.high(compiled(vector));
    }

    /** The first vector if the condition holds, else the second. */
    public static Object select(boolean condition, Object x, Object y) {
        if (HAS_VECTOR_API) {
            return condition ? x : y;
        }
        // Not a choice of objects: the compiler would have to allocate one.
        return new V128(condition ? low(x) : low(y), condition ? high(x) : high(y));
    }

    /** Reads a vector from its frame slots. */
    public static Object get(VirtualFrame frame, int slot) {
        if (HAS_VECTOR_API) {
            Object vector = frame.getObjectStatic(slot);
            return inScalarCode() ? scalar(vector) : compiled(vector);
        }
        return new V128(frame.getLongStatic(slot), frame.getLongStatic(slot + 1));
    }

    /** Writes a vector to its frame slots. */
    public static void set(VirtualFrame frame, int slot, Object vector) {
        if (HAS_VECTOR_API) {
            frame.setObjectStatic(slot, vector);
        } else {
            frame.setLongStatic(slot, low(vector));
            frame.setLongStatic(slot + 1, high(vector));
        }
    }

    /** Moves a vector to the frame of code of another tier. */
    public static void copy(VirtualFrame from, VirtualFrame to, int slot) {
        if (HAS_VECTOR_API) {
            set(to, slot, unbox(scalar(from.getObjectStatic(slot))));
        } else {
            set(to, slot, get(from, slot));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.trifola.wasm.numeric.V128;

/** A vector is held as bytes; this class looks at them as other shapes and has the operators on all bits. */
final class Simd {
    private static final LongVector ZERO = LongVector.zero(LongVector.SPECIES_128);
    private static final VectorShuffle<Long> UPPER = VectorShuffle.fromValues(LongVector.SPECIES_128, 1, 1);

    private static long zero;

    private Simd() {}

    static ByteVector vector(long low, long high) {
        return bytes(LongVector.broadcast(LongVector.SPECIES_128, low).withLane(1, high));
    }

    static ByteVector vector(V128 x) {
        return vector(x.low(), x.high());
    }

    static V128 scalar(ByteVector x) {
        return new V128(longs(x).lane(0), longs(x).lane(1));
    }

    // Not x.reinterpretAsShorts() and the like: they look the target species up in a table that partial evaluation does
    // not
    // fold, and all that follows would be a call.

    static ByteVector bytes(Vector<?> x) {
        return (ByteVector) x.reinterpretShape(ByteVector.SPECIES_128, 0);
    }

    static ShortVector shorts(ByteVector x) {
        return (ShortVector) x.reinterpretShape(ShortVector.SPECIES_128, 0);
    }

    static IntVector ints(ByteVector x) {
        return (IntVector) x.reinterpretShape(IntVector.SPECIES_128, 0);
    }

    static LongVector longs(ByteVector x) {
        return (LongVector) x.reinterpretShape(LongVector.SPECIES_128, 0);
    }

    static FloatVector floats(ByteVector x) {
        return (FloatVector) x.reinterpretShape(FloatVector.SPECIES_128, 0);
    }

    static DoubleVector doubles(ByteVector x) {
        return (DoubleVector) x.reinterpretShape(DoubleVector.SPECIES_128, 0);
    }

    /** The upper half moved to the lower one. */
    static ByteVector upper(ByteVector x) {
        return bytes(longs(x).rearrange(UPPER));
    }

    static ByteVector bitselect(ByteVector x, ByteVector y, ByteVector mask) {
        return xor(y, xor(x, y).and(mask));
    }

    static ByteVector andnot(ByteVector x, ByteVector y) {
        return x.and(y.not());
    }

    static ByteVector xor(ByteVector x, ByteVector y) {
        return x.lanewise(VectorOperators.XOR, y);
    }

    /** Zero, but not to the compiler, which turns the bits of a constant mask around. */
    static ByteVector opaqueZero() {
        return bytes(LongVector.broadcast(LongVector.SPECIES_128, zero));
    }

    static int anyTrue(ByteVector x) {
        return longs(x).compare(VectorOperators.NE, ZERO).toLong() != 0 ? 1 : 0;
    }
}

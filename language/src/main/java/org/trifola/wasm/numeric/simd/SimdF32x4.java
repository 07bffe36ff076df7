// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric.simd;

import static org.trifola.wasm.numeric.simd.Simd.bytes;
import static org.trifola.wasm.numeric.simd.Simd.floats;
import static org.trifola.wasm.numeric.simd.Simd.ints;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorOperators.Comparison;

/** Operators on four 32-bit floating-point numbers, see {@code numeric.F32x4}. */
final class SimdF32x4 {
    private static final IntVector NO_BITS = IntVector.zero(IntVector.SPECIES_128);
    private static final IntVector ALL_BITS = IntVector.broadcast(IntVector.SPECIES_128, -1);
    private static final IntVector SIGN = IntVector.broadcast(IntVector.SPECIES_128, Integer.MIN_VALUE);
    private static final IntVector QUIET = IntVector.broadcast(IntVector.SPECIES_128, 0x0040_0000);
    /** Numbers of this size and above have no fraction. */
    private static final FloatVector INTEGERS = FloatVector.broadcast(FloatVector.SPECIES_128, 0x1p23f);

    private static final FloatVector ONE = FloatVector.broadcast(FloatVector.SPECIES_128, 1);

    private SimdF32x4() {}

    private static ByteVector compare(Comparison relation, ByteVector x, ByteVector y) {
        return bytes(bits(floats(x).compare(relation, floats(y))));
    }

    /** All bits of the lanes that are in the mask. */
    private static IntVector bits(VectorMask<Float> mask) {
        return NO_BITS.blend(ALL_BITS, mask.cast(IntVector.SPECIES_128));
    }

    static ByteVector eq(ByteVector x, ByteVector y) {
        return compare(VectorOperators.EQ, x, y);
    }

    static ByteVector ne(ByteVector x, ByteVector y) {
        return compare(VectorOperators.NE, x, y);
    }

    static ByteVector lt(ByteVector x, ByteVector y) {
        return compare(VectorOperators.LT, x, y);
    }

    static ByteVector gt(ByteVector x, ByteVector y) {
        return compare(VectorOperators.GT, x, y);
    }

    static ByteVector le(ByteVector x, ByteVector y) {
        return compare(VectorOperators.LE, x, y);
    }

    static ByteVector ge(ByteVector x, ByteVector y) {
        return compare(VectorOperators.GE, x, y);
    }

    static ByteVector abs(ByteVector x) {
        return bytes(ints(x).and(SIGN.not()));
    }

    static ByteVector neg(ByteVector x) {
        return bytes(ints(x).lanewise(VectorOperators.XOR, SIGN));
    }

    static ByteVector sqrt(ByteVector x) {
        return bytes(floats(x).sqrt());
    }

    static ByteVector add(ByteVector x, ByteVector y) {
        return bytes(floats(x).add(floats(y)));
    }

    static ByteVector sub(ByteVector x, ByteVector y) {
        return bytes(floats(x).sub(floats(y)));
    }

    static ByteVector mul(ByteVector x, ByteVector y) {
        return bytes(floats(x).mul(floats(y)));
    }

    static ByteVector div(ByteVector x, ByteVector y) {
        return bytes(floats(x).div(floats(y)));
    }

    static ByteVector min(ByteVector x, ByteVector y) {
        return quiet(floats(x).min(floats(y)));
    }

    static ByteVector max(ByteVector x, ByteVector y) {
        return quiet(floats(x).max(floats(y)));
    }

    /** The same numbers, but no signalling NaN. */
    private static ByteVector quiet(FloatVector x) {
        IntVector quietBit = bits(x.compare(VectorOperators.NE, x)).and(QUIET);
        return bytes(x).or(bytes(quietBit));
    }

    static ByteVector pmin(ByteVector x, ByteVector y) {
        return bytes(floats(x).blend(floats(y), floats(y).compare(VectorOperators.LT, floats(x))));
    }

    static ByteVector pmax(ByteVector x, ByteVector y) {
        return bytes(floats(x).blend(floats(y), floats(x).compare(VectorOperators.LT, floats(y))));
    }

    static ByteVector relaxedMadd(ByteVector x, ByteVector y, ByteVector z) {
        return add(mul(x, y), z);
    }

    static ByteVector relaxedNmadd(ByteVector x, ByteVector y, ByteVector z) {
        return add(mul(neg(x), y), z);
    }

    /** Rounds numbers that are not negative, ties to even, as addition of a number without fraction does. */
    private static FloatVector nearestMagnitude(FloatVector magnitude) {
        FloatVector rounded = magnitude.add(INTEGERS).sub(INTEGERS);
        return rounded.blend(magnitude, magnitude.compare(VectorOperators.GE, INTEGERS));
    }

    private static ByteVector withSign(FloatVector magnitude, ByteVector signed) {
        return bytes(magnitude).or(signed.and(bytes(SIGN)));
    }

    static ByteVector nearest(ByteVector x) {
        return withSign(nearestMagnitude(floats(abs(x))), x);
    }

    static ByteVector trunc(ByteVector x) {
        FloatVector magnitude = floats(abs(x));
        FloatVector nearest = nearestMagnitude(magnitude);
        return withSign(nearest.blend(nearest.sub(ONE), nearest.compare(VectorOperators.GT, magnitude)), x);
    }

    static ByteVector floor(ByteVector x) {
        FloatVector nearest = floats(nearest(x));
        FloatVector floor = nearest.blend(nearest.sub(ONE), nearest.compare(VectorOperators.GT, floats(x)));
        return withSign(floor, x);
    }

    static ByteVector ceil(ByteVector x) {
        FloatVector nearest = floats(nearest(x));
        FloatVector ceil = nearest.blend(nearest.add(ONE), nearest.compare(VectorOperators.LT, floats(x)));
        return withSign(ceil, x);
    }

    static ByteVector convertI32x4S(ByteVector x) {
        return bytes(convert(ints(x)));
    }

    /** The halves are exact numbers; only their sum is rounded. */
    static ByteVector convertI32x4U(ByteVector x) {
        FloatVector upper = convert(ints(x).lanewise(VectorOperators.LSHR, 16)).mul(0x1p16f);
        return bytes(upper.add(convert(ints(x).and(0xFFFF))));
    }

    private static FloatVector convert(IntVector x) {
        return (FloatVector) x.convertShape(VectorOperators.I2F, FloatVector.SPECIES_128, 0);
    }
}

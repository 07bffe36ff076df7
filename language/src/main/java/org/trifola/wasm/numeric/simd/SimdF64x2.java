// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric.simd;

import static org.trifola.wasm.numeric.simd.Simd.bytes;
import static org.trifola.wasm.numeric.simd.Simd.doubles;
import static org.trifola.wasm.numeric.simd.Simd.ints;
import static org.trifola.wasm.numeric.simd.Simd.longs;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorOperators.Comparison;

/** Operators on two 64-bit floating-point numbers, see {@code numeric.F64x2}. */
final class SimdF64x2 {
    private static final DoubleVector ZERO = DoubleVector.zero(DoubleVector.SPECIES_128);
    private static final LongVector NO_BITS = LongVector.zero(LongVector.SPECIES_128);
    private static final LongVector ALL_BITS = LongVector.broadcast(LongVector.SPECIES_128, -1);
    private static final LongVector SIGN = LongVector.broadcast(LongVector.SPECIES_128, Long.MIN_VALUE);
    private static final LongVector QUIET = LongVector.broadcast(LongVector.SPECIES_128, 0x0008_0000_0000_0000L);
    /** Numbers of this size and above have no fraction. */
    private static final DoubleVector INTEGERS = DoubleVector.broadcast(DoubleVector.SPECIES_128, 0x1p52);

    private static final DoubleVector ONE = DoubleVector.broadcast(DoubleVector.SPECIES_128, 1);

    private SimdF64x2() {}

    private static ByteVector compare(Comparison relation, ByteVector x, ByteVector y) {
        return bytes(bits(doubles(x).compare(relation, doubles(y))));
    }

    /** All bits of the lanes that are in the mask. */
    private static LongVector bits(VectorMask<Double> mask) {
        return NO_BITS.blend(ALL_BITS, mask.cast(LongVector.SPECIES_128));
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
        return bytes(longs(x).and(SIGN.not()));
    }

    static ByteVector neg(ByteVector x) {
        return bytes(longs(x).lanewise(VectorOperators.XOR, SIGN));
    }

    static ByteVector sqrt(ByteVector x) {
        return bytes(doubles(x).sqrt());
    }

    static ByteVector add(ByteVector x, ByteVector y) {
        return bytes(doubles(x).add(doubles(y)));
    }

    static ByteVector sub(ByteVector x, ByteVector y) {
        return bytes(doubles(x).sub(doubles(y)));
    }

    static ByteVector mul(ByteVector x, ByteVector y) {
        return bytes(doubles(x).mul(doubles(y)));
    }

    static ByteVector div(ByteVector x, ByteVector y) {
        return bytes(doubles(x).div(doubles(y)));
    }

    static ByteVector min(ByteVector x, ByteVector y) {
        return quiet(doubles(x).min(doubles(y)));
    }

    static ByteVector max(ByteVector x, ByteVector y) {
        return quiet(doubles(x).max(doubles(y)));
    }

    /** The same numbers, but no signalling NaN. */
    private static ByteVector quiet(DoubleVector x) {
        LongVector quietBit = bits(x.compare(VectorOperators.NE, x)).and(QUIET);
        return bytes(x).or(bytes(quietBit));
    }

    static ByteVector pmin(ByteVector x, ByteVector y) {
        return bytes(doubles(x).blend(doubles(y), doubles(y).compare(VectorOperators.LT, doubles(x))));
    }

    static ByteVector pmax(ByteVector x, ByteVector y) {
        return bytes(doubles(x).blend(doubles(y), doubles(x).compare(VectorOperators.LT, doubles(y))));
    }

    static ByteVector relaxedMadd(ByteVector x, ByteVector y, ByteVector z) {
        return add(mul(x, y), z);
    }

    static ByteVector relaxedNmadd(ByteVector x, ByteVector y, ByteVector z) {
        return add(mul(neg(x), y), z);
    }

    /** Rounds numbers that are not negative, ties to even, as addition of a number without fraction does. */
    private static DoubleVector nearestMagnitude(DoubleVector magnitude) {
        DoubleVector rounded = magnitude.add(INTEGERS).sub(INTEGERS);
        return rounded.blend(magnitude, magnitude.compare(VectorOperators.GE, INTEGERS));
    }

    private static ByteVector withSign(DoubleVector magnitude, ByteVector signed) {
        return bytes(magnitude).or(signed.and(bytes(SIGN)));
    }

    static ByteVector nearest(ByteVector x) {
        return withSign(nearestMagnitude(doubles(abs(x))), x);
    }

    static ByteVector trunc(ByteVector x) {
        DoubleVector magnitude = doubles(abs(x));
        DoubleVector nearest = nearestMagnitude(magnitude);
        return withSign(nearest.blend(nearest.sub(ONE), nearest.compare(VectorOperators.GT, magnitude)), x);
    }

    static ByteVector floor(ByteVector x) {
        DoubleVector nearest = doubles(nearest(x));
        DoubleVector floor = nearest.blend(nearest.sub(ONE), nearest.compare(VectorOperators.GT, doubles(x)));
        return withSign(floor, x);
    }

    static ByteVector ceil(ByteVector x) {
        DoubleVector nearest = doubles(nearest(x));
        DoubleVector ceil = nearest.blend(nearest.add(ONE), nearest.compare(VectorOperators.LT, doubles(x)));
        return withSign(ceil, x);
    }

    static ByteVector convertLowI32x4S(ByteVector x) {
        return bytes(convert(ints(x)));
    }

    static ByteVector convertLowI32x4U(ByteVector x) {
        DoubleVector signed = convert(ints(x));
        return bytes(signed.blend(signed.add(0x1p32), signed.compare(VectorOperators.LT, ZERO)));
    }

    private static DoubleVector convert(IntVector x) {
        return (DoubleVector) x.convertShape(VectorOperators.I2D, DoubleVector.SPECIES_128, 0);
    }
}

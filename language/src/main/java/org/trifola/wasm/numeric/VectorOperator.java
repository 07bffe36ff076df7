// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * An operator on vectors as a {@link VectorBackEnd} computes it; the kinds differ in what they take and give.
 *
 * <p>The static methods give a lambda expression its kind.
 *
 * @param <V> the form in which the back end holds a vector
 */
public sealed interface VectorOperator<V> {
    /** A vector from a vector. */
    @FunctionalInterface
    non-sealed interface Unary<V> extends VectorOperator<V> {
        V apply(V x);
    }

    /** A vector from two vectors. */
    @FunctionalInterface
    non-sealed interface Binary<V> extends VectorOperator<V> {
        V apply(V x, V y);
    }

    /** A vector from three vectors. */
    @FunctionalInterface
    non-sealed interface Ternary<V> extends VectorOperator<V> {
        V apply(V x, V y, V z);
    }

    /** A vector from a vector and a count of bits to shift. */
    @FunctionalInterface
    non-sealed interface Shift<V> extends VectorOperator<V> {
        V apply(V x, int count);
    }

    /** An i32 from a vector. */
    @FunctionalInterface
    non-sealed interface Test<V> extends VectorOperator<V> {
        int apply(V x);
    }

    /** A vector from an i32. */
    @FunctionalInterface
    non-sealed interface SplatI32<V> extends VectorOperator<V> {
        V apply(int x);
    }

    /** A vector from an i64. */
    @FunctionalInterface
    non-sealed interface SplatI64<V> extends VectorOperator<V> {
        V apply(long x);
    }

    /** A lane as an i32. */
    @FunctionalInterface
    non-sealed interface ExtractI32<V> extends VectorOperator<V> {
        int apply(V x, int lane);
    }

    /** A lane as an i64. */
    @FunctionalInterface
    non-sealed interface ExtractI64<V> extends VectorOperator<V> {
        long apply(V x, int lane);
    }

    /** A vector with an i32 in a lane. */
    @FunctionalInterface
    non-sealed interface ReplaceI32<V> extends VectorOperator<V> {
        V apply(V x, int value, int lane);
    }

    /** A vector with an i64 in a lane. */
    @FunctionalInterface
    non-sealed interface ReplaceI64<V> extends VectorOperator<V> {
        V apply(V x, long value, int lane);
    }

    /** An operator of kind {@link Unary}. */
    static <V> VectorOperator<V> unary(Unary<V> operator) {
        return operator;
    }

    /** An operator of kind {@link Binary}. */
    static <V> VectorOperator<V> binary(Binary<V> operator) {
        return operator;
    }

    /** An operator of kind {@link Ternary}. */
    static <V> VectorOperator<V> ternary(Ternary<V> operator) {
        return operator;
    }

    /** An operator of kind {@link Shift}. */
    static <V> VectorOperator<V> shift(Shift<V> operator) {
        return operator;
    }

    /** An operator of kind {@link Test}. */
    static <V> VectorOperator<V> test(Test<V> operator) {
        return operator;
    }

    /** An operator of kind {@link SplatI32}. */
    static <V> VectorOperator<V> splatI32(SplatI32<V> operator) {
        return operator;
    }

    /** An operator of kind {@link SplatI64}. */
    static <V> VectorOperator<V> splatI64(SplatI64<V> operator) {
        return operator;
    }

    /** An operator of kind {@link ExtractI32}. */
    static <V> VectorOperator<V> extractI32(ExtractI32<V> operator) {
        return operator;
    }

    /** An operator of kind {@link ExtractI64}. */
    static <V> VectorOperator<V> extractI64(ExtractI64<V> operator) {
        return operator;
    }

    /** An operator of kind {@link ReplaceI32}. */
    static <V> VectorOperator<V> replaceI32(ReplaceI32<V> operator) {
        return operator;
    }

    /** An operator of kind {@link ReplaceI64}. */
    static <V> VectorOperator<V> replaceI64(ReplaceI64<V> operator) {
        return operator;
    }
}

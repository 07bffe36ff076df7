// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

import org.trifola.wasm.syntax.VectorOpcode;

/**
 * A way to compute with vectors.
 *
 * <p>There are two because the fast one, {@link VectorApiBackEnd}, needs a module that embedders may leave out and a compiler
 * that knows it; {@link ScalarBackEnd} works everywhere and defines what is right.
 *
 * @param <V> the form in which the back end holds a vector
 */
public interface VectorBackEnd<V> {
    /** The operator of an instruction that computes: any but loads, stores, constants and {@code i8x16.shuffle}. */
    VectorOperator<V> operator(VectorOpcode opcode);

    /** The operator of an {@code i8x16.shuffle} with these sixteen lane indices. */
    VectorOperator.Binary<V> shuffle(V128 lanes);

    /** The vector with these halves, for {@code v128.const} and wherever a vector comes from elsewhere. */
    V vector(long low, long high);

    /** The lower half of a vector. */
    long low(V x);

    /** The upper half of a vector. */
    long high(V x);
}

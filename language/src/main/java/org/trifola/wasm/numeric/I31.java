// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * What unboxed scalars do: integers of 31 bits, held with their sign in 32.
 *
 * <p>Specification: 4.4.4 "Aggregate Instructions", {@code exec-ref.i31}, {@code exec-i31.get}.
 */
public final class I31 {
    private I31() {}

    /** The lowest 31 bits of an integer, with their sign. */
    public static int wrap(int x) {
        return x << 1 >> 1;
    }

    /** The unsigned integer that a scalar stands for. */
    public static int unsigned(int x) {
        return x & 0x7FFF_FFFF;
    }

    /** Whether an integer needs no more than 31 bits with its sign. */
    public static boolean contains(int x) {
        return wrap(x) == x;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * The size range of a memory (in pages) or table (in elements), as unsigned 64-bit numbers.
 *
 * <p>Specification: 2.3.12 "Limits".
 *
 * @param max the maximum, meaningful only when {@code hasMax}; 0 otherwise
 */
public record Limits(long min, boolean hasMax, long max) {
    /** Limits without a maximum. */
    public static Limits atLeast(long min) {
        return new Limits(min, false, 0);
    }

    /** Limits with a maximum. */
    public static Limits between(long min, long max) {
        return new Limits(min, true, max);
    }

    /** Whether something of the actual size and declared maximum fits where these limits are asked for (spec 3.4.3). */
    public boolean admits(long actualSize, boolean actualHasMax, long actualMax) {
        return Long.compareUnsigned(actualSize, min) >= 0
                && (!hasMax || actualHasMax && Long.compareUnsigned(actualMax, max) <= 0);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(min) + (hasMax ? " " + Long.toUnsignedString(max) : "");
    }
}

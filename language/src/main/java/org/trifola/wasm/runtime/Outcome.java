// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What one stack hands to another: the values with which a computation goes on.
 *
 * @param handler the number of the handler that is to go on, {@link #NONE} where there is only one way
 * @param values the values in boxed form (see {@link Code})
 */
public record Outcome(int handler, @Nullable Object[] values) {
    /** The computation goes on after its instruction. */
    public static final int NONE = -1;

    /** What {@code suspend} and {@code switch} wait for, and what a function returned. */
    static Outcome of(@Nullable Object[] values) {
        return new Outcome(NONE, values);
    }
}

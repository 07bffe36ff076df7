// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.TailCall;

/**
 * A chain of tail calls among compiled methods.
 *
 * <p>Up to a number of calls each method really calls the next one, which is as fast as other calls. Then they all return,
 * and who started the chain goes on with the call that is left. Specification: {@code exec-return_call}.
 */
public final class TailChain {
    /** Enough to make the return of all cheap, and few enough for any stack. */
    private static final int MAX_LENGTH = 256;

    private int length;
    private @Nullable TailCall next;

    /** Counts a method that begins; whether it must leave its call to the start of the chain. */
    public boolean isFull() {
        return ++length > MAX_LENGTH;
    }

    /** Whether what the methods return is the result of the chain. */
    public boolean isComplete() {
        return next == null;
    }

    /** Notes the call that is left, and returns nothing useful. */
    @Nullable
    Object leave(TailCall call) {
        next = call;
        return null;
    }

    /** What a call target returns for a chain: its result or the call that is left. */
    public @Nullable Object resultOrNext(@Nullable Object result) {
        return next == null ? result : next;
    }
}

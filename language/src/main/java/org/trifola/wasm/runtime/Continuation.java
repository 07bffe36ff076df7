// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.nodes.Node;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The rest of a computation, to be resumed once: what a reference to a continuation refers to.
 *
 * <p>It stands for one or more {@link Stack}s, each resumed by the next one, and for the values that were bound to it. Nothing
 * that runs refers to it, so it can be told from its reachability whether somebody may still resume it. It comes from the
 * proposal Stack Switching: "Continuation lifetime".
 */
public final class Continuation implements TruffleObject {
    /** Where the computation goes on. */
    private final Stack innermost;

    /** The stack that will belong to whoever resumes the continuation. */
    private final Stack outermost;

    private final @Nullable Object[] bound;
    private final AtomicBoolean consumed;

    Continuation(Stack innermost, Stack outermost, @Nullable Object[] bound, AtomicBoolean consumed) {
        this.innermost = innermost;
        this.outermost = outermost;
        this.bound = bound;
        this.consumed = consumed;
    }

    /** Where the computation goes on. */
    Stack innermost() {
        return innermost;
    }

    /** The stack that will belong to whoever resumes the continuation. */
    Stack outermost() {
        return outermost;
    }

    /** The bound values and those that come now. */
    @Nullable
    Object[] values(@Nullable Object[] given) {
        if (bound.length == 0) {
            return given;
        }
        @Nullable Object[] all = Arrays.copyOf(bound, bound.length + given.length);
        System.arraycopy(given, 0, all, bound.length, given.length);
        return all;
    }

    /** Takes the continuation, which can be done once. */
    void consume(@Nullable Node location) {
        if (!consumed.compareAndSet(false, true)) {
            throw Trap.create(TrapKind.CONTINUATION_ALREADY_CONSUMED, location);
        }
    }

    /** Consumes the continuation for one with more bound values. */
    Continuation bind(@Nullable Object[] given, @Nullable Node location) {
        consume(location);
        return innermost.stacks().newContinuation(innermost, outermost, values(given));
    }
}

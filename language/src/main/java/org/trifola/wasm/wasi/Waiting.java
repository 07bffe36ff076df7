// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.nodes.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Waits in such a way that the context can be interrupted and closed meanwhile. */
final class Waiting {
    private Waiting() {}

    /** Something that waits. */
    @FunctionalInterface
    interface Action<R> {
        R run() throws IOException, InterruptedException;
    }

    /** Runs something that waits; it is started anew after an interruption that was not meant for it. */
    static <R> R run(Action<R> action) throws IOException {
        try {
            @Nullable Node location = null;
            return TruffleSafepoint.setBlockedThreadInterruptibleFunction(location, Waiting::unchecked, action);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static <R> R unchecked(Action<R> action) throws InterruptedException {
        try {
            return action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

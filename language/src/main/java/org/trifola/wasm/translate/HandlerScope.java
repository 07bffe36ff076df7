// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.translate.BlockBuilder.Block;

/**
 * The part of a body whose exceptions the same handlers catch: those of a structured block, then those around it.
 *
 * <p>The handlers of a legacy {@code try} follow its body, so they are added after its blocks were started. Specification:
 * 4.2.14 "Handlers".
 */
final class HandlerScope {
    /**
     * A handler.
     *
     * @param tagIndex the tag of the exceptions it catches, -1 for all
     * @param slot where the exception goes
     */
    record Handler(int tagIndex, int slot, Block target) {}

    private final List<Handler> own = new ArrayList<>();
    private @Nullable HandlerScope outer;

    /** A scope without handlers of its own yet. */
    HandlerScope(@Nullable HandlerScope outer) {
        this.outer = outer;
    }

    /** The scope around this one. */
    @Nullable
    HandlerScope outer() {
        return outer;
    }

    /** Adds the next handler. */
    void add(Handler handler) {
        own.add(handler);
    }

    /** Leaves the exceptions to another scope further out. */
    void delegateTo(@Nullable HandlerScope scope) {
        outer = scope;
    }

    /** All handlers, in the order in which they are asked; only for scopes that are complete. */
    List<Handler> handlers() {
        List<Handler> chain = new ArrayList<>();
        for (HandlerScope scope = this; scope != null; scope = scope.next()) {
            for (Handler handler : scope.own) {
                chain.add(handler);
                if (handler.tagIndex < 0) {
                    return chain;
                }
            }
        }
        return chain;
    }

    /** The next scope outwards that has handlers; all that are passed go there from now on. */
    private @Nullable HandlerScope next() {
        HandlerScope end = outer;
        while (end != null && end.own.isEmpty()) {
            end = end.outer;
        }
        for (HandlerScope scope = this; scope != null && scope.outer != end; ) {
            HandlerScope passed = scope.outer;
            scope.outer = end;
            scope = passed;
        }
        return end;
    }
}

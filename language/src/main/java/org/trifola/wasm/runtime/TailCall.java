// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What a function returns that ends in a tail call: whom to call next, with complete arguments.
 *
 * <p>Whoever made the first call of a chain makes the further calls too, so the chain needs no stack. Only functions whose
 * {@link Code#mayTailCall} return it. Specification: 4.4.9 "Control Instructions", {@code exec-return_call}.
 *
 * @param arguments the arguments of the call target, see {@link Code}
 */
public record TailCall(Code code, @Nullable Object[] arguments) {
    /** Makes the calls that are left of a chain; the slow way, see {@code nodes.call} for the fast one. */
    public static @Nullable Object complete(@Nullable Object result) {
        @Nullable Object current = result;
        while (current instanceof TailCall next) {
            current = next.code.callTarget().call(next.arguments);
        }
        return current;
    }
}

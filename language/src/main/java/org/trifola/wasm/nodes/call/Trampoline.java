// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.call;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.nodes.Node;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.TailCall;

/**
 * Makes the calls that are left when a function returns a {@link TailCall}, in a loop, so that a chain of tail calls needs
 * no stack.
 */
final class Trampoline extends Node {
    @Child
    private @Nullable CodeCallNode callNode;

    /** The result of a call, after all tail calls. */
    @Nullable
    Object complete(@Nullable Object result) {
        return result instanceof TailCall next ? loop(next) : result;
    }

    private @Nullable Object loop(TailCall first) {
        CodeCallNode node = callNode;
        if (node == null) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            node = insert(CodeCallNodeGen.create());
            callNode = node;
        }
        Object current = first;
        while (current instanceof TailCall next) {
            current = node.execute(next.code(), next.arguments());
            TruffleSafepoint.poll(this);
        }
        return current;
    }
}

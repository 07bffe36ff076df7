// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import org.jspecify.annotations.Nullable;

/**
 * The root of a function outside of WebAssembly, which methods can call without its call target.
 *
 * <p>After 400 calls Truffle would compile the call target, when its compiler, which is Java, is still cold and the program's own
 * methods wait to be compiled. Specification: 4.4.10 "Function Calls", host functions.
 */
public abstract class DirectRootNode extends RootNode {
    /** A root of a language. */
    protected DirectRootNode(@Nullable TruffleLanguage<?> language) {
        super(language);
    }

    /** Does what the function does, with the arguments and the result of a call target, see {@link Code}. */
    protected abstract @Nullable Object call(Object[] arguments);

    @Override
    public final @Nullable Object execute(VirtualFrame frame) {
        return call(frame.getArguments());
    }

    /** Calls without the call target, which must have been made if the root has children. */
    public final @Nullable Object callDirectly(Object[] arguments) {
        try {
            return call(arguments);
        } finally {
            // Only a wait inside was told what Truffle wanted; where a call target returns, Truffle polls, too.
            TruffleSafepoint.poll(this);
        }
    }
}

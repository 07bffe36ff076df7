// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.call;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.IndirectCallNode;
import com.oracle.truffle.api.nodes.Node;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Code;

/**
 * Calls a code that is only known at run time, through an inline cache of the codes seen; the result may be a
 * {@link org.trifola.wasm.runtime.TailCall}.
 */
@SuppressWarnings("truffle-inlining")
public abstract class CodeCallNode extends Node {
    /** Calls with complete arguments, see {@link Code}. */
    public abstract @Nullable Object execute(Code code, @Nullable Object[] arguments);

    @Specialization(guards = "code == cachedCode", limit = "4")
    static @Nullable Object cached(
            Code code,
            @Nullable Object[] arguments,
            @Cached("code") Code cachedCode,
            @Cached("create(cachedCode.callTarget())") DirectCallNode callNode) {
        return callNode.call(arguments);
    }

    @Specialization(replaces = "cached")
    static @Nullable Object megamorphic(Code code, @Nullable Object[] arguments, @Cached IndirectCallNode callNode) {
        return callNode.call(callTarget(code), arguments);
    }

    /** Out of compiled code, for this may be the function's first call, which translates it. */
    @TruffleBoundary
    private static CallTarget callTarget(Code code) {
        return code.callTarget();
    }
}

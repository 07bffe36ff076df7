// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import org.jspecify.annotations.Nullable;

/**
 * What a function runs: a body of a module, or a host's executable behind a fixed type.
 *
 * <p>Inline caches compare codes; functions of two instances of a module share theirs. The call target takes the
 * function's closure ({@link Function#closure}) as first argument, then the parameters: Integer, Long, Float, Double,
 * V128, references as they are. It returns the same: null for no result, an {@code Object[]} for several;
 * or a {@link TailCall}.
 */
public abstract class Code {
    private volatile @Nullable CallTarget hostEntry;

    /** The call target, made at the first request. */
    public abstract CallTarget callTarget();

    /** Calls from a method of the virtual machine, with the arguments and the result of the call target. */
    public @Nullable Object callFromMethod(Object[] arguments) {
        return callTarget().call(arguments);
    }

    /** The call target for other languages, see {@link HostEntry}; {@code function} is any with this code. */
    final CallTarget hostEntry(Function function) {
        CallTarget result = hostEntry;
        return result != null ? result : makeHostEntry(function);
    }

    @TruffleBoundary
    private synchronized CallTarget makeHostEntry(Function function) {
        CallTarget result = hostEntry;
        if (result == null) {
            result = HostEntry.create(function);
            hostEntry = result;
        }
        return result;
    }

    /** Whether the call target may return a {@link TailCall}; known once {@link #callTarget} has been asked for. */
    public boolean mayTailCall() {
        return false;
    }

    /** The entry for methods of the virtual machine that call this code, made at the first request; plain: all are equal. */
    private @Nullable Entry entry;

    /** The entry for compiled methods, null as long as none was asked for. */
    public final @Nullable Entry entry() {
        return entry;
    }

    /** Sets the entry for compiled methods; null to have another one made. */
    public final void setEntry(@Nullable Entry newEntry) {
        entry = newEntry;
    }
}

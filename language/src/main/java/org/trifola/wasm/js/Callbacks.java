// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.runtime.MemoryHost;

/**
 * The functions of JavaScript that the engine calls: after a memory has grown, and to wait and notify on shared memories.
 *
 * <p>They belong to a context. The last realm of a context that sets them wins.
 */
public final class Callbacks implements MemoryHost {
    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private volatile @Nullable Object grow;
    private volatile @Nullable Object wait;
    private volatile @Nullable Object notify;

    void setGrow(Object executable) {
        grow = executable;
    }

    void setWait(Object executable) {
        wait = executable;
    }

    void setNotify(Object executable) {
        notify = executable;
    }

    /** JavaScript detaches the buffer it knows. */
    @Override
    @TruffleBoundary
    public void grown(Memory memory) {
        Object callback = grow;
        if (callback != null) {
            call(callback, memory);
        }
    }

    @Override
    public boolean hasWaitQueue() {
        return wait != null && notify != null;
    }

    @Override
    @TruffleBoundary
    public int await(Memory memory, long index, long expected, long timeout, boolean isLong) {
        long signed = isLong ? expected : (int) expected;
        return number(call(Objects.requireNonNull(wait), memory, index, signed, timeout, isLong));
    }

    @Override
    @TruffleBoundary
    public int notify(Memory memory, long index, int count) {
        return number(call(Objects.requireNonNull(notify), memory, index, count));
    }

    private static Object call(Object callback, Object... arguments) {
        try {
            return INTEROP.execute(callback, arguments);
        } catch (UnsupportedTypeException | ArityException | UnsupportedMessageException e) {
            throw failed(e);
        }
    }

    private static int number(Object result) {
        try {
            return INTEROP.asInt(result);
        } catch (UnsupportedMessageException e) {
            throw failed(e);
        }
    }

    private static ArgumentError failed(InteropException e) {
        return new ArgumentError("a callback of JavaScript failed: " + e.getMessage());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.Memory;

/**
 * The functions of JavaScript that the engine calls: after a memory has grown, and to wait and notify on shared memories.
 *
 * <p>The last realm of a context that sets them wins.
 */
public final class Callbacks {
    private volatile @Nullable Object grow;

    /** Sets what is called with every memory that has grown. */
    void setGrow(Object executable) {
        grow = executable;
    }

    /** A memory has grown, perhaps by zero pages: JavaScript detaches the buffer it knows. */
    public void grown(Memory memory) {
        Object callback = grow;
        if (callback != null) {
            call(callback, memory);
        }
    }

    private static Object call(Object callback, Object... arguments) {
        try {
            return InteropLibrary.getUncached().execute(callback, arguments);
        } catch (UnsupportedTypeException | ArityException | UnsupportedMessageException e) {
            throw failed(e);
        }
    }

    private static ArgumentError failed(InteropException e) {
        return new ArgumentError("a callback of JavaScript failed: " + e.getMessage());
    }
}

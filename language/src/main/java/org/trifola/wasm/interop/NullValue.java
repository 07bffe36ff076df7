// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.interop;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * What other languages see of a null reference and of "no result"; inside the engine a null reference is Java's
 * {@code null}.
 */
@ExportLibrary(InteropLibrary.class)
public final class NullValue implements TruffleObject {
    /** The one null of the process. */
    public static final NullValue INSTANCE = new NullValue();

    private NullValue() {}

    @ExportMessage
    boolean isNull() {
        return true;
    }

    @ExportMessage
    Object toDisplayString(boolean allowSideEffects) {
        return "null";
    }

    @Override
    public String toString() {
        return "null";
    }
}

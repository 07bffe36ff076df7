// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.function.Function;

/** A method of an object, as a value that other languages can execute. */
@ExportLibrary(InteropLibrary.class)
public final class BoundMethod implements TruffleObject {
    private final String name;
    private final Function<Object[], Object> body;

    /** A method with this name that does this. */
    public BoundMethod(String name, Function<Object[], Object> body) {
        this.name = name;
        this.body = body;
    }

    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object execute(Object[] arguments) {
        return body.apply(arguments);
    }

    @ExportMessage
    boolean hasExecutableName() {
        return true;
    }

    @ExportMessage
    Object getExecutableName() {
        return name;
    }

    @ExportMessage
    Object toDisplayString(boolean allowSideEffects) {
        return name;
    }
}

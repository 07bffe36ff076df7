// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.function.Function;
import org.trifola.wasm.interop.Kind;

/** Makes objects of a kind; it is the meta object of the kind, too. */
@ExportLibrary(InteropLibrary.class)
final class Constructor implements TruffleObject {
    private final Kind kind;
    private final Function<Object[], Object> body;

    Constructor(Kind kind, Function<Object[], Object> body) {
        this.kind = kind;
        this.body = body;
    }

    @ExportMessage
    boolean isInstantiable() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object instantiate(Object[] arguments) {
        return body.apply(arguments);
    }

    @ExportMessage
    boolean isMetaObject() {
        return true;
    }

    @ExportMessage
    Object getMetaSimpleName() throws UnsupportedMessageException {
        return InteropLibrary.getUncached().getMetaSimpleName(kind);
    }

    @ExportMessage
    Object getMetaQualifiedName() {
        return kind.toString();
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMetaInstance(Object instance) throws UnsupportedMessageException {
        return InteropLibrary.getUncached().isMetaInstance(kind, instance);
    }

    @ExportMessage
    Object toDisplayString(boolean allowSideEffects) {
        return kind.toString();
    }
}

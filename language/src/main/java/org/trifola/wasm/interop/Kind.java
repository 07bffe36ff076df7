// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.trifola.wasm.WasmLanguage;

/**
 * The kinds of objects that other languages meet, as meta objects.
 *
 * <p>The names are those of the JavaScript API where it has them.
 */
@ExportLibrary(InteropLibrary.class)
public enum Kind implements TruffleObject {
    MODULE("Module"),
    INSTANCE("Instance"),
    FUNCTION("Function"),
    MEMORY("Memory"),
    TABLE("Table"),
    GLOBAL("Global"),
    TAG("Tag"),
    EXCEPTION("Exception"),
    STRUCT("Struct"),
    ARRAY("Array"),
    BINDINGS("Bindings"),
    COMPILE_ERROR("CompileError"),
    LINK_ERROR("LinkError"),
    RUNTIME_ERROR("RuntimeError"),
    EXIT("Exit");

    private final String simpleName;

    Kind(String simpleName) {
        this.simpleName = simpleName;
    }

    @ExportMessage
    boolean isMetaObject() {
        return true;
    }

    @ExportMessage
    Object getMetaSimpleName() {
        return simpleName;
    }

    @ExportMessage
    Object getMetaQualifiedName() {
        return toString();
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMetaInstance(Object instance) {
        InteropLibrary library = InteropLibrary.getUncached(instance);
        try {
            return library.hasMetaObject(instance) && library.getMetaObject(instance) == this;
        } catch (UnsupportedMessageException _) {
            return false;
        }
    }

    @ExportMessage
    boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    Class<? extends TruffleLanguage<?>> getLanguage() {
        return WasmLanguage.class;
    }

    @ExportMessage
    Object toDisplayString(boolean allowSideEffects) {
        return toString();
    }

    @Override
    public String toString() {
        return "WebAssembly." + simpleName;
    }
}

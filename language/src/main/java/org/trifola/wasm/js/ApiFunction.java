// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** A member of the object {@code WebAssembly} as an executable. */
@ExportLibrary(InteropLibrary.class)
final class ApiFunction implements TruffleObject {
    private final WebAssemblyObject object;
    private final Member member;

    ApiFunction(WebAssemblyObject object, Member member) {
        this.object = object;
        this.member = member;
    }

    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object execute(Object[] arguments) {
        return member.meaning().call(object, new Arguments(member, arguments));
    }

    @ExportMessage
    Object toDisplayString(boolean allowSideEffects) {
        return "WebAssembly." + member;
    }
}

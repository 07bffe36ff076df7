// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.LinkedHashMap;
import java.util.Map;

/** An immutable object that is nothing but its members, such as the description of a type. */
@ExportLibrary(InteropLibrary.class)
public final class Members implements TruffleObject {
    private final Map<String, Object> byName = new LinkedHashMap<>();
    private final String text;

    /** An object without members yet; the text is what it is in a few words. */
    public Members(String text) {
        this.text = text;
    }

    /** Adds a member while the object is being made. */
    public Members with(String name, Object value) {
        byName.put(name, value);
        return this;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(boolean includeInternal) {
        return new MemberNames(byName.keySet().toArray(String[]::new));
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return byName.containsKey(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        Object value = byName.get(member);
        if (value == null) {
            throw UnknownIdentifierException.create(member);
        }
        return value;
    }

    @ExportMessage
    Object toDisplayString(boolean allowSideEffects) {
        return text;
    }
}

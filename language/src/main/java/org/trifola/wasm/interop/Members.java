// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.ValType;

/** An immutable object that is nothing but its members, such as the description of a type. */
@ExportLibrary(InteropLibrary.class)
public final class Members implements TruffleObject {
    private final Map<String, Object> byName;

    private Members(Map<String, Object> byName) {
        this.byName = byName;
    }

    /** The type of a function: the text of its {@code parameters} and {@code results}. */
    @TruffleBoundary
    public static Members of(FuncType type) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("parameters", texts(type.params()));
        members.put("results", texts(type.results()));
        return new Members(members);
    }

    private static Values texts(List<ValType> types) {
        return new Values(types.stream().map(Object::toString).toArray());
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
}

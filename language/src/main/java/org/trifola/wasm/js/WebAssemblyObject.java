// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.trifola.wasm.interop.MemberNames;
import org.trifola.wasm.interop.NullValue;

/**
 * The object behind the polyglot symbol {@code WebAssembly}: the functions of {@link Member}, and the null reference.
 *
 * <p>There is one in each context. Its functions throw nothing but errors of the engine, whose messages become those of
 * JavaScript's errors.
 */
@ExportLibrary(InteropLibrary.class)
public final class WebAssemblyObject implements TruffleObject {
    private static final String REF_NULL = "ref_null";

    private final Store store;
    private final TypeNames typeNames = new TypeNames(Release.CURRENT);
    private final Callbacks callbacks = new Callbacks();
    private final Map<Member, ApiFunction> functions = new EnumMap<>(Member.class);

    /** The object of a context. */
    public WebAssemblyObject(Store store) {
        this.store = store;
    }

    /** The context. */
    Store store() {
        return store;
    }

    /** How types are written. */
    TypeNames typeNames() {
        return typeNames;
    }

    /** The functions of JavaScript that the engine calls. */
    public Callbacks callbacks() {
        return callbacks;
    }

    private synchronized ApiFunction function(Member member) {
        return functions.computeIfAbsent(member, key -> new ApiFunction(this, key));
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(boolean includeInternal) {
        List<String> names = new ArrayList<>();
        names.add(REF_NULL);
        for (Member member : Member.values()) {
            names.add(member.toString());
        }
        return new MemberNames(names.toArray(String[]::new));
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String name) {
        return name.equals(REF_NULL) || Member.find(name) != null;
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String name) throws UnknownIdentifierException {
        if (name.equals(REF_NULL)) {
            return NullValue.INSTANCE;
        }
        Member member = Member.find(name);
        if (member == null) {
            throw UnknownIdentifierException.create(name);
        }
        return function(member);
    }

    @ExportMessage
    Object toDisplayString(boolean allowSideEffects) {
        return "WebAssembly";
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.CachedLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.utilities.TriState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.WasmLanguage;
import org.trifola.wasm.interop.MemberNames;
import org.trifola.wasm.syntax.Export;

/**
 * The exports of an instance by name, in the order of the module.
 *
 * <p>Specification: 4.2.14 "Export Instances". Other languages read members and invoke functions.
 */
@ExportLibrary(InteropLibrary.class)
public final class Exports implements TruffleObject {
    private final Instance instance;
    private final Map<String, Export> byName = new LinkedHashMap<>();

    Exports(Instance instance) {
        this.instance = instance;
        for (Export export : instance.module().def().exports()) {
            byName.put(export.name(), export);
        }
    }

    /** The names, in the order of the module. */
    public Set<String> names() {
        return byName.keySet();
    }

    /** The function, table, memory, global or tag with this name, null without one; always the same object. */
    @TruffleBoundary
    public @Nullable Extern find(String name) {
        Export export = byName.get(name);
        return export == null ? null : instance.extern(export.kind(), export.index());
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
    Object readMember(String member) throws UnknownIdentifierException {
        Extern result = find(member);
        if (result == null) {
            throw UnknownIdentifierException.create(member);
        }
        return result;
    }

    @ExportMessage
    boolean isMemberInvocable(String member) {
        return find(member) instanceof Function;
    }

    @ExportMessage
    Object invokeMember(String member, Object[] arguments, @CachedLibrary(limit = "3") InteropLibrary executables)
            throws UnknownIdentifierException, ArityException, UnsupportedTypeException, UnsupportedMessageException {
        return executables.execute(readMember(member), arguments);
    }

    @ExportMessage
    TriState isIdenticalOrUndefined(Object other) {
        return TriState.valueOf(this == other);
    }

    @ExportMessage
    @TruffleBoundary
    int identityHashCode() {
        return System.identityHashCode(this);
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
    @TruffleBoundary
    Object toDisplayString(boolean allowSideEffects) {
        return "exports of module " + instance.module().name();
    }
}

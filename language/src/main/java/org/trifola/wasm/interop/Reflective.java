// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.utilities.TriState;
import org.trifola.wasm.WasmLanguage;

/**
 * An object of the language with a fixed set of members, a meta object and an identity.
 *
 * <p>The public methods are the messages of the interop protocol; Truffle's generated code calls them.
 */
@ExportLibrary(InteropLibrary.class)
public abstract class Reflective implements TruffleObject {
    /** For subclasses. */
    protected Reflective() {}

    /** What kind of object this is. */
    protected abstract Kind kind();

    /** The members; of the class of this object. */
    protected abstract MemberTable<?> memberTable();

    /** What this object is in a few words, for humans. */
    protected abstract String displayString();

    @SuppressWarnings("unchecked")
    private MemberTable<Object> table() {
        return (MemberTable<Object>) memberTable();
    }

    @ExportMessage
    public final boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    public final Object getMembers(boolean includeInternal) {
        return table().names();
    }

    @ExportMessage
    @TruffleBoundary
    public final boolean isMemberReadable(String member) {
        return table().contains(member);
    }

    @ExportMessage
    @TruffleBoundary
    public final Object readMember(String member) throws UnknownIdentifierException {
        Object value = table().read(this, member);
        if (value == null) {
            throw UnknownIdentifierException.create(member);
        }
        return value;
    }

    @ExportMessage
    @TruffleBoundary
    public final boolean isMemberModifiable(String member) {
        return table().isWritable(member);
    }

    @ExportMessage
    public final boolean isMemberInsertable(String member) {
        return false;
    }

    @ExportMessage
    @TruffleBoundary
    public final void writeMember(String member, Object value) throws UnknownIdentifierException {
        MemberTable.Setter<Object> setter = table().setter(member);
        if (setter == null) {
            throw UnknownIdentifierException.create(member);
        }
        setter.set(this, value);
    }

    @ExportMessage
    @TruffleBoundary
    public final boolean isMemberInvocable(String member) {
        return table().isMethod(member);
    }

    @ExportMessage
    @TruffleBoundary
    public final Object invokeMember(String member, Object[] arguments) throws UnknownIdentifierException {
        MemberTable.Method<Object> method = table().method(member);
        if (method == null) {
            throw UnknownIdentifierException.create(member);
        }
        return method.call(this, arguments);
    }

    @ExportMessage
    public final boolean hasMetaObject() {
        return true;
    }

    @ExportMessage
    public final Object getMetaObject() {
        return kind();
    }

    @ExportMessage
    public final boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    public final Class<? extends TruffleLanguage<?>> getLanguage() {
        return WasmLanguage.class;
    }

    @ExportMessage
    @TruffleBoundary
    public final Object toDisplayString(boolean allowSideEffects) {
        return displayString();
    }

    @ExportMessage
    public final TriState isIdenticalOrUndefined(Object other) {
        return TriState.valueOf(this == other);
    }

    @ExportMessage
    @TruffleBoundary
    public final int identityHashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public final String toString() {
        return displayString();
    }
}

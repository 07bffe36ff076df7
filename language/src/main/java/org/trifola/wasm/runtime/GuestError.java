// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.utilities.TriState;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.WasmLanguage;
import org.trifola.wasm.interop.Kind;
import org.trifola.wasm.interop.MemberNames;
import org.trifola.wasm.interop.Values;

/**
 * An error of the engine as guest code and hosts see it, with the members {@code message}, {@code failureType},
 * {@code failure} and {@code backtrace}.
 *
 * <p>{@code failureType} names the kind of failure ({@code malformed}, {@code invalid}, {@code unlinkable}, {@code trap},
 * {@code exhaustion}, {@code exit}, {@code internal}); {@code failure} is the fixed text of the official test suite,
 * {@code message} may say more. {@code backtrace} holds the WebAssembly frames, innermost first, a line of text each. Traps and
 * exits also have a {@code code}.
 */
@ExportLibrary(InteropLibrary.class)
public abstract class GuestError extends AbstractTruffleException {
    private static final long serialVersionUID = 1L;

    private static final MemberNames MEMBERS = new MemberNames("message", "failureType", "failure", "backtrace");
    private static final MemberNames MEMBERS_WITH_CODE =
            new MemberNames("message", "failureType", "failure", "backtrace", "code");

    /** For subclasses: an error at a place, null where there is none. */
    protected GuestError(String message, @Nullable Node location) {
        super(message, location);
    }

    GuestError(String message, @Nullable Throwable cause, int stackTraceLimit, @Nullable Node location) {
        super(message, cause, stackTraceLimit, location);
    }

    /** The kind of failure. */
    public abstract String failureType();

    /** The fixed text of the official test suite. */
    public abstract String failure();

    /** Whether the error has a number, see {@link #code}. */
    public boolean hasCode() {
        return false;
    }

    /** The number of a trap, see {@link TrapKind#code}, or the status of an exit; -1 of other errors. */
    public int code() {
        return -1;
    }

    private MemberNames members() {
        return hasCode() ? MEMBERS_WITH_CODE : MEMBERS;
    }

    /** What kind of object this is. */
    protected Kind metaKind() {
        return Kind.RUNTIME_ERROR;
    }

    @ExportMessage
    public ExceptionType getExceptionType() {
        return ExceptionType.RUNTIME_ERROR;
    }

    @ExportMessage
    public boolean hasMembers() {
        return true;
    }

    @ExportMessage
    public Object getMembers(boolean includeInternal) {
        return members();
    }

    @ExportMessage
    @TruffleBoundary
    public boolean isMemberReadable(String member) {
        return members().contains(member);
    }

    @ExportMessage
    @TruffleBoundary
    public Object readMember(String member) throws UnknownIdentifierException {
        return switch (member) {
            case "message" -> String.valueOf(getMessage());
            case "failureType" -> failureType();
            case "failure" -> failure();
            case "backtrace" ->
                new Values(
                        StackFrame.of(this).stream().map(StackFrame::toString).toArray());
            case "code" -> {
                if (!hasCode()) {
                    throw UnknownIdentifierException.create(member);
                }
                yield code();
            }
            default -> throw UnknownIdentifierException.create(member);
        };
    }

    @ExportMessage
    public boolean hasMetaObject() {
        return true;
    }

    @ExportMessage
    public Object getMetaObject() {
        return metaKind();
    }

    @ExportMessage
    public TriState isIdenticalOrUndefined(Object other) {
        return TriState.valueOf(this == other);
    }

    @ExportMessage
    @TruffleBoundary
    public int identityHashCode() {
        return System.identityHashCode(this);
    }

    @ExportMessage
    public boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    public Class<? extends TruffleLanguage<?>> getLanguage() {
        return WasmLanguage.class;
    }

    @ExportMessage
    @TruffleBoundary
    public Object toDisplayString(boolean allowSideEffects) {
        return metaKind() + ": " + getMessage();
    }
}

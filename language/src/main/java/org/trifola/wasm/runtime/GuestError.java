// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.interop.MemberNames;
import org.trifola.wasm.interop.Values;

/**
 * An error of the engine as guest code and hosts see it, with the members {@code message}, {@code failureType},
 * {@code failure} and {@code backtrace}.
 *
 * <p>{@code failureType} names the kind of failure ({@code malformed}, {@code invalid}, {@code unlinkable}, {@code trap},
 * {@code exhaustion}, {@code internal}); {@code failure} is the fixed text of the official test suite, {@code message} may
 * say more. {@code backtrace} holds the WebAssembly frames, innermost first, a line of text each.
 */
@ExportLibrary(InteropLibrary.class)
public abstract class GuestError extends AbstractTruffleException {
    private static final long serialVersionUID = 1L;

    private static final MemberNames MEMBERS = new MemberNames("message", "failureType", "failure", "backtrace");

    GuestError(String message, @Nullable Node location) {
        super(message, location);
    }

    GuestError(String message, @Nullable Throwable cause, int stackTraceLimit, @Nullable Node location) {
        super(message, cause, stackTraceLimit, location);
    }

    /** The kind of failure. */
    public abstract String failureType();

    /** The fixed text of the official test suite. */
    public abstract String failure();

    @ExportMessage
    ExceptionType getExceptionType() {
        return ExceptionType.RUNTIME_ERROR;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    Object getMembers(boolean includeInternal) {
        return MEMBERS;
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return MEMBERS.contains(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        return switch (member) {
            case "message" -> String.valueOf(getMessage());
            case "failureType" -> failureType();
            case "failure" -> failure();
            case "backtrace" ->
                new Values(
                        StackFrame.of(this).stream().map(StackFrame::toString).toArray());
            default -> throw UnknownIdentifierException.create(member);
        };
    }
}

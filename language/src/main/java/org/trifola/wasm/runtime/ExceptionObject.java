// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
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
 * An exception that WebAssembly code throws and catches: a tag and a payload.
 *
 * <p>An {@code exnref} is this object, or any other Truffle exception that passed through WebAssembly code and that
 * {@code catch_all} may catch. Other languages see an array of the
 * payload, with a member {@code tag}. Specification: 4.2.15 "Exception Instances".
 */
@ExportLibrary(InteropLibrary.class)
public final class ExceptionObject extends AbstractTruffleException implements EmbedderDataHolder {
    private static final long serialVersionUID = 1L;

    private static final MemberNames MEMBERS = new MemberNames("tag", "message", "backtrace");

    private final transient Tag tag;
    private final transient @Nullable Object[] payload;
    private transient @Nullable Object embedderData;

    /** An exception; the payload has its values in boxed form (see {@link Code}). */
    public ExceptionObject(Tag tag, @Nullable Object[] payload, @Nullable Node location) {
        super(null, null, UNLIMITED_STACK_TRACE, location);
        this.tag = tag;
        this.payload = payload;
    }

    /** The tag. */
    public Tag tag() {
        return tag;
    }

    /** The payload in boxed form. */
    public @Nullable Object[] payload() {
        return payload;
    }

    @Override
    public @Nullable Object embedderData() {
        return embedderData;
    }

    @Override
    public void setEmbedderData(@Nullable Object data) {
        embedderData = data;
    }

    /**
     * Whether code may catch an exception that came out of a call: its own exceptions and errors of other languages, but
     * no traps and nothing that ends the program.
     */
    public static boolean isCatchable(AbstractTruffleException exception) {
        return exception instanceof ExceptionObject
                || (!(exception instanceof GuestError) && isRuntimeError(exception));
    }

    @TruffleBoundary
    private static boolean isRuntimeError(AbstractTruffleException exception) {
        try {
            return InteropLibrary.getUncached().getExceptionType(exception) == ExceptionType.RUNTIME_ERROR;
        } catch (UnsupportedMessageException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    @TruffleBoundary
    public String getMessage() {
        StringBuilder text = new StringBuilder("uncaught WebAssembly exception (");
        for (int i = 0; i < payload.length; i++) {
            text.append(i == 0 ? "" : ", ").append(HostValues.text(HostValues.toHost(payload[i])));
        }
        return text.append(")").toString();
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return payload.length;
    }

    @ExportMessage
    boolean isArrayElementReadable(long index) {
        return index >= 0 && index < payload.length;
    }

    @ExportMessage
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return HostValues.toHost(payload[(int) index]);
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
            case "tag" -> tag;
            case "message" -> getMessage();
            case "backtrace" ->
                new Values(
                        StackFrame.of(this).stream().map(StackFrame::toString).toArray());
            default -> throw UnknownIdentifierException.create(member);
        };
    }

    @ExportMessage
    boolean hasMetaObject() {
        return true;
    }

    @ExportMessage
    Object getMetaObject() {
        return Kind.EXCEPTION;
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
        return getMessage();
    }
}

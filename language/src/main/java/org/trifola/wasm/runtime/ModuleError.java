// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.MalformedException;
import org.trifola.wasm.text.SyntaxException;
import org.trifola.wasm.validation.InvalidException;

/**
 * The source is no module: malformed or invalid. Hosts see a syntax error.
 *
 * <p>Specification: chapter 3 "Validation", chapters 5 and 6 on the formats.
 */
@ExportLibrary(InteropLibrary.class)
public final class ModuleError extends GuestError {
    private static final long serialVersionUID = 1L;

    private final String failureType;
    private final String failure;

    private final @Nullable SourceSection location;

    private ModuleError(String failureType, String failure, String message, @Nullable SourceSection location) {
        super(message, null);
        this.failureType = failureType;
        this.failure = failure;
        this.location = location;
    }

    /** The text is no module. */
    public static ModuleError malformed(SyntaxException e, Source source) {
        String message = text(e) + " (at line " + e.line() + ", column " + e.column() + ")";
        return new ModuleError("malformed", text(e), message, source.createSection(e.line()));
    }

    /** The bytes are no module. */
    public static ModuleError malformed(MalformedException e) {
        return new ModuleError("malformed", text(e), text(e) + " (at byte " + at(e.offset()) + ")", null);
    }

    /** The module breaks a rule. */
    public static ModuleError invalid(InvalidException e) {
        String function = e.functionIndex() >= 0 ? " in function " + e.functionIndex() : "";
        String message = text(e) + " (at byte " + at(e.offset()) + function + ")";
        return new ModuleError("invalid", text(e), message, null);
    }

    private static String text(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }

    private static String at(int offset) {
        return "0x" + Integer.toHexString(offset);
    }

    @Override
    public String failureType() {
        return failureType;
    }

    @Override
    public String failure() {
        return failure;
    }

    @ExportMessage
    @Override
    ExceptionType getExceptionType() {
        return ExceptionType.PARSE_ERROR;
    }

    @ExportMessage
    boolean hasSourceLocation() {
        return location != null;
    }

    /** The line of the text. */
    @ExportMessage(name = "getSourceLocation")
    SourceSection sourceLocation() throws UnsupportedMessageException {
        if (location == null) {
            throw UnsupportedMessageException.create();
        }
        return location;
    }
}

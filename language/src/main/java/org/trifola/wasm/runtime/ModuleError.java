// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import org.trifola.wasm.binary.MalformedException;
import org.trifola.wasm.interop.Kind;
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
    private final transient SourceSection section;

    private ModuleError(String failureType, String failure, String message, SourceSection section) {
        super(message, null);
        this.failureType = failureType;
        this.failure = failure;
        this.section = section;
    }

    /** The text is no module. */
    public static ModuleError malformed(SyntaxException e, Source source) {
        String message = text(e) + " (at line " + e.line() + ", column " + e.column() + ")";
        return new ModuleError("malformed", text(e), message, source.createSection(e.line()));
    }

    /** The bytes of a source are no module. */
    public static ModuleError malformed(String sourceName, byte[] bytes, MalformedException e) {
        String place = " (at byte " + at(e.offset()) + ")";
        return new ModuleError("malformed", text(e), text(e) + place, section(sourceName, bytes, e.offset()));
    }

    /** The module of a source breaks a rule. */
    public static ModuleError invalid(String sourceName, byte[] bytes, InvalidException e) {
        String function = e.functionIndex() >= 0 ? " in function " + e.functionIndex() : "";
        String place = " (at byte " + at(e.offset()) + function + ")";
        return new ModuleError("invalid", text(e), text(e) + place, section(sourceName, bytes, e.offset()));
    }

    private static SourceSection section(String sourceName, byte[] bytes, int offset) {
        return new ByteText(sourceName, bytes).section(offset, 1);
    }

    private static String text(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }

    private static String at(int offset) {
        return "0x" + Integer.toHexString(offset);
    }

    @Override
    protected Kind metaKind() {
        return Kind.COMPILE_ERROR;
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
    boolean hasSourceLocation() {
        return true;
    }

    @ExportMessage
    SourceSection getSourceLocation() {
        return section;
    }

    @ExportMessage
    @Override
    public ExceptionType getExceptionType() {
        return ExceptionType.PARSE_ERROR;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.trifola.wasm.binary.MalformedException;
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

    private ModuleError(String failureType, String failure, String message) {
        super(message, null);
        this.failureType = failureType;
        this.failure = failure;
    }

    /** The bytes are no module. */
    public static ModuleError malformed(MalformedException e) {
        return new ModuleError("malformed", text(e), text(e) + " (at byte " + at(e.offset()) + ")");
    }

    /** The module breaks a rule. */
    public static ModuleError invalid(InvalidException e) {
        String function = e.functionIndex() >= 0 ? " in function " + e.functionIndex() : "";
        return new ModuleError("invalid", text(e), text(e) + " (at byte " + at(e.offset()) + function + ")");
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
}

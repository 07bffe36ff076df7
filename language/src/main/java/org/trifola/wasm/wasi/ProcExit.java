// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.trifola.wasm.interop.Kind;
import org.trifola.wasm.runtime.GuestError;

/**
 * The end of a program that called {@code proc_exit} (or raised a deadly signal).
 *
 * <p>It ends the call into the program, not the context: hosts see an exception whose {@code isExit()} is true. Languages that
 * catch even that, such as JavaScript, see an error of its own kind whose {@code code} is the status.
 */
@ExportLibrary(InteropLibrary.class)
public final class ProcExit extends GuestError {
    private static final long serialVersionUID = 1L;

    private final int status;

    ProcExit(int status) {
        super("exit with status " + Integer.toUnsignedString(status), null);
        this.status = status;
    }

    /** The status that the program gave. */
    public int status() {
        return status;
    }

    @Override
    public String failureType() {
        return "exit";
    }

    @Override
    public String failure() {
        return "exit";
    }

    @Override
    public boolean hasCode() {
        return true;
    }

    @Override
    public int code() {
        return status;
    }

    @Override
    protected Kind metaKind() {
        return Kind.EXIT;
    }

    @ExportMessage
    @Override
    public ExceptionType getExceptionType() {
        return ExceptionType.EXIT;
    }

    @ExportMessage
    int getExceptionExitStatus() {
        return status;
    }
}

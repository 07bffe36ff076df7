// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * The end of a program that called {@code proc_exit} (or raised a deadly signal).
 *
 * <p>It ends the call into the program, not the context: hosts see an exception whose {@code isExit()} is true.
 */
@ExportLibrary(InteropLibrary.class)
public final class ProcExit extends AbstractTruffleException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ProcExit(int status) {
        super("exit with status " + Integer.toUnsignedString(status));
        this.status = status;
    }

    /** The status that the program gave. */
    public int status() {
        return status;
    }

    @ExportMessage
    ExceptionType getExceptionType() {
        return ExceptionType.EXIT;
    }

    @ExportMessage
    int getExceptionExitStatus() {
        return status;
    }
}

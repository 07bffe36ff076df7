// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.Serial;

/** Something the user must put right; the message is the one line to tell it. */
final class CommandException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Wrong arguments. */
    static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message);
    }

    /** A file that cannot be used. */
    static CommandException failed(Object file, String message) {
        return new CommandException(ExitCode.FAILED, file + ": " + message);
    }

    int exitCode() {
        return exitCode;
    }
}

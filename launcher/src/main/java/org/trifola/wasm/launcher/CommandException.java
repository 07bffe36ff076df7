// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

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

    /** What went wrong with a file, without its name. */
    static String reason(IOException exception) {
        return switch (exception) {
            case NoSuchFileException _ -> "no such folder";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException failure
            when failure.getReason() != null -> failure.getReason().toLowerCase(Locale.ROOT);
            default -> String.valueOf(exception.getMessage());
        };
    }

    int exitCode() {
        return exitCode;
    }
}

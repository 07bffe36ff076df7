// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.PrintStream;
import java.util.List;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.TypeLiteral;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Tells the user how a command failed, and chooses the exit code. */
final class Failure {
    private static final TypeLiteral<List<String>> STRINGS = new TypeLiteral<>() {};

    /** A recursion that never ends has many. */
    private static final int MAX_FRAMES = 30;

    private Failure() {}

    static int report(Throwable failure, PrintStream err) {
        return switch (failure) {
            case CommandException exception -> complaint(exception, err);
            case PolyglotException exception when exception.isExit() -> exception.getExitStatus();
            case PolyglotException exception when exception.isInternalError() -> internalError(exception, err);
            case PolyglotException exception when exception.isGuestException() -> guestError(exception, err);
            default -> internalError(failure, err);
        };
    }

    private static int complaint(CommandException complaint, PrintStream err) {
        err.println("trifola: " + complaint.getMessage());
        return complaint.exitCode();
    }

    private static int internalError(Throwable failure, PrintStream err) {
        err.println("trifola: internal error");
        failure.printStackTrace(err);
        return ExitCode.INTERNAL_ERROR;
    }

    private static int guestError(PolyglotException error, PrintStream err) {
        String message = String.valueOf(error.getMessage());
        return switch (failureType(error)) {
            // An option or an argument that the engine cannot use.
            case "internal" -> complaint(CommandException.usage(message), err);
            case "trap", "exhaustion" -> abort("trap: " + message, error, err);
            default -> abort(message, error, err);
        };
    }

    private static int abort(String message, PolyglotException error, PrintStream err) {
        err.println("trifola: " + message);
        List<String> frames = backtrace(error.getGuestObject());
        frames.stream().limit(MAX_FRAMES).forEach(frame -> err.println("    at " + frame));
        if (frames.size() > MAX_FRAMES) {
            err.println("    ... " + (frames.size() - MAX_FRAMES) + " more");
        }
        return ExitCode.TRAP;
    }

    private static List<String> backtrace(@Nullable Value failure) {
        return failure != null && failure.hasMember("backtrace")
                ? failure.getMember("backtrace").as(STRINGS)
                : List.of();
    }

    /** Whether a module could not be instantiated because its imports are missing or do not match. */
    static boolean isUnlinkable(PolyglotException exception) {
        return failureType(exception).equals("unlinkable");
    }

    /** The kind of an error of the engine, empty for other errors. */
    private static String failureType(PolyglotException exception) {
        Value failure = exception.getGuestObject();
        return failure != null && failure.hasMember("failureType")
                ? failure.getMember("failureType").asString()
                : "";
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

/** What the command returns to the shell when it is not the program that decides. */
final class ExitCode {
    static final int OK = 0;

    /** A file that is missing or no valid module, or a module that cannot be linked. */
    static final int FAILED = 1;

    /** Arguments that make no sense. */
    static final int USAGE = 2;

    /** A bug of ours, as {@code sysexits.h} numbers it. */
    static final int INTERNAL_ERROR = 70;

    /** A trap: what a shell reports for a process that was aborted. */
    static final int TRAP = 134;

    private ExitCode() {}
}

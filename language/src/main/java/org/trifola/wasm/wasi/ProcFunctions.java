// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.trifola.wasm.syntax.NumType.I32;

import org.jspecify.annotations.Nullable;

/** The end of the program. */
final class ProcFunctions {
    /** The exit status of a program that a signal ended, as shells report it. */
    private static final int SIGNAL_STATUS = 128;

    private static final int SIGNAL_COUNT = 31;

    private ProcFunctions() {}

    static @Nullable WasiFunction find(String name) {
        return switch (name) {
            case "proc_exit" -> WasiFunction.withoutReturn(ProcFunctions::exit, I32);
            case "proc_raise" -> WasiFunction.of(ProcFunctions::raise, I32);
            default -> null;
        };
    }

    private static void exit(Wasi wasi, Arguments args) {
        throw wasi.exit(args.i32(0));
    }

    /** Signals that end a process end the program; there is nobody to handle, stop or continue it. */
    private static void raise(Wasi wasi, Arguments args) {
        int signal = args.i32(0);
        if (signal < 0 || signal >= SIGNAL_COUNT) {
            throw Errno.INVAL.error();
        }
        switch (signal) {
            case 0 -> {}
            // SIGPIPE, SIGCHLD, SIGCONT, SIGURG, SIGWINCH: ignored where nobody handles them.
            case 13, 16, 17, 22, 27 -> {}
            // SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU: nobody could ever continue the program.
            case 18, 19, 20, 21 -> throw Errno.NOTSUP.error();
            default -> throw wasi.exit(SIGNAL_STATUS + signal);
        }
    }
}

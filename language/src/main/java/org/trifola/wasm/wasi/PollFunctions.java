// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.trifola.wasm.syntax.NumType.I32;

import org.jspecify.annotations.Nullable;

/** Waiting for events. */
final class PollFunctions {
    private PollFunctions() {}

    static @Nullable WasiFunction find(String name) {
        return switch (name) {
            case "poll_oneoff" -> WasiFunction.of(PollFunctions::poll, I32, I32, I32, I32);
            default -> null;
        };
    }

    private static void poll(Wasi wasi, Arguments args) {
        throw Errno.NOTSUP.error();
    }
}

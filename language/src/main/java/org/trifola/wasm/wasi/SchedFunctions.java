// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import org.jspecify.annotations.Nullable;

/** The scheduler. */
final class SchedFunctions {
    private SchedFunctions() {}

    static @Nullable WasiFunction find(String name) {
        return switch (name) {
            case "sched_yield" -> WasiFunction.of(SchedFunctions::schedYield);
            default -> null;
        };
    }

    @SuppressWarnings("ThreadPriorityCheck") // To yield is what the guest asks for.
    private static void schedYield(Wasi wasi, Arguments args) {
        Thread.yield();
    }
}

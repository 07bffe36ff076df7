// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;

import org.jspecify.annotations.Nullable;

/** The clocks. */
final class ClockFunctions {
    private ClockFunctions() {}

    static @Nullable WasiFunction find(String name) {
        return switch (name) {
            case "clock_res_get" -> WasiFunction.of(ClockFunctions::resGet, I32, I32);
            case "clock_time_get" -> WasiFunction.of(ClockFunctions::timeGet, I32, I64, I32);
            default -> null;
        };
    }

    private static void resGet(Wasi wasi, Arguments args) {
        wasi.memory().putLong(args.i32(1), Clock.of(args.i32(0)).resolution());
    }

    private static void timeGet(Wasi wasi, Arguments args) {
        wasi.memory().putLong(args.i32(2), Clock.of(args.i32(0)).now());
    }
}

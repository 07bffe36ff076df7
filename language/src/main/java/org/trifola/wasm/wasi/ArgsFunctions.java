// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.trifola.wasm.syntax.NumType.I32;

import org.jspecify.annotations.Nullable;

/** The arguments of the program. */
final class ArgsFunctions {
    private ArgsFunctions() {}

    static @Nullable WasiFunction find(String name) {
        return switch (name) {
            case "args_get" -> WasiFunction.of(ArgsFunctions::get, I32, I32);
            case "args_sizes_get" -> WasiFunction.of(ArgsFunctions::sizesGet, I32, I32);
            default -> null;
        };
    }

    private static void get(Wasi wasi, Arguments args) {
        strings(wasi).write(wasi.memory(), args.i32(0), args.i32(1));
    }

    private static void sizesGet(Wasi wasi, Arguments args) {
        strings(wasi).writeSizes(wasi.memory(), args.i32(0), args.i32(1));
    }

    private static StringList strings(Wasi wasi) {
        return new StringList(wasi.config().arguments());
    }
}

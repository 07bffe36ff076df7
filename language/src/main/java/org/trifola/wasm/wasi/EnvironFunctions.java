// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.trifola.wasm.syntax.NumType.I32;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The environment variables of the program. */
final class EnvironFunctions {
    private EnvironFunctions() {}

    static @Nullable WasiFunction find(String name) {
        return switch (name) {
            case "environ_get" -> WasiFunction.of(EnvironFunctions::get, I32, I32);
            case "environ_sizes_get" -> WasiFunction.of(EnvironFunctions::sizesGet, I32, I32);
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
        List<String> variables = new ArrayList<>();
        wasi.config().environment().forEach((name, value) -> variables.add(name + "=" + value));
        return new StringList(variables);
    }
}

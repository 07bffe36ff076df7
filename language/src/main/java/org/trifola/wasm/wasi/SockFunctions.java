// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.trifola.wasm.syntax.NumType.I32;

import org.jspecify.annotations.Nullable;

/** Sockets. */
final class SockFunctions {
    private SockFunctions() {}

    static @Nullable WasiFunction find(String name, Abi abi) {
        return switch (name) {
            case "sock_accept" -> abi == Abi.UNSTABLE ? null : WasiFunction.of(SockFunctions::socket, I32, I32, I32);
            case "sock_recv" -> WasiFunction.of(SockFunctions::socket, I32, I32, I32, I32, I32, I32);
            case "sock_send" -> WasiFunction.of(SockFunctions::socket, I32, I32, I32, I32, I32);
            case "sock_shutdown" -> WasiFunction.of(SockFunctions::socket, I32, I32);
            default -> null;
        };
    }

    private static void socket(Wasi wasi, Arguments args) {
        wasi.descriptors().get(args.i32(0));
        throw Errno.NOTSOCK.error();
    }
}

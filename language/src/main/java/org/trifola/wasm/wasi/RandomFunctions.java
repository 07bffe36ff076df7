// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.trifola.wasm.syntax.NumType.I32;

import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.nodes.Node;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Random numbers, from a secure source. */
final class RandomFunctions {
    private static final int CHUNK = 1 << 16;

    private RandomFunctions() {}

    static @Nullable WasiFunction find(String name) {
        return switch (name) {
            case "random_get" -> WasiFunction.of(RandomFunctions::get, I32, I32);
            default -> null;
        };
    }

    private static void get(Wasi wasi, Arguments args) {
        GuestMemory memory = wasi.memory();
        long length = Integer.toUnsignedLong(args.i32(1));
        memory.address(args.i32(0), length);
        byte[] bytes = new byte[(int) Math.min(CHUNK, length)];
        SecureRandom random = new SecureRandom();
        @Nullable Node location = null;
        for (long done = 0; done < length; done += bytes.length) {
            TruffleSafepoint.poll(location);
            random.nextBytes(bytes);
            int pointer = (int) (Integer.toUnsignedLong(args.i32(0)) + done);
            memory.putBytes(pointer, bytes, 0, (int) Math.min(bytes.length, length - done));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lists directories as C libraries do: buffer by buffer, going on with the last entry that was not cut off. */
final class Listings {
    private static final int HEADER_SIZE = 24;

    private Listings() {}

    /** The names of all entries, sorted. */
    static List<String> names(Guest guest, int fd, int bufferSize) {
        List<String> names = new ArrayList<>();
        forEach(guest, fd, bufferSize, names::add);
        return names.stream().sorted().toList();
    }

    /** Calls somebody with every name. */
    static void forEach(Guest guest, int fd, int bufferSize, Consumer<String> onName) {
        long cookie = 0;
        int used = bufferSize;
        while (used == bufferSize) {
            guest.succeed("fd_readdir", fd, Guest.DATA, bufferSize, cookie, Guest.RESULT);
            used = guest.getInt(Guest.RESULT);
            int offset = 0;
            while (offset + HEADER_SIZE <= used) {
                int length = guest.getInt(Guest.DATA + offset + 16);
                if (offset + HEADER_SIZE + length > used) {
                    break;
                }
                onName.accept(guest.getString(Guest.DATA + offset + HEADER_SIZE, length));
                cookie = guest.getLong(Guest.DATA + offset);
                offset += HEADER_SIZE + length;
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A list of strings as C programs want it: an array of pointers, and zero-terminated bytes they point to. */
final class StringList {
    private final List<byte[]> strings = new ArrayList<>();
    private final int byteSize;

    StringList(List<String> strings) {
        int size = 0;
        for (String string : strings) {
            byte[] bytes = (string + '\0').getBytes(StandardCharsets.UTF_8);
            this.strings.add(bytes);
            size += bytes.length;
        }
        byteSize = size;
    }

    /** Writes the number of strings and the size of all of them. */
    void writeSizes(GuestMemory memory, int countPointer, int sizePointer) {
        memory.putInt(countPointer, strings.size());
        memory.putInt(sizePointer, byteSize);
    }

    /** Writes the pointers and the strings. */
    void write(GuestMemory memory, int pointers, int bytes) {
        int pointer = pointers;
        int to = bytes;
        for (byte[] string : strings) {
            memory.putInt(pointer, to);
            memory.putBytes(to, string, 0, string.length);
            pointer += Integer.BYTES;
            to += string.length;
        }
    }
}

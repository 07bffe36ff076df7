// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

/**
 * The kinds of files and descriptors, in the order of their numbers.
 *
 * <p>Specification: WASI 0.1, "filetype".
 */
enum FileType {
    UNKNOWN,
    BLOCK_DEVICE,
    CHARACTER_DEVICE,
    DIRECTORY,
    REGULAR_FILE,
    SOCKET_DGRAM,
    SOCKET_STREAM,
    SYMBOLIC_LINK;

    private static final int UNIX_TYPE_MASK = 0xF000;

    /** The number that the guest sees. */
    byte code() {
        return (byte) ordinal();
    }

    /** The type in the mode of a Unix file. */
    static FileType ofUnixMode(int mode) {
        return switch (mode & UNIX_TYPE_MASK) {
            case 0x2000 -> CHARACTER_DEVICE;
            case 0x4000 -> DIRECTORY;
            case 0x6000 -> BLOCK_DEVICE;
            case 0x8000 -> REGULAR_FILE;
            case 0xA000 -> SYMBOLIC_LINK;
            case 0xC000 -> SOCKET_STREAM;
            default -> UNKNOWN;
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

/**
 * The flags of a descriptor.
 *
 * <p>Specification: WASI 0.1, "fdflags".
 */
final class FdFlags {
    static final int APPEND = 1;
    static final int DSYNC = 2;
    static final int NONBLOCK = 4;
    static final int RSYNC = 8;
    static final int SYNC = 16;

    static final int ANY_SYNC = DSYNC | RSYNC | SYNC;

    private static final int ALL = APPEND | NONBLOCK | ANY_SYNC;

    private FdFlags() {}

    /** The flags in an argument, refused when there are unknown ones among them. */
    static int check(int flags) {
        if ((flags & ~ALL) != 0) {
            throw Errno.INVAL.error();
        }
        return flags;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

/** Ends a WASI call with an error code; it never leaves {@link WasiCode}. */
final class WasiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    WasiError(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }

    /** The code that the guest gets. */
    Errno errno() {
        return errno;
    }
}

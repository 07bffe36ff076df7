// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

/**
 * Whether a descriptor can be read or written without waiting.
 *
 * @param bytes how many bytes, as far as it is known; negative when it has to be waited for
 * @param hangup whether the other side is gone
 */
record Readiness(long bytes, boolean hangup) {
    /** It has to be waited for. */
    static final Readiness NOT_YET = new Readiness(-1, false);

    /** It never has to be waited for. */
    static final Readiness ALWAYS = new Readiness(1, false);

    boolean isReady() {
        return bytes >= 0;
    }
}

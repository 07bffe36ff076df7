// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

/** A function holds something that this tier leaves to the nodes; its message names it. */
final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unsupported(String what) {
        super(what, null, false, false);
    }
}

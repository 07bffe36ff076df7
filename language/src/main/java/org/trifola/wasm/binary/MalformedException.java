// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

/** The bytes or the text are no module; the message is that of the official test suite, with details where they help. */
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;

    /**
     * Reports a malformed module.
     *
     * @param offset the position of the offending byte in the module
     */
    public MalformedException(int offset, String message) {
        super(message);
        this.offset = offset;
    }

    /** The position of the offending byte in the module. */
    public int offset() {
        return offset;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

/**
 * A module breaks a rule of validation.
 *
 * <p>The message begins with the text of the official test suite and goes on with what was found; the position leads to
 * the place. Specification: chapter 3 "Validation".
 */
public final class InvalidException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final int functionIndex;

    /** Reports an invalid module; see the accessors for the parameters. */
    public InvalidException(String message, int offset, int functionIndex) {
        super(message);
        this.offset = offset;
        this.functionIndex = functionIndex;
    }

    /**
     * The position in the module of the offending instruction; -1 where the message names the offending definition
     * instead.
     */
    public int offset() {
        return offset;
    }

    /** The function whose body is invalid, -1 when it is something outside function bodies. */
    public int functionIndex() {
        return functionIndex;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

/**
 * The text is no module; the message begins with that of the official test suite.
 *
 * <p>The counterpart of {@code binary.MalformedException} for positions in a text. Specification: chapter 6 "Text Format".
 */
public final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String message;
    private final int line;
    private final int column;

    /**
     * Reports an error in a text.
     *
     * @param line the line of the offending character, from 1
     * @param column the column of the offending character, from 1, in Unicode characters
     */
    public SyntaxException(int line, int column, String message) {
        super(message);
        this.message = message;
        this.line = line;
        this.column = column;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** The line of the offending character, from 1. */
    public int line() {
        return line;
    }

    /** The column of the offending character, from 1, in Unicode characters. */
    public int column() {
        return column;
    }
}

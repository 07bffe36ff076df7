// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

/**
 * The kinds of tokens.
 *
 * <p>Specification: 6.3.1 "Tokens".
 */
public enum TokenKind {
    LEFT_PAREN("\"(\""),
    RIGHT_PAREN("\")\""),
    /** A word of the grammar: a mnemonic or one of {@link Keywords}. */
    KEYWORD("a keyword"),
    /** {@code offset=} with a number. */
    OFFSET("an offset"),
    /** {@code align=} with a number. */
    ALIGN("an alignment"),
    /** {@code $name} or {@code $"name"}. */
    ID("an identifier"),
    /** An integer without sign. */
    NAT("a number"),
    /** An integer with a sign. */
    INT("an integer"),
    FLOAT("a floating-point number"),
    STRING("a string"),
    /** The opening parenthesis and name of an annotation that means something to this parser. */
    ANNOTATION("an annotation"),
    /** Characters that form no token of the grammar. */
    RESERVED("a reserved token"),
    END("the end of the text");

    private final String description;

    TokenKind(String description) {
        this.description = description;
    }

    /** How messages call a token of this kind. */
    @Override
    public String toString() {
        return description;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The tokens of a text, as ranges of its bytes in UTF-8.
 *
 * <p>Kept in arrays, because a module is walked twice: once for its identifiers, which may be used before their
 * definition, and once for its content. Specification: 6.3 "Lexical Format".
 */
public final class Tokens {
    private static final TokenKind[] KINDS = TokenKind.values();

    private final byte[] source;
    private int count;
    private byte[] kinds;
    private int[] starts;
    private int[] ends;
    private short[] details;

    /** No tokens yet. */
    Tokens(byte[] source) {
        this.source = source;
        int capacity = source.length / 8 + 16;
        kinds = new byte[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
        details = new short[capacity];
    }

    /**
     * Appends a token.
     *
     * @param detail the number of a keyword, the ordinal of an {@link Annotation}, 0 for other kinds
     */
    void add(TokenKind kind, int start, int end, int detail) {
        if (count == kinds.length) {
            int capacity = count + count / 2;
            kinds = Arrays.copyOf(kinds, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            details = Arrays.copyOf(details, capacity);
        }
        kinds[count] = (byte) kind.ordinal();
        starts[count] = start;
        ends[count] = end;
        details[count] = (short) detail;
        count++;
    }

    /** Takes back the tokens from the given one on. */
    void truncate(int newCount) {
        count = newCount;
    }

    /** The number of tokens, {@link TokenKind#END} included. */
    int count() {
        return count;
    }

    /** The bytes of the text. */
    byte[] source() {
        return source;
    }

    /** What a token is. */
    TokenKind kind(int token) {
        return KINDS[kinds[token]];
    }

    /** The position of a token's first byte. */
    int start(int token) {
        return starts[token];
    }

    /** The position after a token's last byte. */
    int end(int token) {
        return ends[token];
    }

    /** What {@link #add} was told. */
    int detail(int token) {
        return details[token];
    }

    /** The characters of a token. */
    String text(int token) {
        return new String(source, starts[token], ends[token] - starts[token], StandardCharsets.UTF_8);
    }

    /** An error at a byte of the text. */
    SyntaxException error(int offset, String message) {
        return error(source, offset, message);
    }

    /** An error at a byte of a text. */
    static SyntaxException error(byte[] source, int offset, String message) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < offset; i++) {
            if (source[i] == '\n') {
                line++;
                column = 1;
            } else if ((source[i] & 0xC0) != 0x80) {
                column++;
            }
        }
        return new SyntaxException(line, column, message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.ByteWriter;
import org.trifola.wasm.syntax.Opcode;

/**
 * A cursor over the tokens of a text: what every part of the parsers is built from.
 *
 * <p>Methods named {@code at…} look, {@code take…} pass over a token if it is there, and all others demand it: they
 * throw a {@link SyntaxException} with the position when it is not. Specification: 6.3 "Lexical Format", 6.3.2 "Values".
 */
public final class TokenCursor {
    private static final int MAX_SHOWN = 40;

    private final Tokens tokens;
    private int token;

    private TokenCursor(Tokens tokens, int token) {
        this.tokens = tokens;
        this.token = token;
    }

    /**
     * A cursor at the first token of a text in UTF-8.
     *
     * @throws SyntaxException when the text can not be cut into tokens
     */
    public static TokenCursor of(byte[] utf8) {
        return new TokenCursor(Lexer.lex(utf8), 0);
    }

    /** Another cursor at the same place. */
    public TokenCursor copy() {
        return new TokenCursor(tokens, token);
    }

    /** The number of the token at the cursor, for {@link #seek} and {@link #errorAt}. */
    public int position() {
        return token;
    }

    /** Moves to a token. */
    public void seek(int position) {
        token = position;
    }

    /** Moves to the next token. */
    public void next() {
        token++;
    }

    /** What the token at the cursor is. */
    public TokenKind kind() {
        return tokens.kind(token);
    }

    /** The characters of the token at the cursor. */
    public String text() {
        return tokens.text(token);
    }

    /** The keyword at the cursor, the empty string for any other token. */
    public String keyword() {
        return kind() == TokenKind.KEYWORD ? Keywords.text(tokens.detail(token)) : "";
    }

    /** The instruction whose mnemonic stands at the cursor, null for any other token. */
    @Nullable
    Opcode opcode() {
        return kind() == TokenKind.KEYWORD ? Keywords.opcode(tokens.detail(token)) : null;
    }

    /** The position in the text of the token at the cursor. */
    public int offset() {
        return tokens.start(token);
    }

    /** The number of line ends between two positions in the text. */
    public int newlines(int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if (tokens.source()[i] == '\n') {
                count++;
            }
        }
        return count;
    }

    // --- Looking ---

    /** Whether a token of this kind is next. */
    public boolean at(TokenKind kind) {
        return kind() == kind;
    }

    /** Whether this keyword is next. */
    public boolean at(String keyword) {
        return keyword().equals(keyword);
    }

    /** Whether an opening parenthesis and this keyword are next. */
    public boolean atOpen(String keyword) {
        return kind() == TokenKind.LEFT_PAREN && keywordAfterParenthesis().equals(keyword);
    }

    /** The keyword after the opening parenthesis at the cursor, the empty string for any other token. */
    public String keywordAfterParenthesis() {
        return tokens.kind(token + 1) == TokenKind.KEYWORD ? Keywords.text(tokens.detail(token + 1)) : "";
    }

    /** Whether an index is next: a number or an identifier. */
    public boolean atIndex() {
        TokenKind kind = kind();
        return kind == TokenKind.NAT || kind == TokenKind.ID;
    }

    /** The kind of the token after the next one. */
    TokenKind kindAfterNext() {
        return tokens.kind(token + 1);
    }

    /** The annotation that starts at the cursor, null when none does. */
    @Nullable
    Annotation annotation() {
        return at(TokenKind.ANNOTATION) ? Annotation.values()[tokens.detail(token)] : null;
    }

    // --- Taking what may be there ---

    /** Passes over a keyword if it is next. */
    public boolean take(String keyword) {
        boolean found = at(keyword);
        if (found) {
            next();
        }
        return found;
    }

    /** Passes over an opening parenthesis and a keyword if they are next. */
    public boolean takeOpen(String keyword) {
        boolean found = atOpen(keyword);
        if (found) {
            token += 2;
        }
        return found;
    }

    /** Passes over a closing parenthesis if it is next. */
    public boolean takeClose() {
        boolean found = at(TokenKind.RIGHT_PAREN);
        if (found) {
            next();
        }
        return found;
    }

    /** Passes over an identifier and returns its name without {@code $}; null when none is next. */
    public @Nullable String takeId() {
        return at(TokenKind.ID) ? id() : null;
    }

    // --- Demanding ---

    /** Passes over an opening parenthesis. */
    public void open() {
        expect(TokenKind.LEFT_PAREN);
    }

    /** Passes over a closing parenthesis. */
    public void close() {
        expect(TokenKind.RIGHT_PAREN);
    }

    /** Passes over a keyword. */
    public void expect(String keyword) {
        if (!take(keyword)) {
            throw unexpected("\"" + keyword + "\"");
        }
    }

    /** Passes over a token of this kind. */
    public void expect(TokenKind kind) {
        if (kind() != kind) {
            throw unexpected(kind.toString());
        }
        next();
    }

    /** Passes over an identifier and returns its name without {@code $}. */
    String id() {
        int start = tokens.start(token) + 1;
        int end = tokens.end(token);
        expect(TokenKind.ID);
        byte[] source = tokens.source();
        if (source[start] == '"') {
            return new String(Strings.content(source, start + 1, end - 1), StandardCharsets.UTF_8);
        }
        return new String(source, start, end - start, StandardCharsets.US_ASCII);
    }

    /** Passes over a string and returns its bytes. */
    public byte[] string() {
        ByteWriter out = new ByteWriter();
        string(out);
        return out.toByteArray();
    }

    /** Passes over a string and appends its bytes. */
    public void string(ByteWriter out) {
        int start = tokens.start(token);
        int end = tokens.end(token);
        expect(TokenKind.STRING);
        Strings.append(out, tokens.source(), start + 1, end - 1);
    }

    /** Passes over a string that must be UTF-8. */
    public String name() {
        int position = token;
        byte[] utf8 = string();
        if (Utf8.firstMalformed(utf8, 0, utf8.length) >= 0) {
            throw errorAt(position, "malformed UTF-8 encoding");
        }
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Passes over any number of strings and appends their bytes. */
    public void strings(ByteWriter out) {
        while (at(TokenKind.STRING)) {
            string(out);
        }
    }

    /** Passes over an unsigned 8-bit integer. */
    int u8() {
        return (int) unsigned(8);
    }

    /** Passes over an unsigned 32-bit integer, given back as the bits of an {@code int}. */
    public int u32() {
        return (int) unsigned(32);
    }

    /** Passes over an unsigned 64-bit integer, given back as the bits of a {@code long}. */
    long u64() {
        return unsigned(64);
    }

    private long unsigned(int bits) {
        if (kind() != TokenKind.NAT) {
            throw unexpected(TokenKind.NAT.toString());
        }
        return integer(bits, 0);
    }

    /** Passes over the number that follows {@code offset=} or {@code align=}, an unsigned 64-bit integer. */
    long assigned() {
        int prefix = text().indexOf('=') + 1;
        return integer(64, prefix);
    }

    /** Passes over an integer of the given width, signed or unsigned. */
    public long integer(int bits) {
        TokenKind kind = kind();
        if (kind != TokenKind.NAT && kind != TokenKind.INT) {
            throw unexpected(TokenKind.INT.toString());
        }
        return integer(bits, 0);
    }

    private long integer(int bits, int prefix) {
        try {
            long value = Numbers.integer(tokens.source(), tokens.start(token) + prefix, tokens.end(token), bits);
            next();
            return value;
        } catch (ArithmeticException _) {
            throw outOfRange("i" + bits);
        }
    }

    /** Passes over a 32-bit floating-point number and returns its bits. */
    public int f32() {
        requireNumber();
        try {
            int bits = Numbers.f32(tokens.source(), tokens.start(token), tokens.end(token));
            next();
            return bits;
        } catch (ArithmeticException _) {
            throw outOfRange("f32");
        }
    }

    /** Passes over a 64-bit floating-point number and returns its bits. */
    public long f64() {
        requireNumber();
        try {
            long bits = Numbers.f64(tokens.source(), tokens.start(token), tokens.end(token));
            next();
            return bits;
        } catch (ArithmeticException _) {
            throw outOfRange("f64");
        }
    }

    private void requireNumber() {
        if (!atNumber()) {
            throw unexpected("a number");
        }
    }

    /** Whether a number of any kind is next. */
    public boolean atNumber() {
        TokenKind kind = kind();
        return kind == TokenKind.NAT || kind == TokenKind.INT || kind == TokenKind.FLOAT;
    }

    /** Passes over everything up to and including the parenthesis that closes the group which the cursor is in. */
    public void skipGroup() {
        int depth = 1;
        while (depth > 0) {
            switch (tokens.kind(token)) {
                case LEFT_PAREN, ANNOTATION -> depth++;
                case RIGHT_PAREN -> depth--;
                case END -> throw unexpected("\")\"");
                default -> {}
            }
            token++;
        }
    }

    // --- Errors ---

    private SyntaxException outOfRange(String type) {
        return error(type + " constant out of range: " + shown());
    }

    /** An error because of the token at the cursor. */
    public SyntaxException unexpected(String expected) {
        return switch (kind()) {
            case RESERVED -> error("unknown operator " + shown());
            case ANNOTATION -> error("misplaced " + annotation() + " annotation");
            case END -> error("unexpected token (end of text), expected " + expected);
            default -> error("unexpected token " + shown() + ", expected " + expected);
        };
    }

    /** An error at the cursor. */
    public SyntaxException error(String message) {
        return errorAt(token, message);
    }

    /** An error at a token. */
    public SyntaxException errorAt(int position, String message) {
        return tokens.error(tokens.start(position), message);
    }

    private String shown() {
        String text = text();
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}

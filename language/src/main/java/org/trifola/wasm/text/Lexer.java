// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into tokens.
 *
 * <p>White space, comments and unknown annotations leave no token. Characters that form no token of the grammar become a
 * {@link TokenKind#RESERVED} one, because an annotation may hold them; the parser reports the others. Specification:
 * 6.3 "Lexical Format".
 */
final class Lexer {
    private static final boolean[] ID_CHARACTERS = new boolean[128];

    static {
        for (char c = '!'; c <= '~'; c++) {
            ID_CHARACTERS[c] = "\"(),;[]{}".indexOf(c) < 0;
        }
    }

    private final byte[] source;
    private final Tokens tokens;
    private int at;

    /** The parentheses open inside of the current annotation, itself included; 0 outside of annotations. */
    private int annotationDepth;

    private int annotationStart;
    /** The token to go back to when the current annotation ends, -1 when its tokens are kept. */
    private int skipFrom = -1;

    private Lexer(byte[] source) {
        this.source = source;
        tokens = new Tokens(source);
    }

    /**
     * Cuts a text in UTF-8 into tokens.
     *
     * @throws SyntaxException when a comment, string or annotation is not closed, or a character may not stand where it
     *     does
     */
    static Tokens lex(byte[] source) {
        int malformed = Utf8.firstMalformed(source, 0, source.length);
        if (malformed >= 0) {
            throw Tokens.error(source, malformed, "malformed UTF-8 encoding");
        }
        Lexer lexer = new Lexer(source);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (at < source.length) {
            switch (source[at]) {
                case ' ', '\t', '\n', '\r' -> at++;
                case '(' -> leftParenthesis();
                case ')' -> rightParenthesis();
                case ';' -> semicolon();
                case ',', '[', ']', '{', '}' -> single(TokenKind.RESERVED);
                default -> word();
            }
        }
        if (annotationDepth > 0) {
            throw error(annotationStart, "unclosed annotation");
        }
        add(TokenKind.END, at, 0);
    }

    /** Adds the token from {@code start} to the cursor. */
    private void add(TokenKind kind, int start, int detail) {
        tokens.add(kind, start, at, detail);
    }

    /** Adds a token of one byte and passes over it. */
    private void single(TokenKind kind) {
        at++;
        add(kind, at - 1, 0);
    }

    private SyntaxException error(int offset, String message) {
        return tokens.error(offset, message);
    }

    /** The byte some places after the cursor, 0 after the end. */
    private int peek(int distance) {
        return at + distance < source.length ? source[at + distance] : 0;
    }

    private void leftParenthesis() {
        if (peek(1) == ';') {
            blockComment();
        } else if (annotationDepth > 0) {
            annotationDepth++;
            single(TokenKind.LEFT_PAREN);
        } else if (peek(1) == '@') {
            annotation();
        } else {
            single(TokenKind.LEFT_PAREN);
        }
    }

    private void rightParenthesis() {
        single(TokenKind.RIGHT_PAREN);
        if (annotationDepth > 0) {
            annotationDepth--;
            if (annotationDepth == 0 && skipFrom >= 0) {
                tokens.truncate(skipFrom);
                skipFrom = -1;
            }
        }
    }

    private void annotation() {
        annotationStart = at;
        at += 2;
        int start = at;
        String id;
        if (peek(0) == '"') {
            string("empty annotation id");
            byte[] utf8 = Strings.content(source, start + 1, at - 1);
            requireUtf8(start, utf8);
            id = new String(utf8, StandardCharsets.UTF_8);
        } else {
            while (at < source.length && isIdCharacter(source[at])) {
                at++;
            }
            id = new String(source, start, at - start, StandardCharsets.US_ASCII);
        }
        if (id.isEmpty()) {
            throw error(annotationStart, "empty annotation id");
        }
        annotationDepth = 1;
        Annotation annotation = Annotation.of(id);
        if (annotation == null) {
            skipFrom = tokens.count();
        } else {
            add(TokenKind.ANNOTATION, annotationStart, annotation.ordinal());
        }
    }

    private void semicolon() {
        if (peek(1) != ';') {
            single(TokenKind.RESERVED);
            return;
        }
        while (at < source.length && source[at] != '\n' && source[at] != '\r') {
            at++;
        }
    }

    private void blockComment() {
        int start = at;
        int depth = 0;
        do {
            if (at >= source.length) {
                throw error(start, "unclosed comment");
            }
            if (source[at] == '(' && peek(1) == ';') {
                depth++;
                at += 2;
            } else if (source[at] == ';' && peek(1) == ')') {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0);
    }

    /** Reads a run of identifier characters and strings; only the two together without space make a token. */
    private void word() {
        int start = at;
        int strings = 0;
        while (at < source.length) {
            if (isIdCharacter(source[at])) {
                at++;
            } else if (source[at] == '"') {
                strings++;
                boolean identifier = at == start + 1 && source[start] == '$';
                string(identifier ? "empty identifier" : null);
            } else {
                break;
            }
        }
        if (at == start) {
            throw error(start, "illegal character");
        }
        classify(start, strings);
    }

    private void classify(int start, int strings) {
        int first = source[start];
        if (first == '$') {
            identifier(start, strings);
        } else if (strings > 0) {
            boolean oneString = strings == 1 && first == '"' && source[at - 1] == '"';
            add(oneString ? TokenKind.STRING : TokenKind.RESERVED, start, 0);
        } else {
            numberOrKeyword(start);
        }
    }

    private void identifier(int start, int strings) {
        if (at == start + 1) {
            throw error(start, "empty identifier");
        }
        if (strings == 0) {
            add(TokenKind.ID, start, 0);
        } else if (strings == 1 && source[start + 1] == '"' && source[at - 1] == '"') {
            byte[] utf8 = Strings.content(source, start + 2, at - 1);
            requireUtf8(start, utf8);
            if (utf8.length == 0) {
                throw error(start, "empty identifier");
            }
            add(TokenKind.ID, start, 0);
        } else {
            add(TokenKind.RESERVED, start, 0);
        }
    }

    private void numberOrKeyword(int start) {
        TokenKind number = Numbers.kind(source, start, at);
        if (number != null) {
            add(number, start, 0);
            return;
        }
        int keyword = Keywords.find(source, start, at);
        if (keyword >= 0) {
            add(TokenKind.KEYWORD, start, keyword);
        } else if (isAssignment(start, "offset=")) {
            add(TokenKind.OFFSET, start, 0);
        } else if (isAssignment(start, "align=")) {
            add(TokenKind.ALIGN, start, 0);
        } else {
            add(TokenKind.RESERVED, start, 0);
        }
    }

    private boolean isAssignment(int start, String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            if (start + i >= at || source[start + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return Numbers.kind(source, start + prefix.length(), at) == TokenKind.NAT;
    }

    /**
     * Passes over a string.
     *
     * @param controlMessage the error when a control character makes it no string, null for the usual one
     */
    private void string(@Nullable String controlMessage) {
        int start = at++;
        while (true) {
            if (at >= source.length) {
                throw error(start, "unclosed string");
            }
            int c = source[at];
            if (c == '"') {
                at++;
                return;
            }
            if (c >= 0 && c < ' ' || c == 0x7F) {
                throw error(at, controlMessage != null ? controlMessage : controlProblem(c));
            }
            if (c == '\\') {
                escape();
            } else {
                at++;
            }
        }
    }

    private static String controlProblem(int c) {
        return c == '\n' || c == '\r' ? "unclosed string" : "illegal control character in string";
    }

    private void escape() {
        int length = Strings.escapeLength(source, at);
        if (length == 0) {
            throw error(at, "illegal escape");
        }
        at += length;
    }

    private void requireUtf8(int start, byte[] utf8) {
        if (Utf8.firstMalformed(utf8, 0, utf8.length) >= 0) {
            throw error(start, "malformed UTF-8 encoding");
        }
    }

    /** Whether a character may stand in an identifier without quotes. */
    static boolean isIdCharacter(int c) {
        return c >= 0 && c < ID_CHARACTERS.length && ID_CHARACTERS[c];
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.wasi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON into maps, lists, strings, numbers, truth values and null: as much as the suite's descriptions need. */
final class JsonReader {
    private final String text;
    private int position;

    private JsonReader(String text) {
        this.text = text;
    }

    /** The value that a text consists of. */
    static @Nullable Object read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value();
        reader.skipSpace();
        if (reader.position < text.length()) {
            throw reader.unexpected();
        }
        return value;
    }

    private @Nullable Object value() {
        skipSpace();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        expect('{');
        while (!ends('}', !members.isEmpty())) {
            skipSpace();
            String name = string();
            skipSpace();
            expect(':');
            members.put(name, value());
        }
        return members;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> elements = new ArrayList<>();
        expect('[');
        while (!ends(']', !elements.isEmpty())) {
            elements.add(value());
        }
        return elements;
    }

    /** Reads what stands before the next element: the end, or a comma unless the element is the first. */
    private boolean ends(char end, boolean needsComma) {
        skipSpace();
        if (peek() == end) {
            position++;
            return true;
        }
        if (needsComma) {
            expect(',');
        }
        return false;
    }

    private String string() {
        expect('"');
        StringBuilder result = new StringBuilder();
        while (peek() != '"') {
            char next = next();
            result.append(next == '\\' ? escape() : next);
        }
        position++;
        return result.toString();
    }

    private char escape() {
        char escaped = next();
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt(next() + "" + next() + next() + next(), 16);
            case '"', '\\', '/' -> escaped;
            default -> throw unexpected();
        };
    }

    private Number number() {
        int start = position;
        while (position < text.length() && "+-.eE0123456789".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        if (start == position) {
            throw unexpected();
        }
        return Double.valueOf(text.substring(start, position));
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, position)) {
            throw unexpected();
        }
        position += word.length();
        return value;
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private char peek() {
        if (position >= text.length()) {
            throw unexpected();
        }
        return text.charAt(position);
    }

    private char next() {
        char next = peek();
        position++;
        return next;
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw unexpected();
        }
        position++;
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException("unexpected end or character at offset " + position + " of: " + text);
    }
}

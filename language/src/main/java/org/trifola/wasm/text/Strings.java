// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.nio.charset.StandardCharsets;
import org.trifola.wasm.binary.ByteWriter;

/**
 * The escapes in strings.
 *
 * <p>Specification: 6.3.3 "Strings".
 */
final class Strings {
    private Strings() {}

    /** The number of bytes of the escape that starts with the backslash at {@code at}, 0 when it is none. */
    static int escapeLength(byte[] source, int at) {
        int next = at + 1 < source.length ? source[at + 1] : 0;
        return switch (next) {
            case 't', 'n', 'r', '"', '\'', '\\' -> 2;
            case 'u' -> unicodeEscapeLength(source, at);
            default -> isHex(source, at + 1) && isHex(source, at + 2) ? 3 : 0;
        };
    }

    private static int unicodeEscapeLength(byte[] source, int at) {
        int open = at + 2;
        if (open >= source.length || source[open] != '{') {
            return 0;
        }
        int end = Numbers.digits(source, open + 1, source.length, 16);
        if (end < 0 || end >= source.length || source[end] != '}') {
            return 0;
        }
        int character = unicodeEscape(source, open + 1, end);
        return character < 0 ? 0 : end + 1 - at;
    }

    /** The character with the given hexadecimal digits, -1 when there is none. */
    private static int unicodeEscape(byte[] source, int start, int end) {
        int value = 0;
        for (int i = start; i < end; i++) {
            if (source[i] != '_') {
                value = value << 4 | Character.digit(source[i], 16);
            }
            if (value > Character.MAX_CODE_POINT) {
                return -1;
            }
        }
        return value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE ? -1 : value;
    }

    private static boolean isHex(byte[] source, int at) {
        return at < source.length && Character.digit(source[at], 16) >= 0;
    }

    /** The bytes that a string stands for, given the range between its quotes. */
    static byte[] content(byte[] source, int start, int end) {
        ByteWriter out = new ByteWriter();
        append(out, source, start, end);
        return out.toByteArray();
    }

    /** Appends the bytes that a string stands for, given the range between its quotes. */
    static void append(ByteWriter out, byte[] source, int start, int end) {
        int at = start;
        while (at < end) {
            int plain = at;
            while (at < end && source[at] != '\\') {
                at++;
            }
            out.bytes(source, plain, at);
            if (at < end) {
                appendEscape(out, source, at);
                at += escapeLength(source, at);
            }
        }
    }

    private static void appendEscape(ByteWriter out, byte[] source, int at) {
        switch (source[at + 1]) {
            case 't' -> out.u8('\t');
            case 'n' -> out.u8('\n');
            case 'r' -> out.u8('\r');
            case '"', '\'', '\\' -> out.u8(source[at + 1]);
            case 'u' -> {
                int end = at + escapeLength(source, at) - 1;
                out.bytes(Character.toString(unicodeEscape(source, at + 3, end)).getBytes(StandardCharsets.UTF_8));
            }
            default -> out.u8(Character.digit(source[at + 1], 16) << 4 | Character.digit(source[at + 2], 16));
        }
    }
}

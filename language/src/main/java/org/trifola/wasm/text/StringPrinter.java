// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.HexFormat;

/**
 * Writes strings with their escapes.
 *
 * <p>Specification: 6.3.3 "Strings".
 */
final class StringPrinter {
    private static final HexFormat HEX = HexFormat.of();

    private StringPrinter() {}

    /** Text in quotes; characters that can not be seen are escaped. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(character -> {
            if (character < 0x80) {
                ascii(character, out);
            } else if (isVisible(character)) {
                out.appendCodePoint(character);
            } else {
                out.append("\\u{").append(Integer.toHexString(character)).append('}');
            }
        });
        return out.append('"').toString();
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Bytes in quotes; those that are no visible ASCII characters are escaped. */
    static void quoted(byte[] bytes, int start, int end, StringBuilder out) {
        out.append('"');
        for (int i = start; i < end; i++) {
            ascii(bytes[i] & 0xFF, out);
        }
        out.append('"');
    }

    private static void ascii(int character, StringBuilder out) {
        if (character == '"' || character == '\\') {
            out.append('\\').append((char) character);
        } else if (character >= ' ' && character < 0x7F) {
            out.append((char) character);
        } else {
            out.append('\\').append(HEX.toHexDigits((byte) character));
        }
    }
}

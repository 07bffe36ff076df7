// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes the values of options apart.
 *
 * <p>A backslash takes the special meaning from a separator, or a backslash, that follows it; before other characters it is
 * a backslash, as in the paths of Windows.
 */
final class OptionText {
    private static final String SPECIAL = ",:\\";

    private OptionText() {}

    /** The entries of a list, still with their backslashes. */
    static List<String> list(String text) {
        return text.isEmpty() ? List.of() : split(text, ",");
    }

    /** The parts of an entry, still with their backslashes. */
    static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int index = 0;
        while (index < text.length()) {
            if (isEscape(text, index)) {
                index += 2;
            } else if (text.startsWith(separator, index)) {
                parts.add(text.substring(start, index));
                index += separator.length();
                start = index;
            } else {
                index++;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** A part as it is meant, without its backslashes. */
    static String unescape(String part) {
        StringBuilder result = new StringBuilder(part.length());
        for (int index = 0; index < part.length(); index++) {
            if (isEscape(part, index)) {
                index++;
            }
            result.append(part.charAt(index));
        }
        return result.toString();
    }

    private static boolean isEscape(String text, int index) {
        return text.charAt(index) == '\\' && index + 1 < text.length() && SPECIAL.indexOf(text.charAt(index + 1)) >= 0;
    }
}

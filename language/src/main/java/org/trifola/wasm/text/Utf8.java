// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

/**
 * Checks whether bytes are UTF-8.
 *
 * <p>The JDK's decoders can do that too, but not without building the string. Specification: 5.2.4 "Names".
 */
final class Utf8 {
    private Utf8() {}

    /** The position of the first byte of a malformed character in a range, -1 when the range is well-formed. */
    static int firstMalformed(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            int length = bytes[at] >= 0 ? 1 : characterLength(bytes, at, end);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return -1;
    }

    /** The number of bytes of a character that is not ASCII, 0 when it is malformed. */
    private static int characterLength(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > end) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 0xFF;
        boolean overlong = first == 0xE0 && second < 0xA0 || first == 0xF0 && second < 0x90;
        boolean surrogate = first == 0xED && second >= 0xA0;
        boolean tooLarge = first == 0xF4 && second >= 0x90;
        return overlong || surrogate || tooLarge ? 0 : length;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the text format: which characters form one, and what it is worth.
 *
 * <p>Values are given as bits; nothing is ever a {@code float} or {@code double} that could lose the payload of a NaN.
 * Specification: 6.3.2 "Values".
 */
final class Numbers {
    private static final int F32_SIGNIFICAND_BITS = 23;
    private static final int F64_SIGNIFICAND_BITS = 52;

    private Numbers() {}

    /** The kind of number that a range is as a whole, null when it is none. */
    static @Nullable TokenKind kind(byte[] source, int start, int end) {
        boolean signed = start < end && (source[start] == '+' || source[start] == '-');
        int at = signed ? start + 1 : start;
        if (at < end && (source[at] == 'i' || source[at] == 'n')) {
            return isInfinityOrNan(source, at, end) ? TokenKind.FLOAT : null;
        }
        boolean hex = isHexPrefix(source, at, end);
        int afterDigits = digits(source, hex ? at + 2 : at, end, hex ? 16 : 10);
        if (afterDigits == end) {
            return signed ? TokenKind.INT : TokenKind.NAT;
        }
        return afterDigits >= 0 && isFraction(source, afterDigits, end, hex) ? TokenKind.FLOAT : null;
    }

    private static boolean isInfinityOrNan(byte[] source, int at, int end) {
        if (equals(source, at, end, "inf") || equals(source, at, end, "nan")) {
            return true;
        }
        int payload = at + "nan:".length();
        return payload < end
                && equals(source, at, payload, "nan:")
                && isHexPrefix(source, payload, end)
                && digits(source, payload + 2, end, 16) == end;
    }

    private static boolean isHexPrefix(byte[] source, int at, int end) {
        return end - at >= 2 && source[at] == '0' && source[at + 1] == 'x';
    }

    /** Whether a range that follows digits is an optional fraction and an optional exponent. */
    private static boolean isFraction(byte[] source, int start, int end, boolean hex) {
        int at = start;
        int radix = hex ? 16 : 10;
        if (source[at] == '.') {
            at++;
            if (at < end && Character.digit(source[at], radix) >= 0) {
                at = digits(source, at, end, radix);
            }
        }
        if (at < 0 || at == end) {
            return at == end;
        }
        int exponent = source[at] | 0x20;
        if (exponent != (hex ? 'p' : 'e')) {
            return false;
        }
        at++;
        if (at < end && (source[at] == '+' || source[at] == '-')) {
            at++;
        }
        return digits(source, at, end, 10) == end;
    }

    /** The position after the digits at {@code start}, with single underscores between them; -1 when there are none. */
    static int digits(byte[] source, int start, int end, int radix) {
        int at = start;
        while (at < end && Character.digit(source[at], radix) >= 0) {
            at++;
            if (at < end && source[at] == '_') {
                at++;
                if (at >= end || Character.digit(source[at], radix) < 0) {
                    return -1;
                }
            }
        }
        return at == start ? -1 : at;
    }

    private static boolean equals(byte[] source, int start, int end, String text) {
        if (end - start != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (source[start + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The value of an integer, in two's complement.
     *
     * @param bits the width: the value must be in the range of signed or of unsigned integers of this width
     * @throws ArithmeticException when it is not
     */
    static long integer(byte[] source, int start, int end, int bits) {
        boolean negative = source[start] == '-';
        boolean signed = negative || source[start] == '+';
        long magnitude = magnitude(source, signed ? start + 1 : start, end);
        long limit = negative ? 1L << bits - 1 : bits == 64 ? -1L : (1L << bits) - 1;
        if (Long.compareUnsigned(magnitude, limit) > 0) {
            throw new ArithmeticException("out of range");
        }
        return negative ? -magnitude : magnitude;
    }

    private static long magnitude(byte[] source, int start, int end) {
        boolean hex = isHexPrefix(source, start, end);
        int radix = hex ? 16 : 10;
        long most = Long.divideUnsigned(-1L, radix);
        long value = 0;
        for (int i = hex ? start + 2 : start; i < end; i++) {
            if (source[i] == '_') {
                continue;
            }
            int digit = Character.digit(source[i], radix);
            if (Long.compareUnsigned(value, most) > 0 || Long.compareUnsigned(value * radix, -1L - digit) > 0) {
                throw new ArithmeticException("out of range");
            }
            value = value * radix + digit;
        }
        return value;
    }

    /**
     * The bits of a 32-bit floating-point number.
     *
     * @throws ArithmeticException when the number is too large or the payload of a NaN does not fit
     */
    static int f32(byte[] source, int start, int end) {
        boolean negative = source[start] == '-';
        int sign = negative ? Integer.MIN_VALUE : 0;
        int from = negative || source[start] == '+' ? start + 1 : start;
        return switch (source[from]) {
            case 'i' -> sign | Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
            case 'n' ->
                sign
                        | Float.floatToRawIntBits(Float.POSITIVE_INFINITY)
                        | (int) payload(source, from, end, F32_SIGNIFICAND_BITS);
            default -> {
                float value = Float.parseFloat(javaText(source, from, end));
                if (Float.isInfinite(value)) {
                    throw new ArithmeticException("out of range");
                }
                yield sign | Float.floatToRawIntBits(value);
            }
        };
    }

    /**
     * The bits of a 64-bit floating-point number.
     *
     * @throws ArithmeticException when the number is too large or the payload of a NaN does not fit
     */
    static long f64(byte[] source, int start, int end) {
        boolean negative = source[start] == '-';
        long sign = negative ? Long.MIN_VALUE : 0;
        int from = negative || source[start] == '+' ? start + 1 : start;
        return switch (source[from]) {
            case 'i' -> sign | Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
            case 'n' ->
                sign
                        | Double.doubleToRawLongBits(Double.POSITIVE_INFINITY)
                        | payload(source, from, end, F64_SIGNIFICAND_BITS);
            default -> {
                double value = Double.parseDouble(javaText(source, from, end));
                if (Double.isInfinite(value)) {
                    throw new ArithmeticException("out of range");
                }
                yield sign | Double.doubleToRawLongBits(value);
            }
        };
    }

    /** The payload of {@code nan} (the canonical one) or {@code nan:0x…}. */
    private static long payload(byte[] source, int start, int end, int significandBits) {
        int digits = start + "nan:".length();
        if (digits > end) {
            return 1L << significandBits - 1;
        }
        long payload = magnitude(source, digits, end);
        if (payload == 0 || payload >>> significandBits != 0) {
            throw new ArithmeticException("out of range");
        }
        return payload;
    }

    /** The number as Java's parsers want it: without underscores, and with an exponent when it is hexadecimal. */
    private static String javaText(byte[] source, int start, int end) {
        String text = new String(source, start, end - start, StandardCharsets.US_ASCII).replace("_", "");
        boolean hex = isHexPrefix(source, start, end);
        return hex && text.indexOf('p') < 0 && text.indexOf('P') < 0 ? text + "p0" : text;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Value;

/**
 * Converts between words of the command line and values of a function type. Integers may be given signed or unsigned,
 * in decimal or hexadecimal; results are printed signed.
 */
final class Numbers {
    private static final Pattern INTEGER =
            Pattern.compile("[-+]?(?:0[xX](?<hexadecimal>[0-9a-fA-F]+)|(?<decimal>[0-9]+))");

    private Numbers() {}

    static Object parse(String text, String type) {
        try {
            return switch (type) {
                case "i32" -> integer(text, Integer.SIZE).intValue();
                case "i64" -> integer(text, Long.SIZE).longValue();
                case "f32" -> Float.valueOf(javaName(text));
                case "f64" -> Double.valueOf(javaName(text));
                default -> throw CommandException.usage("a value of type " + type + " cannot be given as an argument");
            };
        } catch (NumberFormatException e) {
            throw CommandException.usage("'" + text + "' is no " + type);
        }
    }

    /** What is no digits may have its name in the text format, too. */
    private static String javaName(String text) {
        return text.replace("inf", "Infinity").replace("nan", "NaN");
    }

    private static BigInteger integer(String text, int bits) {
        Matcher parts = INTEGER.matcher(text);
        if (!parts.matches()) {
            throw new NumberFormatException(text);
        }
        boolean negative = text.startsWith("-");
        BigInteger magnitude = parts.group("hexadecimal") != null
                ? new BigInteger(parts.group("hexadecimal"), 16)
                : new BigInteger(parts.group("decimal"));
        BigInteger value = negative ? magnitude.negate() : magnitude;
        boolean fits = negative ? value.bitLength() < bits : value.bitLength() <= bits;
        if (!fits) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    /** One result as text. */
    static String format(Value result, String type) {
        return switch (type) {
            case "i32" -> Integer.toString(result.asInt());
            case "i64" -> Long.toString(result.asLong());
            case "f32" -> Float.toString(result.asFloat());
            case "f64" -> Double.toString(result.asDouble());
            default -> result.isNull() ? "null" : result.toString();
        };
    }
}

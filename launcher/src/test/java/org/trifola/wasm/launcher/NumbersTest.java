// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-1, -1",
        "2147483647, 2147483647",
        "-2147483648, -2147483648",
        "4294967295, -1",
        "0xFFFFFFFF, -1",
        "-0x80000000, -2147483648",
        "0x10, 16",
        "+7, 7"
    })
    void i32_is_signed_or_unsigned_decimal_or_hexadecimal(String text, int value) {
        assertEquals(value, Numbers.parse(text, "i32"));
    }

    @ParameterizedTest
    @CsvSource({"18446744073709551615, -1", "-9223372036854775808, -9223372036854775808", "0x7F, 127"})
    void i64_is_signed_or_unsigned_decimal_or_hexadecimal(String text, long value) {
        assertEquals(value, Numbers.parse(text, "i64"));
    }

    @Test
    void floats_are_read_as_in_java_or_in_the_text_format() {
        assertEquals(1.5f, Numbers.parse("1.5", "f32"));
        assertEquals(-1e300, Numbers.parse("-1e300", "f64"));
        assertEquals(Double.NEGATIVE_INFINITY, Numbers.parse("-Infinity", "f64"));
        assertEquals(Double.NEGATIVE_INFINITY, Numbers.parse("-inf", "f64"));
        assertEquals(Float.NaN, Numbers.parse("nan", "f32"));
        assertEquals(0x1.8p3f, Numbers.parse("0x1.8p3", "f32"));
    }

    @ParameterizedTest
    @CsvSource({"4294967296, i32", "-2147483649, i32", "1.5, i32", "0x, i32", "--1, i32", "one, f64", "1, funcref"})
    void word_that_is_no_value_of_the_type_is_a_usage_error(String text, String type) {
        CommandException error = assertThrows(CommandException.class, () -> Numbers.parse(text, type));
        assertEquals(ExitCode.USAGE, error.exitCode());
    }
}

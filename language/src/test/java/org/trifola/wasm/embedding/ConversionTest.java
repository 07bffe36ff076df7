// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values go in and out of WebAssembly without loss, or not at all. */
class ConversionTest {
    private static final String IDENTITIES = """
            (module
              (type $unary (func (param i32) (result i32)))
              (func (export "i32") (param i32) (result i32) (local.get 0))
              (func (export "i64") (param i64) (result i64) (local.get 0))
              (func (export "f32") (param f32) (result f32) (local.get 0))
              (func (export "f64") (param f64) (result f64) (local.get 0))
              (func (export "externref") (param externref) (result externref) (local.get 0))
              (func (export "funcref") (param funcref) (result funcref) (local.get 0))
              (func (export "anyref") (param anyref) (result anyref) (local.get 0))
              (func (export "typed") (param (ref $unary)) (result (ref $unary)) (local.get 0))
              (func (export "non_null") (param (ref extern)) (result externref) (local.get 0))
              (func (export "is_null") (param externref) (result i32) (ref.is_null (local.get 0)))
              (func (export "null_extern") (result externref) (ref.null extern))
              (func (export "null_func") (result funcref) (ref.null func))
              (func (export "nothing"))
              (func (export "three") (result i32 f64 externref) (i32.const 1) (f64.const 2.5) (ref.null extern))
              (func $named (export "two_parameters") (param $left i32) (param i64)))
            """;

    private final Context context =
            Context.newBuilder("wasm").allowHostAccess(HostAccess.ALL).build();

    private final Value exports = Modules.exports(context, IDENTITIES);

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    private Value call(String function, @Nullable Object argument) {
        return exports.getMember(function).execute(argument);
    }

    private void assertRefused(String function, @Nullable Object argument, String message) {
        PolyglotException e = assertThrows(PolyglotException.class, () -> call(function, argument));
        assertTrue(e.isGuestException());
        assertFalse(e.isSyntaxError());
        assertEquals(message, e.getMessage());
    }

    @Test
    void i32_takes_integers_that_fit() {
        assertEquals(-5, call("i32", -5).asInt());
        assertEquals(5, call("i32", (byte) 5).asInt());
        assertEquals(6, call("i32", (short) 6).asInt());
        assertEquals(7, call("i32", 7L).asInt());
        assertEquals(8, call("i32", 8.0).asInt());
        assertEquals(9, call("i32", 9f).asInt());
        assertEquals(10, call("i32", BigInteger.TEN).asInt());
        assertRefused(
                "i32",
                0x80000000L,
                "argument 1 of function wasm-function[0] must be of type i32 but is 2147483648 (long)");
        assertRefused("i32", 1.5, "argument 1 of function wasm-function[0] must be of type i32 but is 1.5 (double)");
    }

    @Test
    void i64_takes_integers_that_fit() {
        assertEquals(Long.MIN_VALUE, call("i64", Long.MIN_VALUE).asLong());
        assertEquals(5, call("i64", 5).asLong());
        assertEquals(1L << 60, call("i64", 0x1p60).asLong());
        assertEquals(
                Long.MAX_VALUE, call("i64", BigInteger.valueOf(Long.MAX_VALUE)).asLong());
        BigInteger tooLarge = BigInteger.ONE.shiftLeft(63);
        assertThrows(PolyglotException.class, () -> call("i64", tooLarge));
        assertThrows(PolyglotException.class, () -> call("i64", 0.5f));
        assertThrows(PolyglotException.class, () -> call("i64", 0x1p63));
    }

    @Test
    void f32_takes_numbers_that_are_exact() {
        assertEquals(1.5f, call("f32", 1.5f).asFloat());
        assertEquals(1.5f, call("f32", 1.5).asFloat());
        assertEquals(3f, call("f32", 3).asFloat());
        assertEquals(16777216f, call("f32", 16777216L).asFloat());
        assertTrue(Float.isNaN(call("f32", Double.NaN).asFloat()));
        assertEquals(
                Float.floatToRawIntBits(-0f),
                Float.floatToRawIntBits(call("f32", -0.0).asFloat()));
        assertRefused("f32", 0.1, "argument 1 of function wasm-function[2] must be of type f32 but is 0.1 (double)");
        assertThrows(PolyglotException.class, () -> call("f32", 16777217));
        assertThrows(PolyglotException.class, () -> call("f32", 1e300));
    }

    @Test
    void f64_takes_numbers_that_are_exact() {
        assertEquals(0.1, call("f64", 0.1).asDouble());
        assertEquals(0.5, call("f64", 0.5f).asDouble());
        assertEquals(7, call("f64", 7).asDouble());
        assertEquals(1L << 53, call("f64", 1L << 53).asDouble());
        assertEquals(1024, call("f64", BigInteger.valueOf(1024)).asDouble());
        assertThrows(PolyglotException.class, () -> call("f64", (1L << 53) + 1));
        assertThrows(PolyglotException.class, () -> call("f64", "1"));
    }

    @Test
    void nan_payloads_survive() {
        float single = Float.intBitsToFloat(0x7fa12345);
        assertEquals(0x7fa12345, Float.floatToRawIntBits(call("f32", single).asFloat()));
        double wide = Double.longBitsToDouble(0x7ff4000000abcdefL);
        assertEquals(
                0x7ff4000000abcdefL,
                Double.doubleToRawLongBits(call("f64", wide).asDouble()));
    }

    @Test
    void other_values_are_no_numbers() {
        assertRefused("i32", "5", "argument 1 of function wasm-function[0] must be of type i32 but is 5 (string)");
        assertRefused("i32", true, "argument 1 of function wasm-function[0] must be of type i32 but is true (boolean)");
        assertRefused("i32", null, "argument 1 of function wasm-function[0] must be of type i32 but is null");
    }

    @Test
    void wrong_number_of_arguments_is_an_error_that_names_the_function() {
        PolyglotException e = assertThrows(
                PolyglotException.class,
                () -> exports.getMember("two_parameters").execute(1));
        assertEquals("function named expects 2 argument(s) but got 1", e.getMessage());
        assertThrows(PolyglotException.class, () -> exports.getMember("nothing").execute(1));
    }

    @Test
    void wrong_argument_is_named_by_the_parameter() {
        PolyglotException e = assertThrows(
                PolyglotException.class,
                () -> exports.getMember("two_parameters").execute("x", 1));
        assertEquals("argument 1 ($left) of function named must be of type i32 but is x (string)", e.getMessage());
        e = assertThrows(
                PolyglotException.class,
                () -> exports.getMember("two_parameters").execute(1, "x"));
        assertEquals("argument 2 of function named must be of type i64 but is x (string)", e.getMessage());
    }

    @Test
    void no_result_is_null_and_several_are_an_array() {
        assertTrue(exports.invokeMember("nothing").isNull());
        Value three = exports.invokeMember("three");
        assertEquals(3, three.getArraySize());
        assertEquals(1, three.getArrayElement(0).asInt());
        assertEquals(2.5, three.getArrayElement(1).asDouble());
        assertTrue(three.getArrayElement(2).isNull());
        assertEquals("[1, 2.5, null]", three.toString());
    }

    @Test
    void null_is_the_null_reference_in_both_directions() {
        assertEquals(1, call("is_null", null).asInt());
        assertTrue(exports.invokeMember("null_extern").isNull());
        assertTrue(exports.invokeMember("null_func").isNull());
        assertEquals(1, call("is_null", exports.invokeMember("null_func")).asInt());
        assertTrue(call("funcref", null).isNull());
        assertTrue(call("anyref", null).isNull());
        assertRefused(
                "non_null", null, "argument 1 of function wasm-function[8] must be of type (ref extern) but is null");
        assertThrows(PolyglotException.class, () -> call("typed", null));
    }

    @Test
    void every_value_is_an_external_reference_and_keeps_its_identity() {
        Object object = new Object();
        assertSame(object, call("externref", object).asHostObject());
        assertEquals("text", call("externref", "text").asString());
        assertEquals(5, call("externref", 5).asInt());
        Value function = exports.getMember("i32");
        assertEquals(function, call("externref", function));
        assertSame(object, call("anyref", object).asHostObject());
        assertEquals(0, call("is_null", object).asInt());
    }

    @Test
    void function_references_are_functions_of_the_type_and_keep_their_identity() {
        Value function = exports.getMember("i32");
        assertEquals(function, call("funcref", function));
        assertEquals(function, call("typed", function));
        assertEquals(4, call("typed", function).execute(4).asInt());
        assertThrows(PolyglotException.class, () -> call("typed", exports.getMember("i64")));
        ProxyExecutable executable = _ -> 1;
        assertThrows(PolyglotException.class, () -> call("funcref", executable), "its type is not known");
        assertThrows(PolyglotException.class, () -> call("funcref", new Object()));
    }

    @Test
    void host_functions_get_values_and_give_results_of_their_type() {
        Value typed = host("(param i32 i64 f32 f64 externref) (result f64)", arguments -> {
            assertEquals(
                    List.of(1, 2L, 3f, 4.0),
                    List.of(
                            arguments[0].asInt(),
                            arguments[1].asLong(),
                            arguments[2].asFloat(),
                            arguments[3].asDouble()));
            assertTrue(arguments[4].isNull());
            return 5;
        });
        assertEquals(5.0, typed.execute(1, 2, 3, 4, null).asDouble());
        assertEquals(7, host("(result i64)", _ -> 7).execute().asLong());
        assertEquals(7, host("(result i32)", _ -> 7.0).execute().asInt());
        assertTrue(host("", _ -> "ignored").execute().isNull());
        assertTrue(host("(result externref)", _ -> null).execute().isNull());
    }

    @Test
    void host_results_are_checked() {
        assertHostError("(result i32)", "x", "must be of type i32 but is x (string)");
        assertHostError("(result i32)", 1L << 40, "must be of type i32 but is 1099511627776 (long)");
        assertHostError("(result funcref)", "x", "must be of type funcref but is x (string)");
        assertHostError("(result i32 i32)", 5, "must return an array of 2 values but returned 5 (integer)");
        assertHostError(
                "(result i32 i32)", ProxyArray.fromArray(1, 2, 3), "must return an array of 2 values but returned");
        assertHostError("(result i32 i32)", ProxyArray.fromArray(1, "x"), "result 2 of the host function");
    }

    private void assertHostError(String type, Object result, String message) {
        Value function = host(type, _ -> result);
        PolyglotException e = assertThrows(PolyglotException.class, function::execute);
        assertTrue(e.isGuestException());
        assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
    }

    @Test
    void several_results_of_a_host_function_are_an_array() {
        Value function = host("(result i32 f64)", _ -> ProxyArray.fromArray(1, 2));
        assertEquals(1, function.execute().getArrayElement(0).asInt());
        assertEquals(2.0, function.execute().getArrayElement(1).asDouble());
        assertEquals(
                3,
                host("(result i32 i32)", _ -> new int[] {2, 3})
                        .execute()
                        .getArrayElement(1)
                        .asInt());
    }

    /** A function that calls a host function with its own arguments. */
    private Value host(String type, ProxyExecutable executable) {
        int parameters = type.contains("param") ? 5 : 0;
        StringBuilder arguments = new StringBuilder();
        for (int i = 0; i < parameters; i++) {
            arguments.append("(local.get ").append(i).append(") ");
        }
        String text = """
                (module
                  (import "host" "f" (func $f %s))
                  (func (export "f") %s (call $f %s)))
                """.formatted(type, type, arguments);
        return Modules.exports(context, text, Map.of("host", Map.of("f", executable)))
                .getMember("f");
    }

    @Test
    void imported_globals_may_be_plain_values() {
        Value global = Modules.exports(context, """
                        (module
                          (import "host" "n" (global $n i64))
                          (import "host" "o" (global $o externref))
                          (func (export "n") (result i64) (global.get $n))
                          (func (export "o") (result externref) (global.get $o)))
                        """, Map.of("host", Map.of("n", 5, "o", "text")));
        assertEquals(5, global.invokeMember("n").asLong());
        assertEquals("text", global.invokeMember("o").asString());
    }
}

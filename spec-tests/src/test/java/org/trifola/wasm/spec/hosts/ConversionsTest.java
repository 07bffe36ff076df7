// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules of conversion, as programs of JavaScript and Python meet them through the polyglot API; those of Java are in
 * {@code ConversionTest} of the language.
 *
 * <p>A line has an expression and its value as text, or the message of its error.
 */
class ConversionsTest {
    private static final String MODULE = """
            (module
              (type $unary (func (param i32) (result i32)))
              (type $point (struct (field i32)))
              (import "host" "i32" (func $hostI32 (param externref) (result i32)))
              (import "host" "i64" (func $hostI64 (param externref) (result i64)))
              (import "host" "f32" (func $hostF32 (param externref) (result f32)))
              (import "host" "f64" (func $hostF64 (param externref) (result f64)))
              (import "host" "v128" (func $hostV128 (param externref) (result v128)))
              (import "host" "extern" (func $hostExtern (param externref) (result externref)))
              (import "host" "func" (func $hostFunc (param externref) (result funcref)))
              (import "host" "any" (func $hostAny (param externref) (result anyref)))
              (import "host" "nothing" (func $hostNothing (param externref)))
              (import "host" "two" (func $hostTwo (param externref) (result i32 f64)))
              (import "host" "number" (global $number i64))
              (import "host" "object" (global $object externref))
              (tag $tag (export "tag") (param i32))
              (func $i32 (export "i32") (param $n i32) (result i32) (local.get 0))
              (func $i64 (export "i64") (param $n i64) (result i64) (local.get 0))
              (func $f32 (export "f32") (param $n f32) (result f32) (local.get 0))
              (func $f64 (export "f64") (param $n f64) (result f64) (local.get 0))
              (func $v128 (export "v128") (param $v v128) (result v128) (local.get 0))
              (func (export "extern") (param externref) (result externref) (local.get 0))
              (func $func (export "func") (param $f funcref) (result funcref) (local.get 0))
              (func (export "any") (param anyref) (result anyref) (local.get 0))
              (func $typed (export "typed") (param $f (ref $unary)) (result (ref $unary)) (local.get 0))
              (func $exn (export "exn") (param $e exnref) (result exnref) (local.get 0))
              (func $some (export "some") (param $o (ref extern)) (result externref) (local.get 0))
              (func (export "is_null") (param externref) (result i32) (ref.is_null (local.get 0)))
              (func (export "is_scalar") (param anyref) (result i32) (ref.test (ref i31) (local.get 0)))
              (func (export "is_point") (param anyref) (result i32) (ref.test (ref $point) (local.get 0)))
              (func (export "point") (result anyref) (struct.new $point (i32.const 5)))
              (func (export "no_function") (result funcref) (ref.null func))
              (func (export "nothing"))
              (func $two (export "two") (param $left i32) (param $right i64) (result i32 i64)
                (local.get 0) (local.get 1))
              (func (export "throw") (throw $tag (i32.const 7)))
              (func (export "host_i32") (param externref) (result i32) (call $hostI32 (local.get 0)))
              (func (export "host_i64") (param externref) (result i64) (call $hostI64 (local.get 0)))
              (func (export "host_f32") (param externref) (result f32) (call $hostF32 (local.get 0)))
              (func (export "host_f64") (param externref) (result f64) (call $hostF64 (local.get 0)))
              (func (export "host_v128") (param externref) (result v128) (call $hostV128 (local.get 0)))
              (func (export "host_extern") (param externref) (result externref) (call $hostExtern (local.get 0)))
              (func (export "host_func") (param externref) (result funcref) (call $hostFunc (local.get 0)))
              (func (export "host_any") (param externref) (result anyref) (call $hostAny (local.get 0)))
              (func (export "host_nothing") (param externref) (call $hostNothing (local.get 0)))
              (func (export "host_two") (param externref) (result i32 f64) (call $hostTwo (local.get 0)))
              (func (export "number") (result i64) (global.get $number))
              (func (export "object") (result externref) (global.get $object)))
            """;

    private static final Hosts JAVASCRIPT = new Hosts("js", true);
    private static final Hosts PYTHON = new Hosts("python", true);

    @BeforeAll
    static void define() {
        JAVASCRIPT.context().getBindings("js").putMember("module", JAVASCRIPT.module(MODULE));
        JAVASCRIPT.eval("js", """
                const object = {};
                const same = (value) => value;
                const host = {i32: same, i64: same, f32: same, f64: same, v128: same, extern: same, func: same, any: same,
                    nothing: same, two: same, number: 5, object};
                const w = module.newInstance({host}).exports;

                function caught(task) {
                    try {
                        return task();
                    } catch (e) {
                        return e;
                    }
                }

                const text = (task) => {
                    try {
                        const value = task();
                        return Object.is(value, -0) ? '-0' : String(value);
                    } catch (e) {
                        return e.message;
                    }
                };
                """);
        PYTHON.context().getPolyglotBindings().putMember("module", PYTHON.module(MODULE));
        PYTHON.eval("python", """
                import polyglot, struct

                class Thing:
                    pass

                thing = Thing()

                def same(value):
                    return value

                names = ["i32", "i64", "f32", "f64", "v128", "extern", "func", "any", "nothing", "two"]
                host = {name: same for name in names}
                host["number"] = 5
                host["object"] = thing
                w = polyglot.import_value("module").newInstance({"host": host}).exports

                def caught(task):
                    try:
                        return task()
                    except polyglot.ForeignException as error:
                        return error

                def text(task):
                    try:
                        return str(task())
                    except polyglot.ForeignException as error:
                        return error.message
                """);
    }

    @AfterAll
    static void close() {
        JAVASCRIPT.close();
        PYTHON.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            w.i32(-5)                            | -5
            w.i32(2 ** 31 - 1)                   | 2147483647
            w.i32(7n)                            | 7
            w.i32(2 ** 31)                       | argument 1 ($n) of function i32 must be of type i32 but is 2.147483648E9 (double)
            w.i32(1.5)                           | argument 1 ($n) of function i32 must be of type i32 but is 1.5 (double)
            w.i32('5')                           | argument 1 ($n) of function i32 must be of type i32 but is 5 (string)
            w.i32(true)                          | argument 1 ($n) of function i32 must be of type i32 but is true (boolean)
            w.i32(null)                          | argument 1 ($n) of function i32 must be of type i32 but is null
            w.i32(undefined)                     | argument 1 ($n) of function i32 must be of type i32 but is undefined
            w.i64(5)                             | 5
            w.i64(2n ** 63n - 1n)                | 9223372036854775807
            w.i64(-(2n ** 63n))                  | -9223372036854775808
            w.i64(2n ** 63n)                     | argument 1 ($n) of function i64 must be of type i64 but is 9223372036854775808n (bigint)
            w.i64(0.5)                           | argument 1 ($n) of function i64 must be of type i64 but is 0.5 (double)
            w.f32(1.5)                           | 1.5
            w.f32(3)                             | 3
            w.f32(-0)                            | -0
            w.f32(NaN)                           | NaN
            w.f32(-Infinity)                     | -Infinity
            w.f32(2 ** 24)                       | 16777216
            w.f32(2 ** 24 + 1)                   | argument 1 ($n) of function f32 must be of type f32 but is 1.6777217E7 (double)
            w.f32(0.1)                           | argument 1 ($n) of function f32 must be of type f32 but is 0.1 (double)
            w.f64(0.1)                           | 0.1
            w.f64(-0)                            | -0
            w.f64(5)                             | 5
            w.f64(2n ** 60n)                     | 1152921504606847000
            w.f64(2n ** 53n + 1n)                | argument 1 ($n) of function f64 must be of type f64 but is 9007199254740993n (bigint)
            Array.from(w.v128([1, -2, 255, 0, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])) | 1,-2,-1,0,5,6,7,8,9,10,11,12,13,14,15,16
            Array.from(w.v128(new Uint8Array(16).fill(200).buffer)).at(-1) | -56
            w.v128([1, 2])                       | argument 1 ($v) of function v128 must be of type v128 but is (2)[1, 2] (Array)
            w.extern(object) === object          | true
            w.extern('text')                     | text
            w.extern(w.i32) === w.i32            | true
            w.is_null(null)                      | 1
            w.is_null(undefined)                 | 0
            w.is_null(object)                    | 0
            w.extern(undefined)                  | undefined
            w.some(null)                         | argument 1 ($o) of function some must be of type (ref extern) but is null
            w.any(object) === object             | true
            w.is_scalar(5)                       | 1
            w.is_scalar(5.5)                     | 0
            w.is_scalar(2 ** 30)                 | 0
            w.is_point(w.point())                | 1
            w.any(w.any(w.point())) === w.point() | false
            w.func(w.i32) === w.i32              | true
            w.func(null) === null                | true
            w.typed(w.i32) === w.i32             | true
            w.typed(w.i32)(4)                    | 4
            w.typed(w.i64)                       | argument 1 ($f) of function typed must be of type (ref $func) but is function i64
            w.func(same)                         | argument 1 ($f) of function func must be of type funcref but is (value) => value (Function)
            w.exn(caught(w.throw)).tag === w.tag | true
            w.exn(5)                             | argument 1 ($e) of function exn must be of type exnref but is 5 (integer)
            w.nothing() == null                  | true
            w.no_function() == null              | true
            w.two(1, 2).length                   | 2
            w.two(1, 2)[1]                       | 2
            w.two(1)                             | function two expects 2 argument(s) but got 1
            w.two(1, 2, 3)                       | function two expects 2 argument(s) but got 3
            w.two(1, 'x')                        | argument 2 ($right) of function two must be of type i64 but is x (string)
            w.host_i32(7n)                       | 7
            w.host_i32(1.5)                      | result 1 of the host function (value) => value (Function) must be of type i32 but is 1.5 (double)
            w.host_i64(2n ** 40n)                | 1099511627776
            w.host_i64('x')                      | result 1 of the host function (value) => value (Function) must be of type i64 but is x (string)
            w.host_f32(0.5)                      | 0.5
            w.host_f32(0.1)                      | result 1 of the host function (value) => value (Function) must be of type f32 but is 0.1 (double)
            w.host_f64(7)                        | 7
            w.host_f64(null)                     | result 1 of the host function (value) => value (Function) must be of type f64 but is null
            w.host_v128(w.v128(new Array(16).fill(3)))[0] | 3
            w.host_extern(object) === object     | true
            w.host_extern(null) == null          | true
            w.host_func(w.i32) === w.i32         | true
            w.host_func(object)                  | result 1 of the host function (value) => value (Function) must be of type funcref but is {} (Object)
            w.host_any(object) === object        | true
            w.host_nothing(5) == null            | true
            w.host_two([1, 2.5])[1]              | 2.5
            w.host_two([1])                      | the host function (value) => value (Function) must return an array of 2 values but returned [1] (Array)
            w.host_two(5)                        | the host function (value) => value (Function) must return an array of 2 values but returned 5 (integer)
            w.host_two([1, 'x'])                 | result 2 of the host function (value) => value (Function) must be of type f64 but is x (string)
            w.number()                           | 5
            w.object() === object                | true
            """)
    void javascript(String expression, String expected) {
        assertEquals(
                expected,
                JAVASCRIPT.eval("js", "text(() => " + expression + ")").asString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            w.i32(-5)                            | -5
            w.i32(2 ** 31 - 1)                   | 2147483647
            w.i32(7.0)                           | 7
            w.i32(2 ** 31)                       | argument 1 ($n) of function i32 must be of type i32 but is 2147483648 (long)
            w.i32(1.5)                           | argument 1 ($n) of function i32 must be of type i32 but is 1.5 (double)
            w.i32('5')                           | argument 1 ($n) of function i32 must be of type i32 but is 5 (string)
            w.i32(None)                          | argument 1 ($n) of function i32 must be of type i32 but is None
            w.i64(5)                             | 5
            w.i64(2 ** 63 - 1)                   | 9223372036854775807
            w.i64(2 ** 63)                       | argument 1 ($n) of function i64 must be of type i64 but is 9223372036854775808 (int)
            w.i64(0.5)                           | argument 1 ($n) of function i64 must be of type i64 but is 0.5 (double)
            w.f32(1.5)                           | 1.5
            w.f32(3)                             | 3.0
            w.f32(float('nan'))                  | nan
            w.f32(0.1)                           | argument 1 ($n) of function f32 must be of type f32 but is 0.1 (double)
            w.f64(0.1)                           | 0.1
            w.f64(2 ** 60)                       | 1.152921504606847e+18
            w.f64(2 ** 53 + 1)                   | argument 1 ($n) of function f64 must be of type f64 but is 9007199254740993 (long)
            list(w.v128(bytes(range(16))))[15]   | 15
            list(w.v128([200] * 16))[15]         | -56
            w.extern(thing) is thing             | True
            w.extern('text')                     | text
            w.extern(w.i32) is w.i32             | True
            w.is_null(None)                      | 1
            w.is_null(thing)                     | 0
            w.any(thing) is thing                | True
            w.is_scalar(5)                       | 1
            w.is_scalar(2 ** 30)                 | 0
            w.is_point(w.point())                | 1
            w.func(w.i32) is w.i32               | True
            w.func(None) is None                 | True
            w.typed(w.i32)(4)                    | 4
            w.typed(w.i64)                       | argument 1 ($f) of function typed must be of type (ref $func) but is function i64
            w.exn(caught(w.throw)).tag is w.tag  | True
            w.nothing()                          | None
            w.no_function()                      | None
            len(w.two(1, 2))                     | 2
            w.two(1, 2)[1]                       | 2
            w.two(1)                             | function two expects 2 argument(s) but got 1
            w.two(1, 'x')                        | argument 2 ($right) of function two must be of type i64 but is x (string)
            w.host_i32(7)                        | 7
            w.host_i64(2 ** 40)                  | 1099511627776
            w.host_f32(0.5)                      | 0.5
            w.host_f64(7)                        | 7.0
            w.host_extern(thing) is thing        | True
            w.host_extern(None)                  | None
            w.host_func(w.i32) is w.i32          | True
            w.host_any(thing) is thing           | True
            w.host_nothing(5)                    | None
            w.host_two([1, 2.5])[1]              | 2.5
            w.number()                           | 5
            w.object() is thing                  | True
            """)
    void python(String expression, String expected) {
        assertEquals(
                expected,
                PYTHON.eval("python", "text(lambda: " + expression + ")").asString());
    }

    /** JavaScript's {@code WebAssembly} converts as its standard says, before the engine sees the values. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a.i32(1.5)                           | 1
            a.i32(2 ** 32 + 5)                   | 5
            a.i32('7')                           | 7
            a.i32(7n)                            | TypeError
            a.i64(2n ** 64n + 5n)                | 5
            a.i64(5)                             | TypeError
            a.f32(0.1)                           | 0.10000000149011612
            a.f64('0.1')                         | 0.1
            a.f64(-0)                            | -0
            a.extern(object) === object          | true
            a.extern(undefined)                  | undefined
            a.extern(null)                       | null
            a.func(a.i32) === a.i32              | true
            a.func(null)                         | null
            a.func(same)                         | TypeError
            a.nothing()                          | undefined
            a.two(1, 2n)                         | 1,2
            a.two(1)                             | TypeError
            a.two(1, 2n, 3)                      | 1,2
            a.host_i32('8')                      | 8
            a.host_i64(8)                        | TypeError
            a.host_f32(0.1)                      | 0.10000000149011612
            a.host_f64('x')                      | NaN
            a.host_extern(object) === object     | true
            a.host_func(a.i32) === a.i32         | true
            a.host_func(object)                  | TypeError
            a.host_nothing(5)                    | undefined
            a.host_two(new Set([1, 2.5]))        | 1,2.5
            a.host_two([1])                      | TypeError
            a.number()                           | 5
            a.object() === object                | true
            """)
    void javascript_by_its_own_rules(String expression, String expected) {
        Value evaluate = JAVASCRIPT.eval("js", """
                (bytes, expression) => {
                    const global = new WebAssembly.Global({value: 'externref'}, object);
                    const imports = {host: {...host, number: 5n, object: global}};
                    const a = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;
                    try {
                        const value = eval(expression);
                        return Object.is(value, -0) ? '-0' : String(value);
                    } catch (e) {
                        return e.name;
                    }
                }
                """);
        assertEquals(
                expected, evaluate.execute(JAVASCRIPT.bytes(MODULE), expression).asString());
    }

    /** Numbers of all languages are one kind: a function of Java takes and gives what JavaScript and Python do. */
    @ParameterizedTest
    @CsvSource({"js", "python"})
    void functions_of_java_are_imported_beside_those_of_the_language(String language) {
        Hosts hosts = language.equals("js") ? JAVASCRIPT : PYTHON;
        ProxyExecutable half = arguments -> arguments[0].asInt() / 2.0;
        Value exports = hosts.exports("""
                (module
                  (import "host" "half" (func $half (param i32) (result f64)))
                  (func (export "f") (param i32) (result f64) (call $half (local.get 0))))
                """, Map.of("host", Map.of("half", half)));
        Value call = hosts.eval(language, language.equals("js") ? "(f) => f(5)" : "lambda f: f(5)");
        assertEquals(2.5, call.execute(exports.getMember("f")).asDouble());
    }
}

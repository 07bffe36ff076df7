// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That functions with descriptors and exact types are methods, and that these and the nodes do what they should. */
class DescriptorMethodTest {
    /** Shapes whose descriptors hold their number of corners, and something without a descriptor. */
    private static final String FIELDS = """
            (rec
              (type $shape (sub (descriptor $class) (struct (field $size (mut i32)))))
              (type $class (sub (describes $shape) (struct (field $corners i32))))
              (type $named (sub $shape (descriptor $named.class) (struct (field $size (mut i32)) (field $name i64))))
              (type $named.class (sub $class (describes $named) (struct (field $corners i32) (field $lock f64)))))
            (type $root (sub (struct (field i32))))
            (rec
              (type $late (sub $root (descriptor $late.class) (struct (field i32) (field v128))))
              (type $late.class (describes $late) (struct (field i8))))
            (type $function (sub (func (result i32))))
            (type $subfunction (sub $function (func (result i32))))
            (type $ints (sub (array i32)))
            (type $subints (sub $ints (array i32)))
            (global $square (ref (exact $class)) (struct.new $class (i32.const 4)))
            (global $circle (ref (exact $class)) (struct.new $class (i32.const 0)))
            (global $star (ref (exact $named.class)) (struct.new $named.class (i32.const 10) (f64.const 1)))
            (global $none (ref null (exact $class)) (ref.null none))
            (global $box anyref (struct.new_desc $shape (i32.const 7) (global.get $square)))
            (global $sun anyref (struct.new_default_desc $named (global.get $star)))
            (func $seven (type $subfunction) (i32.const 7))
            (elem declare func $seven)
            """;

    private final Context methods = context("true");
    private final Context nodes = context("false");

    private static Context context(String baseline) {
        return Context.newBuilder("wasm")
                .options(Map.of("wasm.CustomDescriptors", "true", "wasm.Baseline", baseline))
                .build();
    }

    @AfterEach
    void close() {
        methods.close(true);
        nodes.close(true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            9  | (struct.get $shape $size (struct.new_desc $shape (i32.const 9) (global.get $circle)))
            0  | (struct.get $shape $size (struct.new_default_desc $shape (global.get $circle)))
            4  | (struct.get $class $corners (ref.get_desc $shape (struct.new_desc $shape (i32.const 9) (global.get $square))))
            10 | (struct.get $class $corners (ref.get_desc $shape (struct.new_desc $named (i32.const 9) (i64.const 1) (global.get $star))))
            10 | (struct.get $named.class $corners (ref.get_desc $named (struct.new_default_desc $named (global.get $star))))
            4  | (struct.get $class $corners (ref.get_desc $shape (ref.cast (ref $shape) (global.get $box))))
            -3 | (struct.get_s $late.class 0 (ref.get_desc $late (struct.new_default_desc $late (struct.new $late.class (i32.const -3)))))
            8  | (struct.get $root 0 (struct.new_desc $late (i32.const 8) (v128.const i64x2 1 2) (struct.new_default $late.class)))
            7  | (struct.get $shape $size (ref.cast_desc_eq (ref $shape) (global.get $box) (global.get $square)))
            7  | (struct.get $shape $size (ref.cast_desc_eq (ref null (exact $shape)) (global.get $box) (global.get $square)))
            0  | (struct.get $shape $size (ref.cast_desc_eq (ref $shape) (global.get $sun) (global.get $star)))
            1  | (ref.is_null (ref.cast_desc_eq (ref null $shape) (ref.null any) (global.get $square)))
            1  | (ref.test (ref (exact $shape)) (global.get $box))
            0  | (ref.test (ref (exact $shape)) (global.get $sun))
            1  | (ref.test (ref $shape) (global.get $sun))
            0  | (ref.test (ref (exact $shape)) (ref.null any))
            1  | (ref.test (ref null (exact $shape)) (ref.null any))
            1  | (ref.test (ref (exact $subfunction)) (ref.func $seven))
            0  | (ref.test (ref (exact $function)) (ref.func $seven))
            1  | (ref.test (ref (exact $subints)) (array.new_fixed $subints 0))
            0  | (ref.test (ref (exact $ints)) (array.new_fixed $subints 0))
            0  | (ref.test (ref (exact $ints)) (global.get $box))
            """)
    void result_is_that_of_the_proposal(int expected, String code) {
        String fields = FIELDS + "(func (export \"run\") (result i32) (call $look) " + code + ")";
        assertEquals(expected, new Methods(methods, fields).run("run").asInt());
        assertEquals(expected, new Methods(nodes, fields).call("run").asInt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            box    | square | 107
            box    | circle | 1
            sun    | star   | 100
            sun    | square | 1
            box    | star   | 1
            nobody | square | 1
            scalar | square | 1
            """)
    void branches_on_descriptors_take_operands_along(String object, String descriptor, int expected) {
        String fields = FIELDS + """
                (global $nobody anyref (ref.null any))
                (global $scalar anyref (ref.i31 (i32.const 5)))
                (func (export "on") (result i32)
                  (local $descriptor (ref $class))
                  (call $look)
                  (local.set $descriptor (global.get $DESCRIPTOR))
                  (block $shape (result i32 (ref $shape))
                    (i64.const 3) (i32.const 100)
                    (br_on_cast_desc_eq $shape anyref (ref $shape) (global.get $OBJECT) (local.get $descriptor))
                    (drop) (drop) (drop) (return (i32.const 1)))
                  (i32.add (struct.get $shape $size)))
                (func (export "on fail") (result i32)
                  (call $look)
                  (block $other (result i32 anyref)
                    (i64.const 3) (i32.const 100)
                    (br_on_cast_desc_eq_fail $other anyref (ref $shape) (global.get $OBJECT) (global.get $DESCRIPTOR))
                    (i32.add (struct.get $shape $size)) (return))
                  (drop) (drop) (i32.const 1))
                """.replace("OBJECT", object).replace("DESCRIPTOR", descriptor);
        Methods compiled = new Methods(methods, fields);
        Methods interpreted = new Methods(nodes, fields);
        assertEquals(expected, compiled.run("on").asInt());
        assertEquals(expected, interpreted.call("on").asInt());
        assertEquals(expected, compiled.run("on fail").asInt());
        assertEquals(expected, interpreted.call("on fail").asInt());
    }

    @Test
    void a_branch_takes_null_along_where_the_type_has_it() {
        String fields = FIELDS + """
                (func (export "run") (param $object anyref) (result i32)
                  (call $look)
                  (block $shape (result (ref null $shape))
                    (br_on_cast_desc_eq $shape anyref (ref null $shape) (local.get $object) (global.get $square))
                    (drop) (return (i32.const 5)))
                  (ref.is_null))
                """;
        assertEquals(
                1, new Methods(methods, fields).run("run", new Object[] {null}).asInt());
        assertEquals(
                1, new Methods(nodes, fields).call("run", new Object[] {null}).asInt());
        assertEquals(5, new Methods(methods, fields).run("run", 3).asInt());
        assertEquals(5, new Methods(nodes, fields).call("run", 3).asInt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            null descriptor reference | (drop (struct.new_desc $shape (i32.const 1) (ref.null none)))
            null descriptor reference | (drop (struct.new_default_desc $shape (global.get $none)))
            null descriptor reference | (drop (ref.cast_desc_eq (ref null $shape) (ref.null none) (global.get $none)))
            null descriptor reference | (drop (br_on_cast_desc_eq 0 anyref anyref_shape (global.get $box) (global.get $none)))
            descriptor cast failure   | (drop (ref.cast_desc_eq (ref $shape) (global.get $box) (global.get $circle)))
            descriptor cast failure   | (drop (ref.cast_desc_eq (ref $shape) (ref.null none) (global.get $circle)))
            descriptor cast failure   | (drop (ref.cast_desc_eq (ref $shape) (ref.i31 (i32.const 1)) (global.get $circle)))
            cast failure              | (drop (ref.cast (ref (exact $shape)) (global.get $sun)))
            null reference            | (drop (ref.get_desc $shape (ref.null $shape)))
            """)
    void a_trap_tells_its_place(String message, String code) {
        String body = code.contains("anyref_shape")
                ? "(block (result anyref) " + code.replace("anyref_shape", "(ref $shape)") + " (ref.null any)) (drop)"
                : code;
        String fields = FIELDS + "(func $f (export \"run\") (call $look) " + body + ")";
        Methods compiled = new Methods(methods, fields);
        PolyglotException trap = assertThrows(PolyglotException.class, () -> compiled.run("run"));
        assertEquals(message, trap.getMessage());
        Methods interpreted = new Methods(nodes, fields);
        PolyglotException expected = assertThrows(PolyglotException.class, () -> interpreted.call("run"));
        assertEquals(message, expected.getMessage());
        assertEquals(Methods.backtrace(expected), Methods.backtrace(trap));
    }

    @Test
    void descriptors_stored_in_another_way_are_left_to_the_nodes() {
        String fields = FIELDS + """
                (func (export "run") (result i32)
                  (call $look)
                  (struct.get $class $corners (ref.get_desc $shape (struct.new_default_desc $shape (global.get $square)))))
                """;
        try (Context other = Context.newBuilder("wasm")
                .allowExperimentalOptions(true)
                .option("wasm.CustomDescriptors", "true")
                .option("engine.StaticObjectStorageStrategy", "array-based")
                .build()) {
            Methods arrays = new Methods(other, fields);
            assertFalse(arrays.isMethod("run"));
            assertEquals(4, arrays.call("run").asInt());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That functions with structures, arrays and casts are methods, and that these do what the nodes do. */
class AggregateMethodTest {
    private static final String TYPES = """
            (type $point (sub (struct (field $x (mut i32)) (field $y (mut i64)))))
            (type $named (sub $point (struct (field $x (mut i32)) (field $y (mut i64)) (field $name (mut i8)))))
            (type $node (struct (field $next (mut (ref null $node))) (field $weight f64) (field $size (mut i16))))
            (type $empty (struct))
            (type $bytes (array (mut i8)))
            (type $shorts (array (mut i16)))
            (type $ints (array (mut i32)))
            (type $longs (array (mut i64)))
            (type $floats (array (mut f32)))
            (type $doubles (array (mut f64)))
            (type $anys (array (mut anyref)))
            (type $vectors (array (mut v128)))
            (type $pixel (struct (field $place i64) (field $color (mut v128))))
            (type $function (func (result i32)))
            (data $data "\\01\\02\\03\\04\\05\\06\\07\\08\\ff\\fe")
            (elem $elements anyref (ref.i31 (i32.const 7)) (ref.null any) (ref.i31 (i32.const 9)))
            """;

    private final Context context = Context.create("wasm");

    @AfterEach
    void close() {
        context.close(true);
    }

    private Methods methods(String function) {
        return new Methods(context, TYPES + function);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    13  | (i64.add (i64.const 9) (i64x2.extract_lane 1 (struct.get $pixel $color (struct.new $pixel (i64.const 1) (v128.const i64x2 3 4)))))
                    0   | (i64x2.extract_lane 1 (struct.get $pixel $color (struct.new_default $pixel)))
                    6   | (local $p (ref null $pixel)) (local.set $p (struct.new_default $pixel)) (struct.set $pixel $color (local.get $p) (v128.const i64x2 5 6)) (i64x2.extract_lane 1 (struct.get $pixel $color (local.get $p)))
                    14  | (i64x2.extract_lane 1 (array.get $vectors (array.new_fixed $vectors 2 (v128.const i64x2 11 12) (v128.const i64x2 13 14)) (i32.const 1)))
                    11  | (i64x2.extract_lane 0 (array.get $vectors (array.new $vectors (v128.const i64x2 11 12) (i32.const 3)) (i32.const 2)))
                    0   | (i64x2.extract_lane 0 (array.get $vectors (array.new_default $vectors (i32.const 3)) (i32.const 2)))
                    8   | (local $a (ref null $vectors)) (local.set $a (array.new_default $vectors (i32.const 2))) (array.set $vectors (local.get $a) (i32.const 1) (v128.const i64x2 7 8)) (i64x2.extract_lane 1 (array.get $vectors (local.get $a) (i32.const 1)))
                    7   | (local $a (ref null $vectors)) (local.set $a (array.new_default $vectors (i32.const 2))) (array.fill $vectors (local.get $a) (i32.const 1) (v128.const i64x2 7 8) (i32.const 1)) (i64x2.extract_lane 0 (array.get $vectors (local.get $a) (i32.const 1)))
                    2000000011 | (i64.add (struct.get $point 1 (struct.new $point (i32.const 5) (i64.const 2000000011))) (struct.get $point 1 (struct.new_default $point)))
                    -1  | (i64.extend_i32_s (struct.get_s $named $name (struct.new $named (i32.const 1) (i64.const 2) (i32.const 0x1ff))))
                    255 | (i64.extend_i32_s (struct.get_u $named $name (struct.new $named (i32.const 1) (i64.const 2) (i32.const 0x1ff))))
                    2   | (struct.get $point $y (struct.new $named (i32.const 1) (i64.const 2) (i32.const 3)))
                    9   | (local $p (ref null $point)) (local.set $p (struct.new_default $point)) (struct.set $point $y (local.get $p) (i64.const 9)) (struct.get $point $y (local.get $p))
                    65535 | (local $n (ref null $node)) (local.set $n (struct.new $node (ref.null $node) (f64.const 2.5) (i32.const 4))) (struct.set $node $size (local.get $n) (i32.const -1)) (i64.extend_i32_s (struct.get_u $node $size (local.get $n)))
                    3   | (i64.trunc_f64_s (struct.get $node $weight (struct.new $node (ref.null $node) (f64.const 3.5) (i32.const 4))))
                    1   | (i64.extend_i32_u (ref.is_null (struct.get $node $next (struct.new_default $node))))
                    -5  | (i64.extend_i32_s (array.get_s $bytes (array.new $bytes (i32.const 0xfb) (i32.const 3)) (i32.const 2)))
                    251 | (i64.extend_i32_s (array.get_u $bytes (array.new $bytes (i32.const 0xfb) (i32.const 3)) (i32.const 2)))
                    -2  | (i64.extend_i32_s (array.get_s $shorts (array.new_fixed $shorts 2 (i32.const 1) (i32.const 0xfffe)) (i32.const 1)))
                    65534 | (i64.extend_i32_s (array.get_u $shorts (array.new_fixed $shorts 2 (i32.const 1) (i32.const 0xfffe)) (i32.const 1)))
                    77  | (array.get $longs (array.new_fixed $longs 3 (i64.const 7) (i64.const 77) (i64.const 777)) (i32.const 1))
                    7   | (i64.trunc_f32_s (array.get $floats (array.new $floats (f32.const 7.5) (i32.const 1)) (i32.const 0)))
                    2   | (i64.trunc_f64_s (array.get $doubles (array.new_fixed $doubles 2 (f64.const 1.5) (f64.const 2.5)) (i32.const 1)))
                    0   | (i64.extend_i32_s (array.get $ints (array.new_default $ints (i32.const 70000)) (i32.const 69999)))
                    3   | (i64.extend_i32_s (array.len (array.new_default $anys (i32.const 3))))
                    1284 | (i64.extend_i32_s (array.get_u $shorts (array.new_data $shorts $data (i32.const 1) (i32.const 3)) (i32.const 1)))
                    9   | (i64.extend_i32_s (i31.get_s (ref.cast (ref i31) (array.get $anys (array.new_elem $anys $elements (i32.const 1) (i32.const 2)) (i32.const 1)))))
                    6   | (local $a (ref null $ints)) (local.set $a (array.new_default $ints (i32.const 4))) (array.set $ints (local.get $a) (i32.const 3) (i32.const 6)) (i64.extend_i32_s (array.get $ints (local.get $a) (i32.const 3)))
                    8   | (local $a (ref null $longs)) (local.set $a (array.new_default $longs (i32.const 4))) (array.fill $longs (local.get $a) (i32.const 1) (i64.const 8) (i32.const 2)) (i64.add (array.get $longs (local.get $a) (i32.const 2)) (array.get $longs (local.get $a) (i32.const 3)))
                    4   | (local $a (ref null $ints)) (local.set $a (array.new_fixed $ints 3 (i32.const 2) (i32.const 4) (i32.const 6))) (array.copy $ints $ints (local.get $a) (i32.const 1) (local.get $a) (i32.const 0) (i32.const 2)) (i64.extend_i32_s (array.get $ints (local.get $a) (i32.const 2)))
                    -257 | (local $a (ref null $shorts)) (local.set $a (array.new_default $shorts (i32.const 2))) (array.init_data $shorts $data (local.get $a) (i32.const 1) (i32.const 8) (i32.const 1)) (i64.extend_i32_s (array.get_s $shorts (local.get $a) (i32.const 1)))
                    1   | (local $a (ref null $anys)) (local.set $a (array.new $anys (ref.i31 (i32.const 1)) (i32.const 2))) (array.init_elem $anys $elements (local.get $a) (i32.const 0) (i32.const 1) (i32.const 1)) (i64.extend_i32_u (ref.is_null (array.get $anys (local.get $a) (i32.const 0))))
                    -1  | (i64.extend_i32_s (i31.get_s (ref.i31 (i32.const 0x7fffffff))))
                    2147483647 | (i64.extend_i32_s (i31.get_u (ref.i31 (i32.const 0x7fffffff))))
                    1   | (i64.extend_i32_s (ref.eq (ref.i31 (i32.const 100000)) (ref.i31 (i32.const 100000))))
                    0   | (i64.extend_i32_s (ref.eq (struct.new_default $empty) (struct.new_default $empty)))
                    1   | (i64.extend_i32_s (ref.test (ref $point) (struct.new_default $named)))
                    0   | (i64.extend_i32_s (ref.test (ref $named) (struct.new_default $point)))
                    0   | (i64.extend_i32_s (ref.test (ref $point) (ref.null any)))
                    1   | (i64.extend_i32_s (ref.test (ref null $point) (ref.null any)))
                    0   | (i64.extend_i32_s (ref.test (ref null $empty) (struct.new_default $point)))
                    1   | (i64.extend_i32_s (ref.test (ref $ints) (array.new_default $ints (i32.const 0))))
                    0   | (i64.extend_i32_s (ref.test (ref $ints) (array.new_default $longs (i32.const 0))))
                    1   | (i64.extend_i32_s (ref.test (ref eq) (ref.i31 (i32.const 0))))
                    1   | (i64.extend_i32_s (ref.test (ref any) (ref.i31 (i32.const 0))))
                    0   | (i64.extend_i32_s (ref.test (ref none) (ref.i31 (i32.const 0))))
                    0   | (i64.extend_i32_s (ref.test structref (array.new_default $longs (i32.const 0))))
                    1   | (i64.extend_i32_s (ref.test arrayref (array.new_default $longs (i32.const 0))))
                    5   | (i64.extend_i32_s (i31.get_s (ref.cast (ref i31) (any.convert_extern (extern.convert_any (ref.i31 (i32.const 5)))))))
                    11  | (struct.get $point $y (ref.cast (ref $point) (struct.new $named (i32.const 1) (i64.const 11) (i32.const 3))))
                    """)
    void an_instruction_is_compiled(long expected, String code) {
        Methods methods = methods("(func (export \"run\") (result i64) " + withLook(code) + ")");
        assertEquals(expected, methods.run("run").asLong());
    }

    /** Puts the call behind the locals. */
    private static String withLook(String code) {
        int end = code.startsWith("(local ") ? code.indexOf("))") + 2 : 0;
        return code.substring(0, end) + " (call $look) " + code.substring(end);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 22", "2, 333", "3, 4444"})
    void branches_on_references_take_their_values_along(int index, int expected) {
        Methods methods = methods("""
                (table $values anyref (elem
                  (ref.null any)
                  (ref.i31 (i32.const 20))
                  (struct.new $point (i32.const 300) (i64.const 0))
                  (array.new $ints (i32.const 4000) (i32.const 1))))
                (func (export "run") (param $index i32) (result i32)
                  (call $look)
                  (block $null (result i32)
                    (f64.const 9)
                    (i32.const 1)
                    (br_on_null $null (table.get $values (local.get $index)))
                    (block $array (param i32 (ref any)) (result i32 (ref any))
                      (block $scalar (param i32 (ref any)) (result i32 (ref i31))
                        (br_on_cast $scalar (ref any) (ref i31))
                        (br_on_cast_fail $array (ref any) (ref $point))
                        (struct.get $point $x) (i32.add (i32.const 32)) (i32.add) (return))
                      (i31.get_s) (i32.add (i32.const 1)) (i32.add) (return))
                    (drop) (i32.add (i32.const 4443)) (return)))
                """);
        assertEquals(expected, methods.run("run", index).asInt());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 107"})
    void a_branch_on_a_reference_takes_it_along(int index, int expected) {
        Methods methods = methods("""
                (table $values i31ref (elem (ref.null i31) (ref.i31 (i32.const 7))))
                (func (export "run") (param $index i32) (result i32)
                  (call $look)
                  (block $some (result i32 (ref i31))
                    (f64.const 9)
                    (i32.const 100)
                    (br_on_non_null $some (table.get $values (local.get $index)))
                    (drop) (drop) (return (i32.const 0)))
                  (i31.get_s)
                  (i32.add))
                """);
        assertEquals(expected, methods.run("run", index).asInt());
    }

    @ParameterizedTest
    @CsvSource({"0, 44", "1, -44"})
    void a_branch_on_a_reference_takes_vectors_along(int index, int expected) {
        Methods methods = methods("""
                (table $values i31ref (elem (ref.null i31) (ref.i31 (i32.const 7))))
                (func (export "run") (param $index i32) (result i64)
                  (local $v v128)
                  (call $look)
                  (local.set $v (i64x2.add (v128.const i64x2 1 2) (v128.const i64x2 10 20)))
                  (block $null (result v128)
                    (i64x2.add (local.get $v) (local.get $v))
                    (br_on_null $null (table.get $values (local.get $index)))
                    (drop)
                    (i64x2.neg))
                  (i64x2.extract_lane 1))
                """);
        assertEquals(expected, methods.run("run", index).asLong());
    }

    @Test
    void a_loop_walks_over_structures_of_several_types() {
        Methods methods = methods("""
                (type $list (sub (struct (field $tail (ref null $list)))))
                (type $item (sub $list (struct (field $tail (ref null $list)) (field $value i32))))
                (func (export "run") (param $n i32) (result i32)
                  (local $list (ref null $list)) (local $sum i32)
                  (call $look)
                  (loop $more
                    (if (i32.and (local.get $n) (i32.const 1))
                      (then (local.set $list (struct.new $item (local.get $list) (local.get $n))))
                      (else (local.set $list (struct.new $list (local.get $list)))))
                    (br_if $more (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                  (block $end
                    (loop $next
                      (br_on_null $end (local.get $list))
                      (block $plain (param (ref $list)) (result (ref $list))
                        (br_on_cast_fail $plain (ref $list) (ref $item))
                        (local.set $sum (i32.add (struct.get $item $value) (local.get $sum)))
                        (ref.as_non_null (local.get $list)))
                      (local.set $list (struct.get $list $tail))
                      (br $next)))
                  (local.get $sum))
                """);
        assertEquals(25, methods.run("run", 10).asInt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    null structure reference | (drop (struct.get $point $x (ref.null $point)))
                    null structure reference | (struct.set $point $y (ref.null $point) (i64.const 1))
                    null array reference | (drop (array.get $ints (ref.null $ints) (i32.const 0)))
                    null array reference | (array.set $doubles (ref.null $doubles) (i32.const 0) (f64.const 0))
                    null array reference | (drop (array.len (ref.null array)))
                    null array reference | (array.fill $ints (ref.null $ints) (i32.const 0) (i32.const 0) (i32.const 0))
                    out of bounds array access | (drop (array.get $ints (array.new_default $ints (i32.const 2)) (i32.const 2)))
                    out of bounds array access | (drop (array.get_u $bytes (array.new_default $bytes (i32.const 2)) (i32.const -1)))
                    out of bounds array access | (array.set $anys (array.new_default $anys (i32.const 2)) (i32.const 2) (ref.null any))
                    out of bounds array access | (drop (array.get $vectors (array.new_default $vectors (i32.const 2)) (i32.const 2)))
                    out of bounds array access | (array.set $vectors (array.new_default $vectors (i32.const 2)) (i32.const 0x80000000) (v128.const i64x2 0 0))
                    out of bounds array access | (array.fill $longs (array.new_default $longs (i32.const 2)) (i32.const 1) (i64.const 0) (i32.const 2))
                    out of bounds array access | (array.copy $ints $ints (array.new_default $ints (i32.const 2)) (i32.const 0) (array.new_default $ints (i32.const 2)) (i32.const 1) (i32.const 2))
                    out of bounds memory access: the data segment ends before | (drop (array.new_data $ints $data (i32.const 8) (i32.const 1)))
                    out of bounds table access: the element segment ends before | (drop (array.new_elem $anys $elements (i32.const 1) (i32.const 3)))
                    out of bounds memory access: the data segment ends before | (array.init_data $bytes $data (array.new_default $bytes (i32.const 2)) (i32.const 0) (i32.const 9) (i32.const 2))
                    out of memory: an array of 4294967295 elements | (drop (array.new_default $ints (i32.const -1)))
                    null i31 reference | (drop (i31.get_u (ref.null i31)))
                    cast failure | (drop (ref.cast (ref $named) (struct.new_default $point)))
                    cast failure | (drop (ref.cast (ref $point) (ref.null any)))
                    """)
    void a_trap_tells_its_place(String message, String code) {
        Methods methods = methods("(func $f (export \"run\") (call $look) " + code + ")");
        PolyglotException trap = assertThrows(PolyglotException.class, () -> methods.run("run"));
        assertEquals(message, trap.getMessage());
        try (Context other =
                Context.newBuilder("wasm").option("wasm.Baseline", "false").build()) {
            Methods nodes = new Methods(other, TYPES + "(func $f (export \"run\") (call $look) " + code + ")");
            PolyglotException expected = assertThrows(PolyglotException.class, () -> nodes.isMethod("run"));
            assertEquals(Methods.backtrace(expected), Methods.backtrace(trap));
        }
    }

    @Test
    void structures_stored_in_another_way_are_left_to_the_nodes() {
        String function = """
                (func (export "plain") (call $look))
                (func (export "run") (result i32)
                  (call $look) (struct.get $point $x (struct.new $point (i32.const 3) (i64.const 4))))
                """;
        try (Context other = Context.newBuilder("wasm")
                .allowExperimentalOptions(true)
                .option("engine.StaticObjectStorageStrategy", "array-based")
                .build()) {
            Methods methods = new Methods(other, TYPES + function);
            assertTrue(methods.isMethod("plain"));
            assertFalse(methods.isMethod("run"));
        }
        assertEquals(3, methods(function).run("run").asInt());
    }
}

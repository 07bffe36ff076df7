// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.text.WatParser;
import org.trifola.wasm.validation.ModuleValidator;

/** Which tables are known before there is an instance, and what calls through them do. */
class ConstantTablesTest {
    /** Type 0 and its functions 1 and 2, type 1 and its function 3; function 0 is imported. */
    private static final String FUNCTIONS = """
            (module
              (type $t (func (param i32) (result i32)))
              (type $u (func))
              (import "host" "look" (func $look (type $u)))
              (func $a (type $t) (i32.add (local.get 0) (i32.const 10)))
              (func $b (type $t) (i32.add (local.get 0) (i32.const 20)))
              (func $c (type $u))
            """;

    private static final String TABLE = "(table $table 10 funcref)(elem (i32.const 3) $a $b $c $look)";

    private final Context context = Context.create("wasm");

    @AfterEach
    void close() {
        context.close(true);
    }

    private static Map<Integer, Integer> callees(String fields, int typeIndex) {
        return new ConstantTables(ModuleValidator.validate(
                        ModuleDecoder.decode(WatParser.parse(FUNCTIONS + fields + ")")), Feature.defaults()))
                .callees(0, typeIndex);
    }

    @Test
    void functions_of_a_type_are_found_at_their_places() {
        assertEquals(Map.of(3, 1, 4, 2), callees(TABLE, 0));
    }

    @Test
    void imported_functions_are_left_out() {
        assertEquals(Map.of(5, 3), callees(TABLE, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(elem (i32.const 3) $b)",
                "(elem (offset (i32.const 3)) funcref (ref.func $b) (ref.func $b))",
            })
    void later_segments_prevail(String segment) {
        assertEquals(Map.of(3, 2, 4, 2), callees(TABLE + segment, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(export \"other\" (table 1)) (table 4 funcref) (elem (table 1) (i32.const 0) func $c)",
                "(table $other 4 funcref) (func (table.copy $other $table"
                        + " (i32.const 0) (i32.const 0) (i32.const 1)))",
                "(elem $passive func $a) (elem declare func $b) (func (drop (ref.func $b)) (elem.drop $passive))",
            })
    void what_else_a_module_has_does_not_matter(String more) {
        assertEquals(Map.of(3, 1, 4, 2), callees(TABLE + more, 0));
    }

    @Test
    void null_takes_a_function_away() {
        assertEquals(Map.of(4, 2), callees(TABLE + "(elem (i32.const 3) funcref (ref.null func))", 0));
    }

    @Test
    void subtypes_count() {
        String types = "(type $super (sub (func (result i32)))) (type $sub (sub $super (func (result i32))))"
                + "(func $d (type $sub) (i32.const 1)) (table 2 funcref) (elem (i32.const 1) $d)";
        assertEquals(Map.of(1, 4), callees(types, 2));
        assertEquals(Map.of(1, 4), callees(types, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(export \"table\" (table $table))",
                "(func (table.set $table (i32.const 0) (ref.null func)))",
                "(func (drop (table.grow $table (ref.null func) (i32.const 1))))",
                "(func (table.fill $table (i32.const 0) (ref.null func) (i32.const 1)))",
                "(func (table.copy $table $table (i32.const 0) (i32.const 3) (i32.const 1)))",
                "(elem $e func $a) (func (table.init $table $e (i32.const 0) (i32.const 0) (i32.const 1)))",
                "(elem (i32.const 9) $a $b)",
                "(elem (i32.const -1) $a)",
                "(global $g funcref (ref.func $a)) (elem (i32.const 0) funcref (global.get $g))",
                "(elem (offset (i32.add (i32.const 1) (i32.const 1))) $a)",
                "(table 1 funcref) (elem (table 1) (i32.const 1) func $a)",
            })
    void nothing_is_known_of_tables_that_change_or_may_not_come_about(String more) {
        assertEquals(Map.of(), callees(TABLE + more, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(table 10 funcref (ref.func $a))",
                "(table i64 10 funcref) (elem (i64.const 0) $a)",
                "(table 9 funcref) (elem (i32.const 0) $a $a $a $a $a $a $a $a $a)",
            })
    void nothing_is_known_of_other_tables(String fields) {
        assertEquals(Map.of(), callees(fields, 0));
    }

    @Test
    void nothing_is_known_where_a_segment_writes_to_a_table_of_others() {
        String module = "(module (import \"m\" \"t\" (table 1 funcref)) (func $a) (table $own 1 funcref)"
                + "(elem (table $own) (i32.const 0) func $a)";
        String shared = "(elem (table 0) (i32.const 0) func $a)";
        assertEquals(Map.of(0, 0), ownCallees(module));
        assertEquals(Map.of(), ownCallees(module + shared));
    }

    private static Map<Integer, Integer> ownCallees(String module) {
        return new ConstantTables(ModuleValidator.validate(
                        ModuleDecoder.decode(WatParser.parse(module + ")")), Feature.defaults()))
                .callees(1, 0);
    }

    /** Calls with an operand below the arguments, some of which are in variables, and adds everything up. */
    private static final String CALLS = """
            (type $t (func (param i32 i64) (result i32)))
            (type $two (func (param i32) (result i32 i64)))
            (func $a (type $t) (i32.add (local.get 0) (i32.wrap_i64 (local.get 1))))
            (func $b (type $t) (i32.sub (local.get 0) (i32.wrap_i64 (local.get 1))))
            (func $trap (type $t) unreachable)
            (func $pair (type $two) (i32.mul (local.get 0) (i32.const 2)) (i64.const 1000))
            (table 8 funcref)
            (elem (i32.const 1) $a $b $trap $pair $look)
            (func (export "call") (param $place i32) (result i32)
              (call $look)
              (i32.const 100)
              (i32.const 7)
              (block (result i64) (i64.const 5))
              (call_indirect (type $t) (local.get $place))
              i32.add)
            (func (export "pair") (param $place i32) (result i32 i64)
              (call $look)
              (call_indirect (type $two) (i32.const 21) (local.get $place)))
            (func (export "look") (param $place i32)
              (call_indirect (param) (local.get $place)))
            """;

    @ParameterizedTest
    @CsvSource({"1, 112", "2, 102"})
    void the_function_at_a_place_is_called(int place, int expected) {
        assertEquals(expected, new Methods(context, CALLS).run("call", place).asInt());
    }

    @Test
    void several_results_come_back() {
        var pair = new Methods(context, CALLS).run("pair", 4);
        assertEquals(42, pair.getArrayElement(0).asInt());
        assertEquals(1000, pair.getArrayElement(1).asLong());
    }

    @Test
    void a_function_of_the_host_is_called() {
        assertTrue(new Methods(context, CALLS).isMethod("look", 5));
    }

    @ParameterizedTest
    @CsvSource({
        "0, uninitialized element",
        "4, indirect call type mismatch",
        "5, indirect call type mismatch",
        "8, undefined element",
        "-1, undefined element"
    })
    void other_places_trap(int place, String message) {
        Methods methods = new Methods(context, CALLS);
        PolyglotException trap = assertThrows(PolyglotException.class, () -> methods.call("call", place));
        String actual = String.valueOf(trap.getMessage());
        assertTrue(actual.startsWith(message), actual);
    }

    @Test
    void a_backtrace_shows_caller_and_callee() {
        Methods methods = new Methods(context, CALLS);
        PolyglotException trap = assertThrows(PolyglotException.class, () -> methods.call("call", 3));
        assertEquals(2, Methods.backtrace(trap).size(), Methods.backtrace(trap).toString());
    }
}

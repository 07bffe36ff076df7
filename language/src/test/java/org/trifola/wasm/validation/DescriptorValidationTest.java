// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.text.WatParser;

/** Exact types, descriptors of types, and the instructions about them. */
class DescriptorValidationTest extends ValidationTestBase {
    /** Two pairs of a type and its descriptor, one below the other, a type without descriptor, and a function type. */
    private static final String TYPES = """
            (rec
              (type $base (sub (descriptor $base.desc) (struct (field i32))))
              (type $base.desc (sub (describes $base) (struct (field i64))))
              (type $leaf (sub $base (descriptor $leaf.desc) (struct (field i32) (field (ref null any)))))
              (type $leaf.desc (sub $base.desc (describes $leaf) (struct (field i64) (field f32)))))
            (type $plain (sub (struct)))
            (type $function (sub (func)))
            """;

    private static void validate(String fields, Set<Feature> features) {
        ModuleValidator.validate(ModuleDecoder.decode(WatParser.parse(fields)), features);
    }

    private static void valid(String fields) {
        validate(fields, ALL_FEATURES);
    }

    private static void invalid(String message, String fields) {
        invalid(message, fields, ALL_FEATURES);
    }

    private static void invalid(String message, String fields, Set<Feature> features) {
        InvalidException thrown = assertThrows(InvalidException.class, () -> validate(fields, features), fields);
        assertTrue(String.valueOf(thrown.getMessage()).startsWith(message), thrown::getMessage);
    }

    // Types

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(rec (type (descriptor 1) (struct)) (type (describes 0) (struct)))",
                "(rec (type (descriptor 2) (struct)) (type (struct)) (type (describes 0) (struct)))",
                "(rec (type (descriptor 1) (struct)) (type (describes 0) (descriptor 2) (struct)) (type (describes 1) (struct)))",
                "(type (sub (struct))) (rec (type (sub 0 (descriptor 2) (struct))) (type (describes 1) (struct)))",
            })
    void descriptors_and_described_types_name_each_other(String types) {
        valid(types);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            described type is outside rec group: type 0       | (type (struct)) (type (describes 0) (struct))
            described type is outside rec group: type 4294967295 | (type (describes 4294967295) (struct))
            descriptor type is outside rec group: type 1      | (type (descriptor 1) (struct)) (type (describes 0) (struct))
            forward use of described type 1                   | (rec (type (describes 1) (struct)) (type (descriptor 0) (struct)))
            forward use of described type 0                   | (type (describes 0) (descriptor 0) (struct))
            described type is not described by descriptor: type 0 has not the descriptor 1 | (rec (type (struct)) (type (describes 0) (struct)))
            type is not described by its descriptor: type 1 does not describe 0 | (rec (type (descriptor 1) (struct)) (type (struct)))
            type is not described by its descriptor: type 1 does not describe 2 | (rec (type (descriptor 1) (struct)) (type (describes 0) (struct)) (type (descriptor 1) (struct)))
            descriptor type must be a struct                  | (rec (type (descriptor 1) (array i8)) (type (describes 0) (struct)))
            described type must be a struct                   | (rec (type (descriptor 1) (struct)) (type (describes 0) (func)))
            """)
    void descriptors_are_invalid_when_they_do_not(String message, String types) {
        invalid(message, types);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sub type 6 does not match super type 0            | (type (sub $base (struct (field i32))))
            sub type 6 does not match super type 1            | (type (sub $base.desc (struct (field i64))))
            sub type 7 does not match super type 4            | (rec (type (descriptor 7) (struct)) (type (sub $plain (describes 6) (struct))))
            descriptor type 7 does not match 1, which the super type has | (rec (type (sub $base (descriptor 7) (struct (field i32)))) (type (describes 6) (struct)))
            described type 6 does not match 0, which the super type describes | (rec (type (descriptor 7) (struct)) (type (sub $base.desc (describes 6) (struct (field i64)))))
            sub type 6 does not match super type 0            | (rec (type (sub $base (descriptor 7) (struct))) (type (sub $base.desc (describes 6) (struct (field i64)))))
            """)
    void descriptors_of_subtypes_must_match_those_of_supertypes(String message, String types) {
        invalid(message, TYPES + types);
    }

    // Exact types

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (ref (exact $plain))            | (struct.new $plain)
            (ref $plain)                    | (struct.new_default $plain)
            (ref (exact $base))             | (struct.new_desc $base (i32.const 1) (struct.new_default $base.desc))
            (ref (exact $leaf))             | (struct.new_default_desc $leaf (struct.new_default $leaf.desc))
            (ref (exact $base))             | (struct.new_desc $base (i32.const 1) (ref.null none))
            (ref null (exact $function))    | (ref.func $f)
            (ref $function)                 | (ref.func $inexact)
            (ref (exact $function))         | (ref.func $exact)
            """)
    void new_objects_have_exact_types(String type, String code) {
        String functions = """
                (import "m" "n" (func $inexact (type $function)))
                (import "m" "n" (func $exact (exact (type $function))))
                (func $f (type $function)) (elem declare func $inexact $exact $f)
                """;
        valid(TYPES + functions + "(func (result " + type + ") " + code + ")");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (ref (exact $function)) | (ref.func $imported)       | expected (ref (exact 5)) but found (ref 5)
            (ref (exact $base))     | (local.get 0)              | expected (ref (exact 0)) but found (ref 2)
            (ref (exact $base))     | (local.get 1)              | expected (ref (exact 0)) but found (ref (exact 2))
            (ref (exact $base))     | (local.get 2)              | expected (ref (exact 0)) but found (ref null (exact 0))
            (ref null (exact 99))   | (unreachable)              |
            """)
    void exact_types_are_only_matched_by_themselves(String type, String code, String message) {
        String fields = TYPES
                + "(import \"m\" \"n\" (func $imported (type $function))) (elem declare func $imported) "
                + "(func (param (ref $leaf) (ref (exact $leaf)) (ref null (exact $base))) (result " + type + ") "
                + code + ")";
        invalid(message == null ? "unknown type 99" : "type mismatch: end " + message, fields);
    }

    // Allocation

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type with descriptor requires descriptor allocation: type 0       | (struct.new $base (i32.const 1))
            type with descriptor requires descriptor allocation: type 0       | (struct.new_default $base)
            type without descriptor requires non-descriptor allocation: type 4 | (struct.new_desc $plain)
            type without descriptor requires non-descriptor allocation: type 1 | (struct.new_default_desc $base.desc (unreachable))
            type mismatch: struct.new_desc expected (ref null (exact 1)) but found i32 | (struct.new_desc $base (i32.const 1))
            type mismatch: struct.new_desc expected i32 but found nothing | (struct.new_desc $base (struct.new_default $base.desc))
            type mismatch: struct.new_desc expected (ref null (exact 1)) but found (ref (exact 3)) | (struct.new_desc $base (i32.const 1) (struct.new_default $leaf.desc))
            type mismatch: struct.new_default_desc expected (ref null (exact 1)) but found (ref null 1) | (struct.new_default_desc $base (local.get 0))
            unknown type 99                                                    | (struct.new_desc 99)
            """)
    void structures_get_the_descriptor_of_their_type(String message, String code) {
        invalid(message, TYPES + "(func (param (ref null $base.desc)) (drop " + code + "))");
    }

    @Test
    void structures_without_default_values_can_not_be_new_by_default() {
        String types = "(rec (type (descriptor 1) (struct (field (ref any)))) (type (describes 0) (struct)))";
        invalid(
                "type mismatch: struct.new_default_desc needs a default value but (ref any) has none",
                types + "(func (drop (struct.new_default_desc 0 (ref.null none))))");
    }

    @Test
    void descriptors_may_be_given_in_constant_expressions() {
        valid(TYPES
                + "(global (ref (exact $base)) (struct.new_desc $base (i32.const 1) (struct.new_default $base.desc)))");
        invalid(
                "constant expression required: ref.get_desc is not constant",
                TYPES + "(global (ref $base.desc) (ref.get_desc $base (ref.null none)))");
    }

    // Access and casts

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (ref $base.desc)         | (ref.get_desc $base (local.get $base))
            (ref $base.desc)         | (ref.get_desc $base (local.get $leaf))
            (ref (exact $base.desc)) | (ref.get_desc $base (local.get $exact))
            (ref (exact $leaf.desc)) | (ref.get_desc $leaf (unreachable))
            (ref (exact $leaf.desc)) | (ref.get_desc $leaf (ref.null none))
            (ref $leaf)              | (ref.cast_desc_eq (ref $leaf) (local.get $any) (local.get $desc))
            (ref null $leaf)         | (ref.cast_desc_eq (ref null $leaf) (ref.null i31) (local.get $desc))
            (ref (exact $leaf))      | (ref.cast_desc_eq (ref (exact $leaf)) (local.get $any) (local.get $desc))
            (ref $base)              | (ref.cast_desc_eq (ref $base) (local.get $any) (local.get $desc))
            (ref null $leaf)         | (br_on_cast_desc_eq 0 anyref (ref $leaf) (local.get $any) (local.get $desc)) (unreachable)
            anyref                   | (br_on_cast_desc_eq_fail 0 anyref (ref $leaf) (local.get $any) (local.get $desc)) (unreachable)
            (ref any)                | (br_on_cast_desc_eq_fail 0 anyref (ref null $leaf) (local.get $any) (local.get $desc)) (unreachable)
            """)
    void descriptors_tell_the_type(String result, String code) {
        valid(access(result, code));
    }

    private static String access(String result, String code) {
        return TYPES
                + "(func (param $any anyref) (param $base (ref null $base)) (param $leaf (ref $leaf)) "
                + "(param $exact (ref null (exact $base))) (param $desc (ref null (exact $leaf.desc))) (result "
                + result + ") " + code + ")";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            anyref              | (ref.get_desc $plain (unreachable))                | type without descriptor 4
            anyref              | (ref.get_desc $function (unreachable))             | type without descriptor 5
            anyref              | (ref.get_desc $base (local.get $any))              | type mismatch: ref.get_desc expected (ref null 0) but found anyref
            (ref (exact $base.desc)) | (ref.get_desc $base (local.get $base))        | type mismatch: end expected (ref (exact 1)) but found (ref 1)
            anyref              | (ref.cast_desc_eq (ref any) (unreachable))         | type any does not have a descriptor
            anyref              | (ref.cast_desc_eq (ref null $plain) (unreachable)) | type 4 does not have a descriptor
            anyref              | (ref.cast_desc_eq (ref (exact $plain)) (unreachable)) | type (exact 4) does not have a descriptor
            anyref              | (ref.cast_desc_eq (ref $base) (local.get $any) (local.get $any)) | type mismatch: ref.cast_desc_eq expected (ref null 1) but found anyref
            anyref              | (ref.cast_desc_eq (ref (exact $base)) (local.get $any) (local.get $desc)) | type mismatch: ref.cast_desc_eq expected (ref null (exact 1)) but found (ref null (exact 3))
            anyref              | (ref.cast_desc_eq (ref $leaf) (ref.null func) (local.get $desc)) | type mismatch: ref.cast_desc_eq expected anyref but found funcref
            anyref              | (br_on_cast_desc_eq 0 anyref (ref $plain) (unreachable)) | type 4 does not have a descriptor
            anyref              | (br_on_cast_desc_eq 0 funcref (ref $leaf) (unreachable)) | type mismatch: br_on_cast_desc_eq needs funcref but has (ref 2)
            (ref $base)         | (br_on_cast_desc_eq_fail 0 anyref (ref $leaf) (local.get $any) (local.get $desc)) (unreachable) | type mismatch: br_on_cast_desc_eq_fail expected (ref 0) but found anyref
            """)
    void descriptors_of_other_types_do_not(String result, String code, String message) {
        invalid(message, access(result, code));
    }

    // The feature

    @Test
    void branches_may_cast_to_any_type_of_the_hierarchy() {
        String sideways = "(func (result anyref) (br_on_cast 0 structref arrayref (unreachable)))";
        valid(sideways);
        invalid("type mismatch: br_on_cast needs structref but has arrayref", sideways, FEATURES);
        invalid(
                "type mismatch: br_on_cast needs funcref but has anyref",
                "(func (result anyref) (br_on_cast 0 funcref anyref (unreachable)))");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a descriptor                         | (rec (type (descriptor 1) (struct)) (type (describes 0) (struct)))
            (ref null (exact 0))                 | (type (struct)) (func (param (ref null (exact 0))))
            (ref (exact 0))                      | (type (struct (field (ref (exact 0)))))
            (ref (exact 0))                      | (type (struct)) (global (ref (exact 0)) (struct.new 0))
            (ref null (exact 0))                 | (type (struct)) (table 1 (ref null (exact 0)))
            (ref null (exact 0))                 | (type (struct)) (func (drop (ref.null (exact 0))))
            (ref null (exact 0))                 | (type (struct)) (func (local (ref null (exact 0))))
            (ref null (exact 0))                 | (type (struct)) (func (block (result (ref null (exact 0))) (unreachable)) (drop))
            an exact type                        | (type (func)) (import "m" "n" (func (exact (type 0))))
            struct.new_desc                      | (type (struct)) (func (drop (struct.new_desc 0 (ref.null none))))
            ref.get_desc                         | (type (struct)) (func (drop (ref.get_desc 0 (unreachable))))
            ref.cast_desc_eq                     | (type (struct)) (func (drop (ref.cast_desc_eq (ref 0) (unreachable))))
            br_on_cast_desc_eq                   | (type (struct)) (func (drop (br_on_cast_desc_eq 0 anyref (ref 0) (unreachable))))
            """)
    void modules_with_descriptors_need_the_feature(String what, String fields) {
        invalid(
                "disabled feature: " + what + " needs custom descriptors (option wasm.CustomDescriptors)",
                fields,
                FEATURES);
    }
}

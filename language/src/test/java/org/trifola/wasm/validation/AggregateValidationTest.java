// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import static org.trifola.wasm.binary.ModuleBuilder.array;
import static org.trifola.wasm.binary.ModuleBuilder.field;
import static org.trifola.wasm.binary.ModuleBuilder.mutable;
import static org.trifola.wasm.binary.ModuleBuilder.struct;
import static org.trifola.wasm.binary.ModuleBuilder.sub;
import static org.trifola.wasm.syntax.AggregateOpcode.*;
import static org.trifola.wasm.syntax.ControlOpcode.UNREACHABLE;
import static org.trifola.wasm.syntax.NumType.F64;
import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;
import static org.trifola.wasm.syntax.NumericOpcode.F64_CONST;
import static org.trifola.wasm.syntax.NumericOpcode.I32_CONST;
import static org.trifola.wasm.syntax.NumericOpcode.I64_CONST;
import static org.trifola.wasm.syntax.PackedType.I16;
import static org.trifola.wasm.syntax.PackedType.I8;
import static org.trifola.wasm.syntax.ParametricOpcode.DROP;
import static org.trifola.wasm.syntax.ReferenceOpcode.*;
import static org.trifola.wasm.syntax.VariableOpcode.LOCAL_GET;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.binary.ModuleBuilder;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.ValType;

/** Reference and aggregate instructions. */
class AggregateValidationTest extends ValidationTestBase {
    private static final int STRUCT = 0;
    private static final int ARRAY_OF_I64 = 1;
    private static final int ARRAY_OF_BYTES = 2;
    private static final int ARRAY_OF_FUNCTIONS = 3;
    private static final int FIXED_ARRAY = 4;
    private static final int STRUCT_WITHOUT_DEFAULT = 5;
    private static final int SUBSTRUCT = 6;
    private static final int ARRAY_OF_STRUCTS = 7;
    private static final int ARRAY_OF_SUBSTRUCTS = 8;

    private static final int I64_FIELD = 0;
    private static final int BYTE_FIELD = 1;
    private static final int FIXED_FIELD = 2;

    private static RefType ref(int typeIndex) {
        return new RefType(false, new TypeIndex(typeIndex));
    }

    private static RefType refNull(int typeIndex) {
        return new RefType(true, new TypeIndex(typeIndex));
    }

    private static ModuleBuilder types() {
        return module().type(sub(struct(mutable(I64), mutable(I8), field(F64))))
                .type(array(mutable(I64)))
                .type(array(mutable(I8)))
                .type(array(mutable(RefType.FUNCREF)))
                .type(array(field(I16)))
                .type(struct(field(RefType.of(false, AbsHeapType.FUNC))))
                .type(sub(STRUCT, struct(mutable(I64), mutable(I8), field(F64), field(I32))))
                .type(array(mutable(refNull(STRUCT))))
                .type(array(mutable(refNull(SUBSTRUCT))))
                .data(1, "abc")
                .dataCount(1)
                .element(5, RefType.FUNCREF, List.of())
                .element(5, RefType.EXTERNREF, List.of());
    }

    /** The parameters as operands of the instruction, whose results are those of the function. */
    private static ModuleBuilder use(
            List<ValType> operands, List<ValType> results, Opcode opcode, Object... immediates) {
        Object[] code = new Object[2 * operands.size() + 1 + immediates.length];
        for (int i = 0; i < operands.size(); i++) {
            code[2 * i] = LOCAL_GET;
            code[2 * i + 1] = i;
        }
        code[2 * operands.size()] = opcode;
        System.arraycopy(immediates, 0, code, 2 * operands.size() + 1, immediates.length);
        return types().body(operands, results, code);
    }

    /** The instruction in unreachable code. */
    private static ModuleBuilder unreachable(Opcode opcode, Object... immediates) {
        Object[] code = new Object[2 + immediates.length];
        code[0] = UNREACHABLE;
        code[1] = opcode;
        System.arraycopy(immediates, 0, code, 2, immediates.length);
        return types().body(code);
    }

    // References

    @Test
    void ref_null_has_the_type_it_names() {
        valid(use(List.of(), List.of(refNull(STRUCT)), REF_NULL, new TypeIndex(STRUCT)));
        valid(use(List.of(), List.of(RefType.NULLREF), REF_NULL, AbsHeapType.NONE));
        invalid("unknown type 99", 0, types().body(REF_NULL, new TypeIndex(99), DROP));
    }

    @Test
    void ref_is_null_takes_any_reference() {
        valid(use(List.of(refNull(STRUCT)), List.of(I32), REF_IS_NULL));
        valid(use(List.of(RefType.EXTERNREF), List.of(I32), REF_IS_NULL));
        invalid(
                "type mismatch: ref.is_null expected a reference but found i32",
                1,
                use(List.of(I32), List.of(I32), REF_IS_NULL));
    }

    @Test
    void ref_func_has_the_type_of_its_function() {
        int typeIndex = 9;
        valid(types().body().element(3, 0, List.of(0)).body(List.of(), List.of(ref(typeIndex)), REF_FUNC, 0));
        invalid("unknown function 7", 0, types().body(REF_FUNC, 7, DROP));
        invalid("undeclared function reference: function 0", 0, types().body(REF_FUNC, 0, DROP));
    }

    @Test
    void ref_eq_takes_what_has_identity() {
        valid(use(List.of(refNull(STRUCT), RefType.I31REF), List.of(I32), REF_EQ));
        invalid(
                "type mismatch: ref.eq expected eqref but found anyref",
                2,
                use(List.of(RefType.ANYREF, RefType.EQREF), List.of(I32), REF_EQ));
    }

    @Test
    void ref_as_non_null_only_changes_nullability() {
        valid(use(List.of(refNull(STRUCT)), List.of(ref(STRUCT)), REF_AS_NON_NULL));
        valid(use(List.of(RefType.EXTERNREF), List.of(RefType.of(false, AbsHeapType.EXTERN)), REF_AS_NON_NULL));
    }

    @Test
    void casts_stay_in_the_hierarchy() {
        valid(use(List.of(RefType.ANYREF), List.of(ref(STRUCT)), REF_CAST, new TypeIndex(STRUCT)));
        valid(use(List.of(RefType.ANYREF), List.of(refNull(STRUCT)), REF_CAST_NULL, new TypeIndex(STRUCT)));
        valid(use(List.of(refNull(SUBSTRUCT)), List.of(I32), REF_TEST, AbsHeapType.I31));
        valid(use(List.of(RefType.EXTERNREF), List.of(I32), REF_TEST_NULL, AbsHeapType.NOEXTERN));
        invalid(
                "type mismatch: ref.cast expected anyref but found funcref",
                1,
                use(List.of(RefType.FUNCREF), List.of(ref(STRUCT)), REF_CAST, new TypeIndex(STRUCT)));
        invalid(
                "type mismatch: ref.test expected funcref but found eqref",
                1,
                use(List.of(RefType.EQREF), List.of(I32), REF_TEST, AbsHeapType.FUNC));
        invalid("unknown type 99", 1, unreachable(REF_TEST, new TypeIndex(99)));
    }

    @Test
    void i31_and_conversions_have_their_types() {
        valid(use(List.of(I32), List.of(RefType.of(false, AbsHeapType.I31)), REF_I31));
        valid(use(List.of(RefType.I31REF), List.of(I32), I31_GET_S));
        valid(use(List.of(RefType.NULLREF), List.of(I32), I31_GET_U));
        valid(use(List.of(RefType.EXTERNREF), List.of(RefType.ANYREF), ANY_CONVERT_EXTERN));
        valid(use(List.of(ref(STRUCT)), List.of(RefType.of(false, AbsHeapType.EXTERN)), EXTERN_CONVERT_ANY));
        invalid(
                "type mismatch: end expected (ref extern) but found externref",
                2,
                use(List.of(refNull(STRUCT)), List.of(RefType.of(false, AbsHeapType.EXTERN)), EXTERN_CONVERT_ANY));
        invalid(
                "type mismatch: any.convert_extern expected externref but found funcref",
                1,
                use(List.of(RefType.FUNCREF), List.of(RefType.ANYREF), ANY_CONVERT_EXTERN));
        valid(types().body(List.of(), List.of(RefType.of(false, AbsHeapType.ANY)), UNREACHABLE, ANY_CONVERT_EXTERN));
    }

    // Structures

    @Test
    void struct_new_takes_a_value_for_each_field() {
        valid(use(List.of(I64, I32, F64), List.of(ref(STRUCT)), STRUCT_NEW, STRUCT));
        invalid(
                "type mismatch: struct.new expected i32 but found i64",
                3,
                use(List.of(I64, I64, F64), List.of(), STRUCT_NEW, STRUCT));
        invalid("unknown type 1: struct.new needs a structure type", 1, unreachable(STRUCT_NEW, ARRAY_OF_I64));
        invalid("unknown type 99", 1, unreachable(STRUCT_NEW, 99));
    }

    @Test
    void struct_new_default_needs_defaults() {
        valid(use(List.of(), List.of(ref(STRUCT)), STRUCT_NEW_DEFAULT, STRUCT));
        invalid(
                "type mismatch: struct.new_default needs a default value but (ref func) has none",
                1,
                unreachable(STRUCT_NEW_DEFAULT, STRUCT_WITHOUT_DEFAULT));
    }

    @Test
    void struct_get_gives_the_type_of_the_field() {
        valid(use(List.of(refNull(STRUCT)), List.of(I64), STRUCT_GET, STRUCT, I64_FIELD));
        valid(use(List.of(ref(SUBSTRUCT)), List.of(I64), STRUCT_GET, STRUCT, I64_FIELD));
        invalid(
                "type mismatch: struct.get expected (ref null 6) but found (ref 0)",
                1,
                use(List.of(ref(STRUCT)), List.of(I64), STRUCT_GET, SUBSTRUCT, I64_FIELD));
        invalid("unknown field 3: there are 3 fields", 1, unreachable(STRUCT_GET, STRUCT, 3));
        invalid("unknown field 4294967295", 1, unreachable(STRUCT_GET, STRUCT, -1));
    }

    @Test
    void struct_get_of_packed_field_is_invalid() {
        valid(use(List.of(ref(STRUCT)), List.of(I32), STRUCT_GET_S, STRUCT, BYTE_FIELD));
        valid(use(List.of(ref(STRUCT)), List.of(I32), STRUCT_GET_U, STRUCT, BYTE_FIELD));
        invalid("type mismatch: struct.get on a packed i8", 1, unreachable(STRUCT_GET, STRUCT, BYTE_FIELD));
    }

    @Test
    void struct_get_s_of_plain_field_is_invalid() {
        invalid("type mismatch: struct.get_s on i64", 1, unreachable(STRUCT_GET_S, STRUCT, I64_FIELD));
    }

    @Test
    void struct_set_of_immutable_field_is_invalid() {
        valid(use(List.of(ref(STRUCT), I32), List.of(), STRUCT_SET, STRUCT, BYTE_FIELD));
        invalid("immutable field 2 of type 0", 1, unreachable(STRUCT_SET, STRUCT, FIXED_FIELD));
        invalid(
                "type mismatch: struct.set expected i64 but found i32",
                2,
                use(List.of(ref(STRUCT), I32), List.of(), STRUCT_SET, STRUCT, I64_FIELD));
    }

    // Arrays

    @Test
    void arrays_are_made_in_five_ways() {
        valid(use(List.of(I64, I32), List.of(ref(ARRAY_OF_I64)), ARRAY_NEW, ARRAY_OF_I64));
        valid(use(List.of(I32), List.of(ref(ARRAY_OF_BYTES)), ARRAY_NEW_DEFAULT, ARRAY_OF_BYTES));
        valid(use(List.of(I64, I64), List.of(ref(ARRAY_OF_I64)), ARRAY_NEW_FIXED, ARRAY_OF_I64, 2));
        valid(use(List.of(I32, I32), List.of(ref(FIXED_ARRAY)), ARRAY_NEW_DATA, FIXED_ARRAY, 0));
        valid(use(List.of(I32, I32), List.of(ref(ARRAY_OF_FUNCTIONS)), ARRAY_NEW_ELEM, ARRAY_OF_FUNCTIONS, 0));
    }

    @Test
    void array_new_default_needs_a_default() {
        ModuleBuilder module = module().type(array(field(RefType.of(false, AbsHeapType.ANY))));
        invalid(
                "type mismatch: array.new_default needs a default value but (ref any) has none",
                1,
                module.body(I32_CONST, 0, ARRAY_NEW_DEFAULT, 0, DROP));
    }

    @Test
    void array_new_fixed_has_a_limit_even_in_unreachable_code() {
        valid(types().body(UNREACHABLE, ARRAY_NEW_FIXED, ARRAY_OF_I64, 10_000, DROP));
        invalid(
                "too many operands: array.new_fixed of 4294967295, the limit is 10000",
                1,
                unreachable(ARRAY_NEW_FIXED, ARRAY_OF_I64, -1));
        invalid(
                "type mismatch: array.new_fixed expected i64 but found nothing",
                1,
                use(List.of(I64), List.of(), ARRAY_NEW_FIXED, ARRAY_OF_I64, 2));
    }

    @Test
    void data_make_numbers_and_elements_make_references() {
        invalid(
                "array type is not numeric or vector: type 3 has elements of funcref",
                1,
                unreachable(ARRAY_NEW_DATA, ARRAY_OF_FUNCTIONS, 0));
        invalid("unknown data segment 1", 1, unreachable(ARRAY_NEW_DATA, ARRAY_OF_I64, 1));
        invalid(
                "type mismatch: array.new_elem needs i64 but has funcref",
                1,
                unreachable(ARRAY_NEW_ELEM, ARRAY_OF_I64, 0));
        invalid(
                "type mismatch: array.new_elem needs funcref but has externref",
                1,
                unreachable(ARRAY_NEW_ELEM, ARRAY_OF_FUNCTIONS, 1));
        invalid("unknown elem segment 2", 1, unreachable(ARRAY_NEW_ELEM, ARRAY_OF_FUNCTIONS, 2));
        malformed(
                "data count section required: array.new_data",
                module().type(array(field(I8))).body(UNREACHABLE, ARRAY_NEW_DATA, 0, 0, DROP));
    }

    @Test
    void array_get_is_signed_for_packed_elements_only() {
        valid(use(List.of(refNull(ARRAY_OF_I64), I32), List.of(I64), ARRAY_GET, ARRAY_OF_I64));
        valid(use(List.of(refNull(ARRAY_OF_BYTES), I32), List.of(I32), ARRAY_GET_S, ARRAY_OF_BYTES));
        valid(use(List.of(refNull(FIXED_ARRAY), I32), List.of(I32), ARRAY_GET_U, FIXED_ARRAY));
        invalid("type mismatch: array.get on a packed i8", 1, unreachable(ARRAY_GET, ARRAY_OF_BYTES));
        invalid("type mismatch: array.get_u on i64", 1, unreachable(ARRAY_GET_U, ARRAY_OF_I64));
        invalid("unknown type 0: array.get needs an array type", 1, unreachable(ARRAY_GET, STRUCT));
    }

    @Test
    void array_len_takes_any_array() {
        valid(use(List.of(refNull(FIXED_ARRAY)), List.of(I32), ARRAY_LEN));
        valid(use(List.of(RefType.ARRAYREF), List.of(I32), ARRAY_LEN));
        invalid(
                "type mismatch: array.len expected arrayref but found (ref 0)",
                1,
                use(List.of(ref(STRUCT)), List.of(I32), ARRAY_LEN));
    }

    @Test
    void immutable_arrays_are_not_written() {
        for (Opcode opcode : List.of(ARRAY_SET, ARRAY_FILL)) {
            invalid("immutable array: type 4", 1, unreachable(opcode, FIXED_ARRAY));
        }
        for (Opcode opcode : List.of(ARRAY_COPY, ARRAY_INIT_DATA, ARRAY_INIT_ELEM)) {
            invalid("immutable array: type 4", 1, unreachable(opcode, FIXED_ARRAY, 0));
        }
    }

    @Test
    void arrays_are_written_with_their_elements() {
        valid(use(List.of(refNull(ARRAY_OF_BYTES), I32, I32), List.of(), ARRAY_SET, ARRAY_OF_BYTES));
        valid(use(List.of(refNull(ARRAY_OF_I64), I32, I64, I32), List.of(), ARRAY_FILL, ARRAY_OF_I64));
        invalid(
                "type mismatch: array.fill expected i64 but found i32",
                4,
                use(List.of(refNull(ARRAY_OF_I64), I32, I32, I32), List.of(), ARRAY_FILL, ARRAY_OF_I64));
        valid(use(List.of(refNull(ARRAY_OF_BYTES), I32, I32, I32), List.of(), ARRAY_INIT_DATA, ARRAY_OF_BYTES, 0));
        valid(use(
                List.of(refNull(ARRAY_OF_FUNCTIONS), I32, I32, I32),
                List.of(),
                ARRAY_INIT_ELEM,
                ARRAY_OF_FUNCTIONS,
                0));
        invalid("type mismatch: array.init_elem needs i8", 1, unreachable(ARRAY_INIT_ELEM, ARRAY_OF_BYTES, 0));
        invalid("array type is not numeric or vector", 1, unreachable(ARRAY_INIT_DATA, ARRAY_OF_FUNCTIONS, 0));
    }

    @Test
    void array_copy_goes_from_subtypes_to_supertypes() {
        List<ValType> operands = List.of(refNull(ARRAY_OF_STRUCTS), I32, refNull(ARRAY_OF_SUBSTRUCTS), I32, I32);
        valid(use(operands, List.of(), ARRAY_COPY, ARRAY_OF_STRUCTS, ARRAY_OF_SUBSTRUCTS));
        invalid(
                "array types do not match: (ref null 0) can not be stored as (ref null 6)",
                1,
                unreachable(ARRAY_COPY, ARRAY_OF_SUBSTRUCTS, ARRAY_OF_STRUCTS));
        invalid(
                "array types do not match: i16 can not be stored as i8",
                1,
                unreachable(ARRAY_COPY, ARRAY_OF_BYTES, FIXED_ARRAY));
        invalid("unknown type 99", 1, unreachable(ARRAY_COPY, ARRAY_OF_BYTES, 99));
    }

    @Test
    void a_subtype_stands_for_its_supertype() {
        valid(types().body(
                        List.of(),
                        List.of(ref(STRUCT)),
                        I64_CONST,
                        0,
                        I32_CONST,
                        0,
                        F64_CONST,
                        new byte[8],
                        I32_CONST,
                        0,
                        STRUCT_NEW,
                        SUBSTRUCT));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import static org.trifola.wasm.binary.Bytes.bytes;
import static org.trifola.wasm.binary.Bytes.raw;
import static org.trifola.wasm.binary.ModuleBuilder.func;
import static org.trifola.wasm.binary.ModuleBuilder.struct;
import static org.trifola.wasm.binary.ModuleBuilder.sub;
import static org.trifola.wasm.syntax.ControlOpcode.*;
import static org.trifola.wasm.syntax.NumType.F32;
import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;
import static org.trifola.wasm.syntax.NumericOpcode.I32_ADD;
import static org.trifola.wasm.syntax.NumericOpcode.I32_CONST;
import static org.trifola.wasm.syntax.NumericOpcode.I64_CONST;
import static org.trifola.wasm.syntax.ParametricOpcode.DROP;
import static org.trifola.wasm.syntax.ParametricOpcode.SELECT;
import static org.trifola.wasm.syntax.ReferenceOpcode.REF_AS_NON_NULL;
import static org.trifola.wasm.syntax.ReferenceOpcode.REF_NULL;
import static org.trifola.wasm.syntax.VariableOpcode.LOCAL_GET;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.binary.ModuleBuilder;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.TypeIndex;

/** Blocks, branches, calls and exceptions. */
class ControlValidationTest extends ValidationTestBase {
    private static final List<RefType> NO_TYPE = List.of();

    // Operands

    @Test
    void operands_of_the_right_type_are_valid() {
        valid(module().body(I32_CONST, 1, I32_CONST, 2, I32_ADD, DROP));
    }

    @Test
    void an_operand_of_the_wrong_type_is_invalid() {
        invalid(
                "type mismatch: i32.add expected i32 but found i64",
                2,
                module().body(I32_CONST, 0, I64_CONST, 0, I32_ADD, DROP));
    }

    @Test
    void a_missing_operand_is_invalid() {
        invalid("type mismatch: i32.add expected i32 but found nothing", 1, module().body(I32_CONST, 0, I32_ADD, DROP));
        invalid("type mismatch: drop expected a value but found nothing", 0, module().body(DROP));
    }

    @Test
    void a_value_left_at_the_end_is_invalid() {
        invalid(
                "type mismatch: end expected nothing more on the stack but found [i32 i64]",
                2,
                module().body(I32_CONST, 0, I64_CONST, 0));
    }

    @Test
    void a_missing_or_wrong_result_is_invalid() {
        invalid("type mismatch: end expected i32 but found nothing", 0, module().body(List.of(), List.of(I32)));
        invalid(
                "type mismatch: end expected i32 but found i64",
                1,
                module().body(List.of(), List.of(I32), I64_CONST, 0));
    }

    // Structured blocks

    @Test
    void blocks_take_parameters_and_give_results() {
        ModuleBuilder module = module().type(func(List.of(I32, I64), List.of(I64)));
        valid(module.body(I32_CONST, 0, I64_CONST, 0, BLOCK, 0, BR, 0, END, DROP));
        invalid(
                "type mismatch: br expected i64 but found i32",
                4,
                module().type(func(List.of(I64, I32), List.of(I64)))
                        .body(I64_CONST, 0, I32_CONST, 0, BLOCK, 0, NOP, BR, 0, END, DROP));
    }

    @Test
    void operands_outside_a_block_are_out_of_its_reach() {
        invalid(
                "type mismatch: drop expected a value but found nothing",
                2,
                module().body(I32_CONST, 0, BLOCK, EMPTY, DROP, END));
    }

    @Test
    void a_block_type_must_be_a_function_type() {
        invalid("unknown type 7: there are 1 types", 0, module().body(BLOCK, 7, END));
        invalid(
                "unknown type 0: block needs a function type",
                0,
                module().type(struct()).body(BLOCK, 0, END));
        invalid("unknown type 9", 0, module().body(BLOCK, new RefType(true, new TypeIndex(9)), UNREACHABLE, END, DROP));
    }

    @Test
    void if_needs_a_condition() {
        valid(module().body(I32_CONST, 0, IF, EMPTY, NOP, ELSE, NOP, END));
        invalid("type mismatch: if expected i32 but found nothing", 0, module().body(IF, EMPTY, END));
        invalid("type mismatch: if expected i32 but found i64", 1, module().body(I64_CONST, 0, IF, EMPTY, END));
    }

    @Test
    void if_without_else_must_give_what_it_takes() {
        valid(module().type(func(List.of(I32), List.of(I32))).body(I32_CONST, 0, I32_CONST, 0, IF, 0, END, DROP));
        invalid(
                "type mismatch: if without else must have equal parameters and results but has [] -> [i32]",
                3,
                module().body(I32_CONST, 0, IF, I32, I32_CONST, 0, END, DROP));
    }

    @Test
    void both_parts_of_if_are_checked() {
        valid(module().body(I32_CONST, 0, IF, I64, I64_CONST, 0, ELSE, I64_CONST, 1, END, DROP));
        invalid(
                "type mismatch: else expected i64 but found i32",
                3,
                module().body(I32_CONST, 0, IF, I64, I32_CONST, 0, ELSE, I64_CONST, 1, END, DROP));
        invalid(
                "type mismatch: end expected i64 but found nothing",
                4,
                module().body(I32_CONST, 0, IF, I64, I64_CONST, 0, ELSE, END, DROP));
    }

    @Test
    void else_without_if_is_malformed() {
        malformed("misplaced ELSE", module().body(ELSE));
        malformed("misplaced ELSE", module().body(BLOCK, EMPTY, ELSE, END));
        malformed("misplaced ELSE", module().body(I32_CONST, 0, IF, EMPTY, ELSE, ELSE, END));
    }

    @Test
    void a_body_must_end_where_its_bytes_end() {
        ModuleBuilder module = module().type(func(NO_TYPE, NO_TYPE));
        malformed("END opcode expected", module.rawFunction(0, List.of(), NOP).custom("x", new byte[1]));
        malformed("section size mismatch", module().type(func(NO_TYPE, NO_TYPE)).rawFunction(0, List.of(), END, NOP));
        malformed(
                "unexpected end of section",
                module().type(func(NO_TYPE, NO_TYPE)).rawFunction(0, List.of()));
    }

    @Test
    void deep_nesting_does_not_exhaust_the_java_stack() {
        int depth = 200_000;
        Object[] code = new Object[3 * depth];
        Arrays.fill(code, 0, 2 * depth, EMPTY);
        for (int i = 0; i < depth; i++) {
            code[2 * i] = BLOCK;
            code[2 * depth + i] = END;
        }
        valid(module().body(code));
    }

    // Branches

    @Test
    void a_branch_needs_what_its_label_takes() {
        valid(module().body(BLOCK, I32, I32_CONST, 0, BR, 0, END, DROP));
        invalid("type mismatch: br expected i32 but found nothing", 1, module().body(BLOCK, I32, BR, 0, END, DROP));
        valid(module().body(LOOP, EMPTY, BR, 0, END));
        valid(module().body(LOOP, EMPTY, BR, 1, END));
    }

    @Test
    void an_unknown_label_is_invalid() {
        invalid("unknown label 1: there are 1 labels", 0, module().body(BR, 1));
        invalid("unknown label 2", 2, module().body(BLOCK, EMPTY, I32_CONST, 0, BR_IF, 2, END));
        invalid("unknown label 4294967295", 0, module().body(BR, -1));
    }

    @Test
    void br_if_leaves_the_operands_with_the_types_of_the_label() {
        valid(module().body(BLOCK, I32, I32_CONST, 0, I32_CONST, 1, BR_IF, 0, END, DROP));
        ModuleBuilder module = module().body(
                        BLOCK,
                        RefType.ANYREF,
                        REF_NULL,
                        AbsHeapType.NONE,
                        I32_CONST,
                        1,
                        BR_IF,
                        0,
                        DROP,
                        REF_NULL,
                        AbsHeapType.EQ,
                        END,
                        DROP);
        valid(module);
        invalid(
                "type mismatch: call expected eqref but found anyref",
                4,
                module().body(List.of(RefType.EQREF), List.of())
                        .body(BLOCK, RefType.ANYREF, REF_NULL, AbsHeapType.EQ, I32_CONST, 1, BR_IF, 0, CALL, 0, END));
    }

    @Test
    void br_table_needs_labels_of_equal_arity() {
        valid(module().body(BLOCK, EMPTY, I32_CONST, 0, BR_TABLE, List.of(0, 1), 1, END));
        invalid(
                "type mismatch: br_table expected labels of 0 values but found one of 1",
                3,
                module().body(BLOCK, I32, I32_CONST, 0, I32_CONST, 0, BR_TABLE, List.of(0), 1, END, DROP));
        invalid("unknown label 5", 1, module().body(I32_CONST, 0, BR_TABLE, List.of(0, 5), 0));
    }

    @Test
    void br_table_checks_every_label() {
        invalid(
                "type mismatch: br_table expected i64 but found i32",
                4,
                module().body(
                                List.of(),
                                List.of(I32),
                                BLOCK,
                                I64,
                                I32_CONST,
                                0,
                                I32_CONST,
                                0,
                                NOP,
                                BR_TABLE,
                                List.of(1, 1, 0),
                                1,
                                END,
                                DROP,
                                I32_CONST,
                                0));
    }

    @Test
    void br_table_in_unreachable_code_takes_labels_of_different_types() {
        valid(module().body(
                        List.of(),
                        List.of(I32),
                        BLOCK,
                        F32,
                        UNREACHABLE,
                        I32_CONST,
                        0,
                        BR_TABLE,
                        List.of(0),
                        1,
                        END,
                        DROP,
                        I32_CONST,
                        0));
    }

    @Test
    void return_needs_the_results_of_the_function() {
        valid(module().body(List.of(), List.of(I32), BLOCK, EMPTY, I32_CONST, 0, RETURN, END, UNREACHABLE));
        invalid(
                "type mismatch: return expected i32 but found nothing",
                0,
                module().body(List.of(), List.of(I32), RETURN));
    }

    // Unreachable code

    @Test
    void unreachable_code_yields_any_type_but_not_the_wrong_one() {
        valid(module().body(UNREACHABLE, I32_ADD, DROP));
        valid(module().body(UNREACHABLE, I64_CONST, 0, I32_CONST, 0, SELECT, DROP));
        invalid(
                "type mismatch: i32.add expected i32 but found i64",
                2,
                module().body(UNREACHABLE, I64_CONST, 0, I32_ADD, DROP));
        invalid(
                "type mismatch: end expected nothing more on the stack but found [i32]",
                2,
                module().body(UNREACHABLE, I32_CONST, 0));
    }

    @Test
    void a_block_in_unreachable_code_is_reachable_for_validation() {
        invalid(
                "type mismatch: i32.add expected i32 but found nothing",
                2,
                module().body(UNREACHABLE, BLOCK, EMPTY, I32_ADD, END));
        valid(module().body(UNREACHABLE, BLOCK, EMPTY, END, I32_ADD, DROP));
    }

    @Test
    void an_unknown_reference_is_still_a_reference() {
        invalid(
                "type mismatch: i32.add expected i32 but found an unreachable reference",
                2,
                module().body(UNREACHABLE, REF_AS_NON_NULL, I32_ADD, DROP));
        invalid(
                "type mismatch: select expected a number or vector but found an unreachable reference",
                3,
                module().body(UNREACHABLE, REF_AS_NON_NULL, I32_CONST, 0, SELECT, DROP));
        valid(module().body(List.of(RefType.FUNCREF), List.of()).body(UNREACHABLE, REF_AS_NON_NULL, CALL, 0));
    }

    // Branches on references

    @Test
    void br_on_null_leaves_a_reference_that_is_not_null() {
        List<RefType> nonNull = List.of(RefType.of(false, AbsHeapType.FUNC));
        valid(module().body(
                        List.of(RefType.FUNCREF),
                        nonNull,
                        BLOCK,
                        EMPTY,
                        LOCAL_GET,
                        0,
                        BR_ON_NULL,
                        0,
                        RETURN,
                        END,
                        UNREACHABLE));
        invalid(
                "type mismatch: br_on_null expected a reference but found i32",
                1,
                module().body(I32_CONST, 0, BR_ON_NULL, 0, DROP));
    }

    @Test
    void br_on_non_null_passes_the_reference() {
        valid(module().body(
                        List.of(RefType.FUNCREF),
                        List.of(),
                        BLOCK,
                        RefType.of(false, AbsHeapType.FUNC),
                        LOCAL_GET,
                        0,
                        BR_ON_NON_NULL,
                        0,
                        RETURN,
                        END,
                        DROP));
        invalid(
                "type mismatch: br_on_non_null expected i32 but found (ref func)",
                2,
                module().body(
                                List.of(RefType.FUNCREF),
                                List.of(),
                                BLOCK,
                                I32,
                                LOCAL_GET,
                                0,
                                BR_ON_NON_NULL,
                                0,
                                UNREACHABLE,
                                END,
                                DROP));
        invalid(
                "type mismatch: br_on_non_null expected a label that ends with a reference but found []",
                1,
                module().body(List.of(RefType.FUNCREF), List.of(), LOCAL_GET, 0, BR_ON_NON_NULL, 0));
    }

    @Test
    void br_on_cast_passes_the_target_and_leaves_the_rest() {
        RefType nonNullAny = RefType.of(false, AbsHeapType.ANY);
        valid(module().body(
                        List.of(RefType.ANYREF),
                        List.of(),
                        BLOCK,
                        RefType.EQREF,
                        LOCAL_GET,
                        0,
                        BR_ON_CAST,
                        raw(3),
                        0,
                        AbsHeapType.ANY,
                        AbsHeapType.EQ,
                        CALL,
                        1,
                        UNREACHABLE,
                        END,
                        DROP)
                .body(List.of(nonNullAny), List.of()));
        invalid(
                "type mismatch: br_on_cast needs eqref but has anyref",
                1,
                module().body(
                                List.of(RefType.EQREF),
                                List.of(RefType.ANYREF),
                                LOCAL_GET,
                                0,
                                BR_ON_CAST,
                                raw(3),
                                0,
                                AbsHeapType.EQ,
                                AbsHeapType.ANY));
        invalid(
                "type mismatch: br_on_cast expected i31ref but found (ref eq)",
                2,
                module().body(
                                List.of(RefType.ANYREF),
                                List.of(),
                                BLOCK,
                                RefType.I31REF,
                                LOCAL_GET,
                                0,
                                BR_ON_CAST,
                                raw(1),
                                0,
                                AbsHeapType.ANY,
                                AbsHeapType.EQ,
                                UNREACHABLE,
                                END,
                                DROP));
    }

    @Test
    void br_on_cast_fail_passes_the_rest_and_leaves_the_target() {
        valid(module().body(
                        List.of(RefType.ANYREF),
                        List.of(RefType.of(false, AbsHeapType.I31)),
                        BLOCK,
                        RefType.ANYREF,
                        LOCAL_GET,
                        0,
                        BR_ON_CAST_FAIL,
                        raw(1),
                        0,
                        AbsHeapType.ANY,
                        AbsHeapType.I31,
                        RETURN,
                        END,
                        UNREACHABLE));
        invalid(
                "type mismatch: br_on_cast_fail expected (ref any) but found anyref",
                2,
                module().body(
                                List.of(RefType.ANYREF),
                                List.of(),
                                BLOCK,
                                RefType.of(false, AbsHeapType.ANY),
                                LOCAL_GET,
                                0,
                                BR_ON_CAST_FAIL,
                                raw(1),
                                0,
                                AbsHeapType.ANY,
                                AbsHeapType.I31,
                                UNREACHABLE,
                                END,
                                DROP));
    }

    // Calls

    @Test
    void call_takes_the_parameters_and_gives_the_results() {
        ModuleBuilder module = module().body(List.of(I32, I64), List.of(F32, I32), UNREACHABLE);
        valid(module.body(I32_CONST, 0, I64_CONST, 0, CALL, 0, DROP, DROP));
        invalid(
                "type mismatch: call expected i64 but found nothing",
                0,
                module().body(List.of(I32, I64), List.of(), UNREACHABLE).body(CALL, 0));
        invalid("unknown function 3: there are 1 functions", 0, module().body(CALL, 3));
    }

    @Test
    void call_indirect_needs_a_table_of_functions() {
        valid(module().table(RefType.FUNCREF, 0, 1).body(I32_CONST, 0, CALL_INDIRECT, 0, 0));
        valid(module().table(RefType.FUNCREF, 4, 1).body(I64_CONST, 0, CALL_INDIRECT, 0, 0));
        invalid("unknown table 0: there are 0 tables", 1, module().body(I32_CONST, 0, CALL_INDIRECT, 0, 0));
        invalid(
                "type mismatch: call_indirect needs a table of funcref but has externref",
                1,
                module().table(RefType.EXTERNREF, 0, 1).body(I32_CONST, 0, CALL_INDIRECT, 0, 0));
        invalid("unknown type 5", 1, module().table(RefType.FUNCREF, 0, 1).body(I32_CONST, 0, CALL_INDIRECT, 5, 0));
        invalid(
                "type mismatch: call_indirect expected i64 but found i32",
                1,
                module().table(RefType.FUNCREF, 4, 1).body(I32_CONST, 0, CALL_INDIRECT, 0, 0));
    }

    @Test
    void call_ref_needs_a_reference_of_its_type() {
        RefType ref = new RefType(true, new TypeIndex(0));
        valid(module().type(func(List.of(I32), List.of()))
                .body(List.of(ref), List.of(), I32_CONST, 0, LOCAL_GET, 0, CALL_REF, 0));
        invalid(
                "type mismatch: call_ref expected (ref null 0) but found funcref",
                2,
                module().type(func(List.of(I32), List.of()))
                        .body(List.of(RefType.FUNCREF), List.of(), I32_CONST, 0, LOCAL_GET, 0, CALL_REF, 0));
        invalid(
                "unknown type 0: call_ref needs a function type",
                0,
                module().type(struct()).body(CALL_REF, 0));
    }

    @Test
    void tail_calls_must_give_what_the_function_gives() {
        valid(module().body(List.of(), List.of(I32), RETURN_CALL, 0));
        invalid(
                "type mismatch: return_call expected a callee with results [i32] but found []",
                0,
                module().body().body(List.of(), List.of(I32), RETURN_CALL, 0));
        invalid(
                "type mismatch: return_call_indirect expected a callee with results [] but found [i32]",
                1,
                module().type(func(List.of(), List.of(I32)))
                        .table(RefType.FUNCREF, 0, 0)
                        .body(I32_CONST, 0, RETURN_CALL_INDIRECT, 0, 0));
        invalid(
                "type mismatch: return_call_ref expected a callee with results [] but found [i32]",
                1,
                module().type(func(List.of(), List.of(I32))).body(REF_NULL, new TypeIndex(0), RETURN_CALL_REF, 0));
    }

    @Test
    void the_results_of_a_tail_call_may_be_subtypes() {
        valid(module().type(sub(struct()))
                .type(sub(0, struct()))
                .body(List.of(), List.of(new RefType(true, new TypeIndex(1))), UNREACHABLE)
                .body(List.of(), List.of(new RefType(true, new TypeIndex(0))), RETURN_CALL, 0));
    }

    // Exceptions

    private static ModuleBuilder moduleWithTag() {
        return module().type(func(List.of(I32), List.of())).tag(0);
    }

    @Test
    void throw_takes_the_payload_of_its_tag() {
        valid(moduleWithTag().body(I32_CONST, 0, THROW, 0));
        invalid(
                "type mismatch: throw expected i32 but found nothing",
                0,
                moduleWithTag().body(THROW, 0));
        invalid("unknown tag 1: there are 1 tags", 0, moduleWithTag().body(THROW, 1));
    }

    @Test
    void throw_ref_takes_an_exception() {
        valid(module().body(REF_NULL, AbsHeapType.EXN, THROW_REF));
        invalid("type mismatch: throw_ref expected exnref but found nothing", 0, module().body(THROW_REF));
    }

    @Test
    void handlers_must_fit_their_labels() {
        byte[] catchTag = bytes(0, 0, 0);
        byte[] catchTagRef = bytes(1, 0, 0);
        byte[] catchAll = bytes(2, 0);
        byte[] catchAllRef = bytes(3, 0);
        valid(moduleWithTag().body(BLOCK, I32, TRY_TABLE, EMPTY, List.of(catchTag), END, I32_CONST, 0, END, DROP));
        valid(moduleWithTag().body(TRY_TABLE, EMPTY, List.of(catchAll), END));
        valid(moduleWithTag()
                .body(BLOCK, RefType.EXNREF, TRY_TABLE, EMPTY, List.of(catchAllRef), END, UNREACHABLE, END, DROP));
        invalid(
                "type mismatch: try_table expected a label for catch of [i32] but found []",
                0,
                moduleWithTag().body(TRY_TABLE, EMPTY, List.of(catchTag), END));
        invalid(
                "type mismatch: try_table expected a label for catch_ref of [i32] but found [i32]",
                1,
                moduleWithTag().body(BLOCK, I32, TRY_TABLE, EMPTY, List.of(catchTagRef), END, UNREACHABLE, END, DROP));
        invalid(
                "type mismatch: try_table expected a label for catch_all_ref of [] but found []",
                0,
                moduleWithTag().body(TRY_TABLE, EMPTY, List.of(catchAllRef), END));
        invalid("unknown tag 1", 0, moduleWithTag().body(TRY_TABLE, EMPTY, List.of(bytes(0, 1, 0)), END));
    }

    @Test
    void labels_of_handlers_are_counted_from_outside() {
        invalid("unknown label 1", 0, module().body(TRY_TABLE, EMPTY, List.of(bytes(2, 1)), END));
    }

    @Test
    void a_caught_exception_is_not_null() {
        valid(moduleWithTag()
                .body(
                        BLOCK,
                        RefType.of(false, AbsHeapType.EXN),
                        TRY_TABLE,
                        EMPTY,
                        List.of(bytes(3, 0)),
                        END,
                        UNREACHABLE,
                        END,
                        DROP));
    }

    @Test
    void imported_tags_come_first() {
        valid(module().type(func(List.of(I32), List.of()))
                .type(func(List.of(), List.of()))
                .importing(ExternKind.TAG, 0, 0)
                .tag(1)
                .function(1, THROW, 1));
    }

    // Legacy exceptions

    @Test
    void legacy_catches_get_the_payload() {
        valid(moduleWithTag().body(TRY, I32, I32_CONST, 0, CATCH, 0, CATCH_ALL, I32_CONST, 1, END, DROP));
        valid(moduleWithTag().body(TRY, EMPTY, END));
        invalid(
                "type mismatch: end expected nothing more on the stack but found [i32]",
                2,
                moduleWithTag().body(TRY, EMPTY, CATCH, 0, END));
        invalid(
                "type mismatch: catch expected nothing more on the stack but found [i32]",
                2,
                moduleWithTag().body(TRY, EMPTY, I32_CONST, 0, CATCH, 0, DROP, END));
    }

    @Test
    void legacy_catches_only_stand_in_a_try() {
        malformed("misplaced catch without try", moduleWithTag().body(CATCH, 0));
        malformed("misplaced catch_all without try", module().body(BLOCK, EMPTY, CATCH_ALL, END));
        malformed("misplaced catch without try", moduleWithTag().body(TRY, EMPTY, CATCH_ALL, CATCH, 0, DROP, END));
        malformed("misplaced catch_all without try", module().body(TRY, EMPTY, CATCH_ALL, CATCH_ALL, END));
        malformed("misplaced delegate without try", module().body(TRY, EMPTY, CATCH_ALL, DELEGATE, 0));
        malformed("misplaced delegate without try", module().body(BLOCK, EMPTY, DELEGATE, 0));
    }

    @Test
    void rethrow_names_a_catch() {
        valid(module().body(TRY, EMPTY, CATCH_ALL, BLOCK, EMPTY, RETHROW, 1, END, END));
        invalid("invalid rethrow label: label 0 is no catch", 1, module().body(TRY, EMPTY, RETHROW, 0, CATCH_ALL, END));
        invalid("unknown label 9", 0, module().body(RETHROW, 9));
    }

    @Test
    void delegate_counts_labels_from_outside_its_try() {
        valid(module().body(TRY, EMPTY, DELEGATE, 0));
        valid(module().body(TRY, I32, I32_CONST, 0, DELEGATE, 0, DROP));
        invalid("unknown label 1: there are 1 labels", 1, module().body(TRY, EMPTY, DELEGATE, 1));
    }
}

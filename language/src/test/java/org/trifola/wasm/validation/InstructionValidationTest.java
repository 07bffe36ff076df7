// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.trifola.wasm.binary.Bytes.bytes;
import static org.trifola.wasm.binary.Bytes.raw;
import static org.trifola.wasm.binary.ModuleBuilder.expr;
import static org.trifola.wasm.binary.ModuleBuilder.func;
import static org.trifola.wasm.syntax.ControlOpcode.BLOCK;
import static org.trifola.wasm.syntax.ControlOpcode.ELSE;
import static org.trifola.wasm.syntax.ControlOpcode.END;
import static org.trifola.wasm.syntax.ControlOpcode.IF;
import static org.trifola.wasm.syntax.ControlOpcode.UNREACHABLE;
import static org.trifola.wasm.syntax.MemoryOpcode.DATA_DROP;
import static org.trifola.wasm.syntax.MemoryOpcode.I32_LOAD;
import static org.trifola.wasm.syntax.MemoryOpcode.I64_STORE16;
import static org.trifola.wasm.syntax.MemoryOpcode.MEMORY_COPY;
import static org.trifola.wasm.syntax.MemoryOpcode.MEMORY_FILL;
import static org.trifola.wasm.syntax.MemoryOpcode.MEMORY_GROW;
import static org.trifola.wasm.syntax.MemoryOpcode.MEMORY_INIT;
import static org.trifola.wasm.syntax.MemoryOpcode.MEMORY_SIZE;
import static org.trifola.wasm.syntax.NumType.F32;
import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;
import static org.trifola.wasm.syntax.NumericOpcode.I32_CONST;
import static org.trifola.wasm.syntax.NumericOpcode.I32_EQZ;
import static org.trifola.wasm.syntax.NumericOpcode.I64_CONST;
import static org.trifola.wasm.syntax.NumericOpcode.I64_EQZ;
import static org.trifola.wasm.syntax.ParametricOpcode.DROP;
import static org.trifola.wasm.syntax.ParametricOpcode.SELECT;
import static org.trifola.wasm.syntax.ParametricOpcode.SELECT_T;
import static org.trifola.wasm.syntax.ReferenceOpcode.REF_NULL;
import static org.trifola.wasm.syntax.TableOpcode.ELEM_DROP;
import static org.trifola.wasm.syntax.TableOpcode.TABLE_COPY;
import static org.trifola.wasm.syntax.TableOpcode.TABLE_FILL;
import static org.trifola.wasm.syntax.TableOpcode.TABLE_GET;
import static org.trifola.wasm.syntax.TableOpcode.TABLE_GROW;
import static org.trifola.wasm.syntax.TableOpcode.TABLE_INIT;
import static org.trifola.wasm.syntax.TableOpcode.TABLE_SET;
import static org.trifola.wasm.syntax.TableOpcode.TABLE_SIZE;
import static org.trifola.wasm.syntax.VariableOpcode.GLOBAL_GET;
import static org.trifola.wasm.syntax.VariableOpcode.GLOBAL_SET;
import static org.trifola.wasm.syntax.VariableOpcode.LOCAL_GET;
import static org.trifola.wasm.syntax.VariableOpcode.LOCAL_SET;
import static org.trifola.wasm.syntax.VariableOpcode.LOCAL_TEE;
import static org.trifola.wasm.syntax.VecType.V128;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.trifola.wasm.binary.ModuleBuilder;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.AtomicOpcode;
import org.trifola.wasm.syntax.Immediates;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.Opcodes;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.Shape;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.syntax.VectorOpcode;

/** Parametric, variable, table, memory, numeric, vector and atomic instructions. */
class InstructionValidationTest extends ValidationTestBase {
    // Rows with types in the table

    /** The operands as parameters, then the instruction, then its results as results of the function. */
    private static Object[] codeFor(Opcode opcode, int operands) {
        List<Object> code = new ArrayList<>();
        for (int i = 0; i < operands; i++) {
            code.add(LOCAL_GET);
            code.add(i);
        }
        code.add(opcode);
        code.add(immediates(opcode.shape()));
        return code.toArray();
    }

    private static byte[] immediates(Shape shape) {
        return switch (shape.immediates()) {
            case NONE -> bytes();
            case MEMARG -> bytes(Integer.numberOfTrailingZeros(shape.width()), 0);
            case MEMARG_LANE -> bytes(Integer.numberOfTrailingZeros(shape.width()), 0, raw(0));
            case I32, I64, LANE, FENCE -> new byte[1];
            case F32 -> new byte[4];
            case F64 -> new byte[8];
            case V128, SHUFFLE_LANES -> new byte[16];
            default -> throw new AssertionError(shape);
        };
    }

    private static List<ValType> operands(Shape shape) {
        List<ValType> operands = new ArrayList<>(shape.operands());
        if (shape.typing() == Shape.Typing.MEMORY || shape.typing() == Shape.Typing.ATOMIC) {
            operands.addFirst(I32);
        }
        return operands;
    }

    @Test
    void every_row_with_types_takes_and_gives_just_these() {
        int rows = 0;
        for (Opcode opcode : Opcodes.ALL) {
            Shape shape = opcode.shape();
            if (shape.typing() != Shape.Typing.UNTYPED) {
                rows++;
                List<ValType> operands = operands(shape);
                Object[] code = codeFor(opcode, operands.size());
                valid(module().memory(0, 1).body(operands, shape.results(), code));
                rejectWrongOperands(opcode, operands);
            }
        }
        assertEquals(490, rows);
    }

    /** Each operand in turn has another type, and the operand at the bottom is missing. */
    private static void rejectWrongOperands(Opcode opcode, List<ValType> operands) {
        for (int i = 0; i < operands.size(); i++) {
            List<ValType> wrong = new ArrayList<>(operands);
            wrong.set(i, RefType.FUNCREF);
            String message = "type mismatch: " + opcode.mnemonic() + " expected " + operands.get(i) + " but found ";
            Object[] code = codeFor(opcode, operands.size());
            invalid(message + "funcref", operands.size(), module().memory(0, 1).body(wrong, List.of(), code));
        }
        if (!operands.isEmpty()) {
            String message =
                    "type mismatch: " + opcode.mnemonic() + " expected " + operands.getFirst() + " but found nothing";
            List<ValType> tail = operands.subList(1, operands.size());
            Object[] code = codeFor(opcode, tail.size());
            invalid(message, tail.size(), module().memory(0, 1).body(tail, List.of(), code));
        }
    }

    // Parametric instructions

    @Test
    void select_without_type_takes_two_equal_numbers_or_vectors() {
        valid(module().body(List.of(V128), List.of(V128), LOCAL_GET, 0, LOCAL_GET, 0, I32_CONST, 0, SELECT));
        invalid(
                "type mismatch: select expected i32 but found i64",
                3,
                module().body(I32_CONST, 0, I64_CONST, 0, I32_CONST, 0, SELECT, DROP));
        invalid(
                "type mismatch: select expected a number or vector but found funcref",
                3,
                module().body(
                                List.of(RefType.FUNCREF),
                                List.of(),
                                LOCAL_GET,
                                0,
                                LOCAL_GET,
                                0,
                                I32_CONST,
                                0,
                                SELECT,
                                DROP));
        invalid("type mismatch: select expected i32", 2, module().body(I32_CONST, 0, I64_CONST, 0, SELECT, DROP));
    }

    @Test
    void select_with_type_takes_that_type() {
        valid(module().body(
                        REF_NULL,
                        AbsHeapType.I31,
                        REF_NULL,
                        AbsHeapType.EQ,
                        I32_CONST,
                        0,
                        SELECT_T,
                        List.of(RefType.ANYREF),
                        DROP));
        invalid("invalid result arity: select has 0 types", 0, module().body(SELECT_T, List.of()));
        invalid("invalid result arity: select has 2 types", 0, module().body(SELECT_T, List.of(I32, I32)));
    }

    // Locals and globals

    @Test
    void locals_follow_parameters() {
        ModuleBuilder module = module().type(func(List.of(I32), List.of(I64)));
        valid(module.functionWithLocals(0, List.of(F32, I64), LOCAL_GET, 0, DROP, LOCAL_GET, 2));
        invalid("unknown local 1: there are 1 locals", 0, module().body(List.of(I32), List.of(), LOCAL_GET, 1, DROP));
        invalid("unknown local 4294967295", 0, module().body(LOCAL_GET, -1, DROP));
        invalid("unknown local 0", 1, module().body(I32_CONST, 0, LOCAL_SET, 0));
        invalid("unknown local 0", 1, module().body(I32_CONST, 0, LOCAL_TEE, 0, DROP));
        invalid(
                "type mismatch: local.set expected i32 but found i64",
                1,
                module().body(List.of(I32), List.of(), I64_CONST, 0, LOCAL_SET, 0));
    }

    @Test
    void parameters_count_against_the_limit_of_locals() {
        List<NumType> params = Collections.nCopies(1000, I32);
        ModuleBuilder module = module().type(func(params, List.of()));
        valid(module.rawFunction(0, List.of(bytes(49_000, I64)), END));
        ModuleBuilder tooMany = module().type(func(params, List.of())).rawFunction(0, List.of(bytes(49_001, I64)), END);
        InvalidException thrown = assertThrows(InvalidException.class, () -> valid(tooMany));
        assertEquals("too many locals: 50001, the limit is 50000", thrown.getMessage());
    }

    @Test
    void locals_far_away_have_the_types_of_their_groups() {
        List<byte[]> groups = List.of(bytes(2000, I32), bytes(0, F32), bytes(1, I64), bytes(3000, F32), bytes(1, V128));
        byte[] code = expr(LOCAL_GET, 2000, LOCAL_GET, 2001, LOCAL_GET, 2002, LOCAL_GET, 5001, LOCAL_GET, 5002);
        valid(module().type(func(List.of(I64), List.of(I32, I64, F32, F32, V128)))
                .rawFunction(0, groups, code));
        invalid(
                "unknown local 5002: there are 5002 locals",
                4,
                module().type(func(List.of(), List.of(I64, F32, F32, V128, I32)))
                        .rawFunction(0, groups, code));
    }

    @Test
    void a_far_local_without_default_must_be_set_first() {
        RefType ref = RefType.of(false, AbsHeapType.EXTERN);
        List<byte[]> groups = List.of(bytes(40_000, ref));
        byte[] type = func(List.of(ref), List.of());
        valid(module().type(type)
                .rawFunction(0, groups, expr(LOCAL_GET, 0, LOCAL_SET, 40_000, LOCAL_GET, 40_000, DROP)));
        // The second function knows nothing of what the first one has set.
        invalid(
                "uninitialized local 40000",
                0,
                module().type(type)
                        .rawFunction(0, groups, expr(LOCAL_GET, 0, LOCAL_SET, 40_000))
                        .rawFunction(0, groups, expr(LOCAL_GET, 40_000, DROP)));
    }

    @Test
    @Timeout(30)
    void many_functions_with_many_locals_take_little_time() {
        ModuleBuilder module = module().type(func(List.of(), List.of()));
        List<byte[]> groups = List.of(bytes(50_000, RefType.of(false, AbsHeapType.EXTERN)));
        for (int i = 0; i < 100_000; i++) {
            module.rawFunction(0, groups, END);
        }
        assertEquals(100_000, valid(module).functionCount());
    }

    private static ModuleBuilder functionWithUnsetLocal(Object... code) {
        RefType ref = RefType.of(false, AbsHeapType.EXTERN);
        return module().type(func(List.of(ref), List.of())).functionWithLocals(0, List.of(I32, ref), code);
    }

    @Test
    void a_local_without_default_must_be_set_first() {
        valid(functionWithUnsetLocal(LOCAL_GET, 0, LOCAL_SET, 2, LOCAL_GET, 2, DROP));
        valid(functionWithUnsetLocal(LOCAL_GET, 0, LOCAL_TEE, 2, DROP, BLOCK, EMPTY, LOCAL_GET, 2, DROP, END));
        valid(functionWithUnsetLocal(LOCAL_GET, 1, DROP));
        invalid("uninitialized local 2", 0, functionWithUnsetLocal(LOCAL_GET, 2, DROP));
    }

    @Test
    void a_local_set_in_a_block_is_not_set_after_it() {
        invalid(
                "uninitialized local 2",
                4,
                functionWithUnsetLocal(BLOCK, EMPTY, LOCAL_GET, 0, LOCAL_SET, 2, END, LOCAL_GET, 2, DROP));
        invalid(
                "uninitialized local 2",
                5,
                functionWithUnsetLocal(
                        I32_CONST, 0, IF, EMPTY, LOCAL_GET, 0, LOCAL_SET, 2, ELSE, LOCAL_GET, 2, DROP, END));
    }

    @Test
    void globals_are_written_only_when_mutable() {
        valid(module().mutableGlobal(I32, I32_CONST, 0).body(GLOBAL_GET, 0, GLOBAL_SET, 0));
        invalid("immutable global 0", 1, module().global(I32, I32_CONST, 0).body(I32_CONST, 0, GLOBAL_SET, 0));
        invalid(
                "unknown global 1: there are 1 globals",
                0,
                module().global(I32, I32_CONST, 0).body(GLOBAL_GET, 1, DROP));
        invalid(
                "type mismatch: global.set expected i64 but found i32",
                1,
                module().mutableGlobal(I64, I64_CONST, 0).body(I32_CONST, 0, GLOBAL_SET, 0));
    }

    // Tables

    private static ModuleBuilder moduleWithTables() {
        return module().table(RefType.FUNCREF, 0, 1)
                .table(RefType.EXTERNREF, 4, 1)
                .table(RefType.FUNCREF, 4, 1)
                .element(5, RefType.FUNCREF, List.of());
    }

    @Test
    void table_instructions_use_the_address_type_of_their_table() {
        valid(moduleWithTables().body(TABLE_SIZE, 0, I32_EQZ, DROP, TABLE_SIZE, 1, I64_EQZ, DROP));
        valid(moduleWithTables().body(I32_CONST, 0, I32_CONST, 0, TABLE_GET, 0, TABLE_SET, 0));
        valid(moduleWithTables().body(I64_CONST, 0, I64_CONST, 0, TABLE_GET, 1, TABLE_SET, 1));
        valid(moduleWithTables().body(REF_NULL, AbsHeapType.EXTERN, I64_CONST, 0, TABLE_GROW, 1, I64_EQZ, DROP));
        valid(moduleWithTables().body(I64_CONST, 0, REF_NULL, AbsHeapType.EXTERN, I64_CONST, 0, TABLE_FILL, 1));
        invalid(
                "type mismatch: table.get expected i64 but found i32",
                1,
                moduleWithTables().body(I32_CONST, 0, TABLE_GET, 1, DROP));
        invalid(
                "type mismatch: table.set expected externref but found funcref",
                2,
                moduleWithTables().body(I64_CONST, 0, REF_NULL, AbsHeapType.FUNC, TABLE_SET, 1));
        invalid("unknown table 3: there are 3 tables", 0, moduleWithTables().body(TABLE_SIZE, 3, DROP));
    }

    @Test
    void table_copy_takes_the_smaller_address_type_for_the_length() {
        valid(moduleWithTables().body(I64_CONST, 0, I32_CONST, 0, I32_CONST, 0, TABLE_COPY, 2, 0));
        valid(moduleWithTables().body(I32_CONST, 0, I64_CONST, 0, I32_CONST, 0, TABLE_COPY, 0, 2));
        valid(moduleWithTables().body(I64_CONST, 0, I64_CONST, 0, I64_CONST, 0, TABLE_COPY, 2, 2));
        invalid(
                "type mismatch: table.copy needs funcref but has externref",
                0,
                moduleWithTables().body(TABLE_COPY, 0, 1));
    }

    @Test
    void table_init_needs_a_segment_of_its_type() {
        valid(moduleWithTables().body(I64_CONST, 0, I32_CONST, 0, I32_CONST, 0, TABLE_INIT, 0, 2, ELEM_DROP, 0));
        invalid(
                "type mismatch: table.init needs externref but has funcref",
                0,
                moduleWithTables().body(TABLE_INIT, 0, 1));
        invalid("unknown elem segment 1: there are 1", 0, moduleWithTables().body(TABLE_INIT, 1, 0));
        invalid("unknown elem segment 1", 0, moduleWithTables().body(ELEM_DROP, 1));
    }

    // Memories

    private static ModuleBuilder moduleWithMemories() {
        return module().memory(0, 1).memory(4, 1).data(1, "abc");
    }

    @Test
    void memory_instructions_use_the_address_type_of_their_memory() {
        valid(moduleWithMemories().body(MEMORY_SIZE, 0, MEMORY_GROW, 0, DROP));
        valid(moduleWithMemories().body(MEMORY_SIZE, 1, MEMORY_GROW, 1, I64_EQZ, DROP));
        valid(moduleWithMemories().body(I64_CONST, 0, I32_CONST, 0, I64_CONST, 0, MEMORY_FILL, 1));
        valid(moduleWithMemories().body(I64_CONST, 0, I32_CONST, 0, I32_CONST, 0, MEMORY_COPY, 1, 0));
        valid(moduleWithMemories().body(I64_CONST, 0, I32_LOAD, 0x42, 1, 0, DROP));
        invalid(
                "type mismatch: i32.load expected i64 but found i32",
                1,
                moduleWithMemories().body(I32_CONST, 0, I32_LOAD, 0x42, 1, 0, DROP));
        invalid(
                "unknown memory 2: there are 2 memories",
                0,
                moduleWithMemories().body(MEMORY_SIZE, 2, DROP));
        invalid("unknown memory 0", 1, module().body(I32_CONST, 0, I32_LOAD, 2, 0, DROP));
    }

    @Test
    void alignment_is_at_most_natural() {
        valid(moduleWithMemories().body(I32_CONST, 0, I32_LOAD, 0, 0, DROP));
        invalid(
                "alignment must not be larger than natural: i32.load has 2^3",
                1,
                moduleWithMemories().body(I32_CONST, 0, I32_LOAD, 3, 0, DROP));
        invalid(
                "alignment must not be larger than natural: i64.store16 has 2^63",
                2,
                moduleWithMemories().body(I32_CONST, 0, I64_CONST, 0, I64_STORE16, 63, 0));
    }

    @Test
    void atomic_alignment_is_natural() {
        invalid(
                "atomic alignment must be natural: i32.atomic.load has 2^1",
                1,
                moduleWithMemories().body(I32_CONST, 0, AtomicOpcode.I32_ATOMIC_LOAD, 1, 0, DROP));
    }

    @Test
    void an_offset_must_fit_the_address_type() {
        byte[] offset = bytes(raw(0x80), raw(0x80), raw(0x80), raw(0x80), raw(0x10));
        valid(moduleWithMemories().body(I64_CONST, 0, I32_LOAD, 0x42, 1, offset, DROP));
        invalid(
                "offset out of range: 4294967296",
                1,
                moduleWithMemories().body(I32_CONST, 0, I32_LOAD, 2, offset, DROP));
    }

    @Test
    void data_segments_need_their_count() {
        Object[] code = {I64_CONST, 0, I32_CONST, 0, I32_CONST, 0, MEMORY_INIT, 0, 1, DATA_DROP, 0};
        valid(moduleWithMemories().dataCount(1).body(code));
        malformed(
                "data count section required: memory.init", moduleWithMemories().body(code));
        malformed("data count section required: data.drop", moduleWithMemories().body(DATA_DROP, 0));
        invalid(
                "unknown data segment 1: there are 1",
                0,
                moduleWithMemories().dataCount(1).body(DATA_DROP, 1));
    }

    // Lanes

    @Test
    void lane_indices_are_below_the_number_of_lanes() {
        for (VectorOpcode opcode : VectorOpcode.values()) {
            Shape shape = opcode.shape();
            if (shape.immediates() == Immediates.LANE) {
                rejectLane(opcode, bytes(raw(shape.width())), shape.width());
            } else if (shape.immediates() == Immediates.MEMARG_LANE) {
                rejectLane(opcode, bytes(0, 0, raw(16 / shape.width())), 16 / shape.width());
            } else if (shape.immediates() == Immediates.SHUFFLE_LANES) {
                byte[] lanes = new byte[16];
                lanes[15] = 32;
                rejectLane(opcode, lanes, 32);
            }
        }
    }

    private static void rejectLane(VectorOpcode opcode, byte[] immediates, int lanes) {
        ModuleBuilder module = module().memory(0, 1).body(UNREACHABLE, opcode, immediates);
        invalid("invalid lane index: " + lanes + ", must be below " + lanes, 1, module);
    }
}

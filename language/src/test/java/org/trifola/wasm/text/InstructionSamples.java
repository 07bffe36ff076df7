// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.ParametricOpcode;
import org.trifola.wasm.syntax.ReferenceOpcode;

/** A text for every row of the instruction table; made from the row, except for instructions that need others around. */
final class InstructionSamples {
    private InstructionSamples() {}

    static String text(Opcode opcode) {
        return switch (opcode) {
            case ControlOpcode.BLOCK, ControlOpcode.LOOP, ControlOpcode.TRY ->
                opcode.mnemonic() + " (result i32) i32.const 1 end";
            case ControlOpcode.IF -> "if (param i32) nop end";
            case ControlOpcode.ELSE -> "if else nop end";
            case ControlOpcode.CATCH -> "try nop catch 3 nop end";
            case ControlOpcode.CATCH_ALL -> "try nop catch_all nop end";
            case ControlOpcode.DELEGATE -> "try nop delegate 0";
            case ControlOpcode.END -> "block end";
            case ControlOpcode.TRY_TABLE -> "try_table (catch 1 2) (catch_ref 3 4) (catch_all 5) (catch_all_ref 6) end";
            case ParametricOpcode.SELECT_T -> "select (result (ref null 3))";
            case ReferenceOpcode.REF_TEST, ReferenceOpcode.REF_CAST -> opcode.mnemonic() + " (ref 3)";
            case ReferenceOpcode.REF_TEST_NULL, ReferenceOpcode.REF_CAST_NULL -> opcode.mnemonic() + " anyref";
            case ReferenceOpcode.REF_CAST_DESC_EQ -> opcode.mnemonic() + " (ref 3)";
            case ReferenceOpcode.REF_CAST_DESC_EQ_NULL -> opcode.mnemonic() + " (ref null (exact 3))";
            default -> opcode.mnemonic() + " " + immediates(opcode);
        };
    }

    private static String immediates(Opcode opcode) {
        return switch (opcode.shape().immediates()) {
            case NONE, FENCE, BLOCK_TYPE, CATCHES, TYPES -> "";
            case LABEL, TAG, FUNCTION, TYPE, LOCAL, GLOBAL, TABLE, ELEM, DATA, MEMORY -> "3";
            case LABELS -> "1 2 3";
            case TYPE_TABLE -> "4 (type 3)";
            case TYPE_FIELD, TYPE_COUNT, TYPE_DATA, TYPE_ELEM, TYPE_TYPE, TYPE_TAG, TABLE_TABLE, MEMORY_MEMORY -> "3 4";
            case TABLE_ELEM, DATA_MEMORY -> "3 4";
            case TYPE_HANDLERS -> "3 (on 4 5) (on 6 switch)";
            case TYPE_TAG_HANDLERS -> "3 4 (on 5 6) (on 7 switch)";
            case HEAP_TYPE -> "noextern";
            case CAST_BRANCH -> "3 anyref (ref i31)";
            case MEMARG -> "3 offset=5_000_000_000 align=1";
            case MEMARG_LANE -> "3 offset=5_000_000_000 align=1 1";
            case LANE -> "1";
            case SHUFFLE_LANES -> "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31";
            case I32, I64 -> "-7";
            case F32 -> "nan:0x200000";
            case F64 -> "-nan:0x4_0000_0000_0000";
            case V128 -> "i32x4 -1 2 3 4";
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.HandlerClause;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.Opcodes;
import org.trifola.wasm.syntax.ParametricOpcode;
import org.trifola.wasm.syntax.ReferenceOpcode;

/** Every row of the instruction table goes from text to bytes and back, with immediates other than 0. */
class InstructionTableTextTest {
    static List<Opcode> rows() {
        return Opcodes.ALL;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void row_is_encoded_as_itself(Opcode opcode) {
        String text = InstructionSamples.text(opcode);
        ModuleDef module = ModuleDecoder.decode(WatParser.parse("(func " + text + ")"));
        InstructionReader reader = new InstructionReader(
                module.bytes(), module.functions().getFirst().code());
        assertEquals(List.of(), reader.locals());
        boolean found = false;
        while (!reader.atEnd()) {
            if (reader.next() == opcode) {
                found = true;
                requireImmediates(opcode, reader);
            }
        }
        assertTrue(found, () -> text + " has no " + opcode);
        assertEquals(ControlOpcode.END, reader.opcode());
    }

    private static void requireImmediates(Opcode opcode, InstructionReader reader) {
        switch (opcode.shape().immediates()) {
            case TYPE_TABLE,
                    TYPE_FIELD,
                    TYPE_COUNT,
                    TYPE_DATA,
                    TYPE_ELEM,
                    TYPE_TYPE,
                    TYPE_TAG,
                    TABLE_TABLE,
                    MEMORY_MEMORY -> assertEquals(List.of(3, 4), List.of(reader.index(), reader.secondIndex()));
            case TYPE_HANDLERS -> {
                assertEquals(3, reader.index());
                assertEquals(
                        List.of(new HandlerClause(4, 5), new HandlerClause(6, HandlerClause.SWITCH)),
                        reader.handlers());
            }
            case TYPE_TAG_HANDLERS -> {
                assertEquals(List.of(3, 4), List.of(reader.index(), reader.secondIndex()));
                assertEquals(
                        List.of(new HandlerClause(5, 6), new HandlerClause(7, HandlerClause.SWITCH)),
                        reader.handlers());
            }
            case TABLE_ELEM, DATA_MEMORY -> assertEquals(List.of(4, 3), List.of(reader.index(), reader.secondIndex()));
            case TAG, FUNCTION, TYPE, LOCAL, GLOBAL, TABLE, ELEM, DATA, MEMORY -> assertEquals(3, reader.index());
            case MEMARG, MEMARG_LANE -> {
                assertEquals(3, reader.index());
                assertEquals(5000000000L, reader.memoryOffset());
                assertEquals(0, reader.alignment());
            }
            case I32 -> assertEquals(-7, reader.i32());
            case I64 -> assertEquals(-7, reader.i64());
            case F32 -> assertEquals(0x7FA0_0000, reader.i32());
            case F64 -> assertEquals(0xFFF4_0000_0000_0000L, reader.i64());
            case V128 -> {
                assertEquals(0x0000_0002_FFFF_FFFFL, reader.i64());
                assertEquals(0x0000_0004_0000_0003L, reader.v128High());
            }
            case LANE -> assertEquals(1, reader.lane());
            case LABELS -> assertEquals(2, reader.labels()[1]);
            case NONE, BLOCK_TYPE, LABEL, CATCHES, TYPES, HEAP_TYPE, CAST_BRANCH, SHUFFLE_LANES, FENCE -> {}
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void mnemonic_leads_back_to_the_row(Opcode opcode) {
        Opcode found = Opcodes.byMnemonic(opcode.mnemonic());
        boolean sharesMnemonic = opcode == ParametricOpcode.SELECT_T
                || opcode == ReferenceOpcode.REF_TEST_NULL
                || opcode == ReferenceOpcode.REF_CAST_NULL
                || opcode == ReferenceOpcode.REF_CAST_DESC_EQ_NULL;
        assertEquals(!sharesMnemonic, found == opcode);
    }
}

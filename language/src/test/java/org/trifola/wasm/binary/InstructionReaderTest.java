// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trifola.wasm.binary.Bytes.bytes;
import static org.trifola.wasm.binary.Bytes.raw;
import static org.trifola.wasm.syntax.ControlOpcode.BLOCK;
import static org.trifola.wasm.syntax.ControlOpcode.BR_ON_CAST;
import static org.trifola.wasm.syntax.ControlOpcode.BR_TABLE;
import static org.trifola.wasm.syntax.ControlOpcode.CALL_INDIRECT;
import static org.trifola.wasm.syntax.ControlOpcode.DELEGATE;
import static org.trifola.wasm.syntax.ControlOpcode.END;
import static org.trifola.wasm.syntax.ControlOpcode.LOOP;
import static org.trifola.wasm.syntax.ControlOpcode.NOP;
import static org.trifola.wasm.syntax.ControlOpcode.TRY;
import static org.trifola.wasm.syntax.ControlOpcode.TRY_TABLE;
import static org.trifola.wasm.syntax.MemoryOpcode.I64_LOAD;
import static org.trifola.wasm.syntax.MemoryOpcode.MEMORY_INIT;
import static org.trifola.wasm.syntax.NumType.F64;
import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;
import static org.trifola.wasm.syntax.NumericOpcode.F32_CONST;
import static org.trifola.wasm.syntax.NumericOpcode.F64_CONST;
import static org.trifola.wasm.syntax.NumericOpcode.I32_CONST;
import static org.trifola.wasm.syntax.NumericOpcode.I64_CONST;
import static org.trifola.wasm.syntax.ParametricOpcode.SELECT_T;
import static org.trifola.wasm.syntax.ReferenceOpcode.REF_TEST_NULL;
import static org.trifola.wasm.syntax.VectorOpcode.I8X16_EXTRACT_LANE_S;
import static org.trifola.wasm.syntax.VectorOpcode.I8X16_SHUFFLE;
import static org.trifola.wasm.syntax.VectorOpcode.V128_CONST;
import static org.trifola.wasm.syntax.VectorOpcode.V128_LOAD8_LANE;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.AtomicOpcode;
import org.trifola.wasm.syntax.BlockType;
import org.trifola.wasm.syntax.CatchClause;
import org.trifola.wasm.syntax.Expr;
import org.trifola.wasm.syntax.Immediates;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.Opcodes;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.TypeIndex;

/** Every layout of immediates, and malformed instructions. */
class InstructionReaderTest {
    private static InstructionReader reader(Object... code) {
        byte[] content = bytes(code);
        return new InstructionReader(content, new Expr(0, content.length));
    }

    /** Reads one instruction that must be all there is. */
    private static InstructionReader read(Opcode opcode, Object... immediates) {
        InstructionReader reader = reader(opcode, bytes(immediates));
        assertSame(opcode, reader.next());
        assertSame(opcode, reader.opcode());
        assertSame(opcode.shape(), reader.shape());
        assertTrue(reader.atEnd());
        return reader;
    }

    private static void malformed(String message, int offset, Object... code) {
        InstructionReader reader = reader(code);
        MalformedException thrown = assertThrows(MalformedException.class, reader::next);
        assertTrue(String.valueOf(thrown.getMessage()).startsWith(message), thrown.getMessage());
        assertEquals(offset, thrown.offset());
    }

    @Test
    void block_types_have_three_forms() {
        assertSame(BlockType.Empty.INSTANCE, read(BLOCK, raw(0x40)).blockType());
        assertEquals(new BlockType.Result(F64), read(BLOCK, F64).blockType());
        assertEquals(
                new BlockType.Result(new RefType(false, new TypeIndex(300))),
                read(LOOP, new RefType(false, new TypeIndex(300))).blockType());
        assertEquals(new BlockType.Indexed(100), read(BLOCK, 100L).blockType());
        malformed("malformed block type", 1, BLOCK, raw(0x41));
    }

    @Test
    void indices_come_in_the_order_of_the_bytes() {
        InstructionReader call = read(CALL_INDIRECT, 5, 300);
        assertEquals(5, call.index());
        assertEquals(300, call.secondIndex());
        InstructionReader init = read(MEMORY_INIT, 7, 1);
        assertEquals(7, init.index());
        assertEquals(1, init.secondIndex());
    }

    @Test
    void the_default_label_is_the_last() {
        assertArrayEquals(new int[] {1, 2, 3}, read(BR_TABLE, List.of(1, 2), 3).labels());
        malformed("length out of bounds", 1, BR_TABLE, 3, 0, 0);
    }

    @Test
    void memory_arguments_name_a_memory_when_it_is_not_the_first() {
        InstructionReader first = read(I64_LOAD, 3, -1);
        assertEquals(3, first.alignment());
        assertEquals(0xFFFF_FFFFL, first.memoryOffset());
        assertEquals(0, first.index());
        InstructionReader other = read(I64_LOAD, 0x43, 9, 1);
        assertEquals(3, other.alignment());
        assertEquals(9, other.index());
        malformed("malformed memop flags", 0, I64_LOAD, 0x80, 0);
    }

    @Test
    void constants_keep_their_bits() {
        assertEquals(-5, read(I32_CONST, -5L).i32());
        assertEquals(Long.MIN_VALUE, read(I64_CONST, Long.MIN_VALUE).i64());
        assertEquals(
                0x7FA0_0001,
                read(F32_CONST, new byte[] {1, 0, (byte) 0xA0, 0x7F}).i32());
        assertEquals(
                0x7FF0_0000_0000_0001L,
                read(F64_CONST, new byte[] {1, 0, 0, 0, 0, 0, (byte) 0xF0, 0x7F})
                        .i64());
        InstructionReader vector = read(V128_CONST, new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0});
        assertEquals(1, vector.i64());
        assertEquals(2, vector.v128High());
    }

    @Test
    void lanes_are_bytes() {
        assertEquals(200, read(I8X16_EXTRACT_LANE_S, raw(200)).lane());
        byte[] lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 31};
        assertArrayEquals(lanes, read(I8X16_SHUFFLE, lanes).shuffleLanes());
        InstructionReader load = read(V128_LOAD8_LANE, 0, 9, raw(15));
        assertEquals(9, load.memoryOffset());
        assertEquals(15, load.lane());
    }

    @Test
    void types_and_heap_types_are_given_back() {
        assertEquals(List.of(I32, I64), read(SELECT_T, List.of(I32, I64)).types());
        assertEquals(AbsHeapType.EQ, read(REF_TEST_NULL, AbsHeapType.EQ).heapType());
        assertEquals(new TypeIndex(70), read(REF_TEST_NULL, new TypeIndex(70)).heapType());
    }

    @Test
    void cast_branches_have_two_types() {
        InstructionReader reader = read(BR_ON_CAST, raw(2), 4, AbsHeapType.ANY, new TypeIndex(3));
        assertEquals(4, reader.index());
        assertEquals(RefType.of(false, AbsHeapType.ANY), reader.castSource());
        assertEquals(new RefType(true, new TypeIndex(3)), reader.castTarget());
        malformed("malformed cast flags (0x4)", 2, BR_ON_CAST, raw(4), 0, AbsHeapType.ANY, AbsHeapType.ANY);
    }

    @Test
    void handlers_have_four_forms() {
        List<byte[]> clauses = List.of(bytes(0, 7, 1), bytes(1, 8, 2), bytes(2, 3), bytes(3, 4));
        assertEquals(
                List.of(
                        new CatchClause(CatchClause.Kind.CATCH, 7, 1),
                        new CatchClause(CatchClause.Kind.CATCH_REF, 8, 2),
                        new CatchClause(CatchClause.Kind.CATCH_ALL, -1, 3),
                        new CatchClause(CatchClause.Kind.CATCH_ALL_REF, -1, 4)),
                read(TRY_TABLE, raw(0x40), clauses).catches());
        malformed("malformed catch clause (0x4)", 3, TRY_TABLE, raw(0x40), List.of(bytes(4, 0)));
    }

    @Test
    void fences_have_a_zero_byte() {
        read(AtomicOpcode.ATOMIC_FENCE, raw(0));
        malformed("zero byte expected", 0, AtomicOpcode.ATOMIC_FENCE, raw(1));
    }

    @Test
    void an_unknown_opcode_is_malformed() {
        malformed("illegal opcode ff", 0, raw(0xFF));
        malformed("illegal opcode fc 7f", 0, raw(0xFC), 0x7F);
        malformed("illegal opcode fd ff ff ff ff 0f", 0, raw(0xFD), -1);
    }

    @Test
    void a_prefixed_opcode_may_be_longer_than_needed() {
        InstructionReader reader = reader(raw(0xFC), raw(0x8B), raw(0x80), raw(0x00), 0);
        assertEquals("memory.fill", reader.next().mnemonic());
        assertTrue(reader.atEnd());
    }

    /** Sixteen zero bytes are immediates of every layout, and every layout but NONE needs some. */
    @Test
    void every_row_reads_its_immediates() {
        for (Opcode opcode : Opcodes.ALL) {
            InstructionReader reader = reader(opcode, new byte[16]);
            assertSame(opcode, reader.next());
            int length = reader.position() - bytes(opcode).length;
            assertEquals(opcode.shape().immediates() == Immediates.NONE, length == 0, opcode.mnemonic());
            if (length > 0) {
                malformed("", bytes(opcode, new byte[length - 1]).length, opcode, new byte[length - 1]);
            }
        }
    }

    @Test
    void an_expression_is_skipped_to_its_own_end() {
        InstructionReader reader = reader(
                BLOCK, raw(0x40), TRY, raw(0x40), LOOP, raw(0x40), END, DELEGATE, 0, NOP, END, I32_CONST, 11, END, NOP);
        reader.skipExpression();
        assertSame(NOP, reader.next());
        assertEquals(reader.position() - 1, reader.offset());
        assertTrue(reader.atEnd());
    }

    @Test
    void an_instruction_found_earlier_is_read_again() {
        InstructionReader reader = reader(NOP, I32_CONST, 1, NOP);
        reader.next();
        reader.next();
        int offset = reader.offset();
        reader.next();
        reader.seek(offset);
        assertSame(I32_CONST, reader.next());
    }

    @Test
    void locals_come_in_groups() {
        InstructionReader reader = reader(List.of(bytes(2, I32), bytes(0, F64), bytes(1, I64)), END);
        assertEquals(List.of(I32, I32, I64), reader.locals());
        assertSame(END, reader.next());
    }

    @Test
    void too_many_locals_are_malformed_before_any_memory_is_taken() {
        InstructionReader reader = reader(List.of(bytes(50_000, I32), bytes(-1, I32)));
        MalformedException thrown = assertThrows(MalformedException.class, reader::locals);
        assertEquals("too many locals (4295017295, the limit is 50000)", thrown.getMessage());
    }

    @Test
    void reading_beyond_the_end_is_malformed() {
        byte[] content = bytes(NOP, NOP);
        InstructionReader inner = new InstructionReader(content, new Expr(0, 1));
        inner.next();
        assertEquals(
                "END opcode expected",
                assertThrows(MalformedException.class, inner::next).getMessage());
        malformed("unexpected end of section or function", 0);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import java.util.List;
import org.trifola.wasm.syntax.BlockType;
import org.trifola.wasm.syntax.CatchClause;
import org.trifola.wasm.syntax.HandlerClause;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.ValType;

/**
 * Appends instructions: first {@link #opcode}, then the immediates in the order of the binary format.
 *
 * <p>The inverse of {@link InstructionReader}; which immediates an instruction has is written in its row of the table.
 * Specification: 5.4 "Instructions".
 */
public final class InstructionWriter {
    private final ByteWriter out;

    /** A writer that appends to the given bytes. */
    public InstructionWriter(ByteWriter out) {
        this.out = out;
    }

    /** The bytes that this writer appends to. */
    public ByteWriter out() {
        return out;
    }

    /** The code of an instruction. */
    public void opcode(Opcode opcode) {
        int prefix = opcode.code() >>> 16;
        if (prefix == 0) {
            out.u8(opcode.code());
        } else {
            out.u8(prefix);
            out.u32(opcode.code() & 0xFFFF);
        }
    }

    /** An index, or the number of operands of {@code array.new_fixed}. */
    public void index(int index) {
        out.u32(index);
    }

    /** A memory argument. */
    public void memarg(int alignment, int memoryIndex, long offset) {
        if (memoryIndex == 0) {
            out.u32(alignment);
        } else {
            out.u32(alignment | InstructionReader.HAS_MEMORY_INDEX);
            out.u32(memoryIndex);
        }
        out.u64(offset);
    }

    /** A lane index. */
    public void lane(int lane) {
        out.u8(lane);
    }

    /** The integer of {@code i32.const}. */
    public void i32(int value) {
        out.signed(value);
    }

    /** The integer of {@code i64.const}. */
    public void i64(long value) {
        out.signed(value);
    }

    /** The bits of {@code f32.const}. */
    public void f32(int bits) {
        out.fixed32(bits);
    }

    /** The bits of {@code f64.const}. */
    public void f64(long bits) {
        out.fixed64(bits);
    }

    /** The type of a structured block. */
    public void blockType(BlockType type) {
        TypeEncoder.blockType(out, type);
    }

    /** The labels of {@code br_table}, the default label last. */
    public void labels(int[] labels) {
        out.u32(labels.length - 1);
        for (int label : labels) {
            out.u32(label);
        }
    }

    /** The handlers of {@code try_table}. */
    public void catches(List<CatchClause> catches) {
        out.u32(catches.size());
        for (CatchClause clause : catches) {
            out.u8(clause.kind().ordinal());
            if (clause.kind().hasTag()) {
                out.u32(clause.tagIndex());
            }
            out.u32(clause.labelIndex());
        }
    }

    /** The handlers of {@code resume} and its relatives. */
    public void handlers(List<HandlerClause> handlers) {
        out.u32(handlers.size());
        for (HandlerClause clause : handlers) {
            out.u8(clause.isSwitch() ? InstructionReader.ON_SWITCH : InstructionReader.ON_LABEL);
            out.u32(clause.tagIndex());
            if (!clause.isSwitch()) {
                out.u32(clause.labelIndex());
            }
        }
    }

    /** The types of {@code select}. */
    public void types(List<ValType> types) {
        TypeEncoder.resultType(out, types);
    }

    /** A heap type. */
    public void heapType(HeapType type) {
        TypeEncoder.heapType(out, type);
    }

    /** The immediates of {@code br_on_cast} and its relatives. */
    public void castBranch(int label, RefType source, RefType target) {
        out.u8((source.nullable() ? 1 : 0) | (target.nullable() ? 2 : 0));
        out.u32(label);
        heapType(source.heapType());
        heapType(target.heapType());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.memory.BulkMemoryNodes;
import org.trifola.wasm.nodes.memory.LoadNodes;
import org.trifola.wasm.nodes.memory.MemoryAccess;
import org.trifola.wasm.nodes.memory.StoreNodes;
import org.trifola.wasm.syntax.MemoryOpcode;
import org.trifola.wasm.validation.ModuleContext;

/**
 * Translates memory instructions on numbers.
 *
 * <p>Specification: 4.4.7 "Memory Instructions".
 */
final class MemoryTranslator {
    private final ModuleContext context;
    private final InstructionReader reader;
    private final OperandStack stack;

    MemoryTranslator(ModuleContext context, InstructionReader reader, OperandStack stack) {
        this.context = context;
        this.reader = reader;
        this.stack = stack;
    }

    void translate(MemoryOpcode opcode) {
        switch (opcode) {
            case I32_LOAD,
                    I64_LOAD,
                    F32_LOAD,
                    F64_LOAD,
                    I32_LOAD8_S,
                    I32_LOAD8_U,
                    I32_LOAD16_S,
                    I32_LOAD16_U,
                    I64_LOAD8_S,
                    I64_LOAD8_U,
                    I64_LOAD16_S,
                    I64_LOAD16_U,
                    I64_LOAD32_S,
                    I64_LOAD32_U -> load(opcode);
            case I32_STORE,
                    I64_STORE,
                    F32_STORE,
                    F64_STORE,
                    I32_STORE8,
                    I32_STORE16,
                    I64_STORE8,
                    I64_STORE16,
                    I64_STORE32 -> store(opcode);
            case MEMORY_SIZE ->
                stack.push(new BulkMemoryNodes.Size(addressKind(), reader.index()), Effects.MEMORY_SIZE);
            case MEMORY_GROW -> {
                Operand delta = stack.pop();
                stack.push(new BulkMemoryNodes.Grow(reader.index(), delta.node()), Effects.MEMORY_STORE, delta);
            }
            case MEMORY_FILL, MEMORY_COPY, MEMORY_INIT -> bulk(opcode);
            case DATA_DROP -> stack.run(new BulkMemoryNodes.DataDrop(reader.index()), Effects.MEMORY_STORE);
        }
    }

    private ValueKind addressKind() {
        return ValueKind.of(context.memory(reader.index()).addressType().numType());
    }

    private void load(MemoryOpcode opcode) {
        Operand address = stack.pop();
        stack.push(loadNode(opcode, access(reader, address)), Effects.MEMORY_LOAD, address);
    }

    private void store(MemoryOpcode opcode) {
        Operand[] operands = stack.pop(2);
        StatementNode node = storeNode(opcode, access(reader, operands[0]), operands[1].node());
        stack.run(node, Effects.MEMORY_STORE, operands);
    }

    /** The access of the instruction last read. */
    static MemoryAccess access(InstructionReader reader, Operand address) {
        int width = reader.opcode().shape().width();
        return new MemoryAccess(reader.index(), reader.memoryOffset(), width, address.node(), reader.offset());
    }

    private static ExpressionNode loadNode(MemoryOpcode opcode, MemoryAccess access) {
        return switch (opcode) {
            case I32_LOAD -> new LoadNodes.I32Load(access);
            case I64_LOAD -> new LoadNodes.I64Load(access);
            case F32_LOAD -> new LoadNodes.F32Load(access);
            case F64_LOAD -> new LoadNodes.F64Load(access);
            case I32_LOAD8_S -> new LoadNodes.I32Load8S(access);
            case I32_LOAD8_U -> new LoadNodes.I32Load8U(access);
            case I32_LOAD16_S -> new LoadNodes.I32Load16S(access);
            case I32_LOAD16_U -> new LoadNodes.I32Load16U(access);
            case I64_LOAD8_S -> new LoadNodes.I64Load8S(access);
            case I64_LOAD8_U -> new LoadNodes.I64Load8U(access);
            case I64_LOAD16_S -> new LoadNodes.I64Load16S(access);
            case I64_LOAD16_U -> new LoadNodes.I64Load16U(access);
            case I64_LOAD32_S -> new LoadNodes.I64Load32S(access);
            case I64_LOAD32_U -> new LoadNodes.I64Load32U(access);
            default -> throw new IllegalArgumentException(opcode.mnemonic());
        };
    }

    private static StatementNode storeNode(MemoryOpcode opcode, MemoryAccess access, ExpressionNode value) {
        return switch (opcode) {
            case I32_STORE -> new StoreNodes.I32Store(access, value);
            case I64_STORE -> new StoreNodes.I64Store(access, value);
            case F32_STORE -> new StoreNodes.F32Store(access, value);
            case F64_STORE -> new StoreNodes.F64Store(access, value);
            case I32_STORE8 -> new StoreNodes.I32Store8(access, value);
            case I32_STORE16 -> new StoreNodes.I32Store16(access, value);
            case I64_STORE8 -> new StoreNodes.I64Store8(access, value);
            case I64_STORE16 -> new StoreNodes.I64Store16(access, value);
            case I64_STORE32 -> new StoreNodes.I64Store32(access, value);
            default -> throw new IllegalArgumentException(opcode.mnemonic());
        };
    }

    private void bulk(MemoryOpcode opcode) {
        int index = reader.index();
        int second = reader.secondIndex();
        int offset = reader.offset();
        Operand[] operands = stack.pop(3);
        ExpressionNode start = operands[0].node();
        ExpressionNode middle = operands[1].node();
        ExpressionNode length = operands[2].node();
        StatementNode node = switch (opcode) {
            case MEMORY_FILL -> new BulkMemoryNodes.Fill(index, start, middle, length, offset);
            case MEMORY_COPY -> new BulkMemoryNodes.Copy(index, second, start, middle, length, offset);
            case MEMORY_INIT -> new BulkMemoryNodes.Init(second, index, start, middle, length, offset);
            default -> throw new IllegalArgumentException(opcode.mnemonic());
        };
        stack.run(node, Effects.MEMORY_STORE, operands);
    }
}

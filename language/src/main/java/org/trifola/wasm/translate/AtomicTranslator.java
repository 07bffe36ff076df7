// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.memory.AtomicNodes;
import org.trifola.wasm.nodes.memory.MemoryAccess;
import org.trifola.wasm.numeric.AtomicOperator;
import org.trifola.wasm.syntax.AtomicOpcode;

/**
 * Translates atomic instructions.
 *
 * <p>No access of another thread may be missed, so they change places with nothing, as calls do. Specification: threads
 * proposal, "Atomic Memory Instructions".
 */
final class AtomicTranslator {
    private final InstructionReader reader;
    private final OperandStack stack;

    AtomicTranslator(InstructionReader reader, OperandStack stack) {
        this.reader = reader;
        this.stack = stack;
    }

    void translate(AtomicOpcode opcode) {
        int width = opcode.shape().width();
        ValueKind kind = kind(opcode);
        switch (opcode) {
            case MEMORY_ATOMIC_NOTIFY -> {
                Operand[] operands = stack.pop(2);
                stack.push(new AtomicNodes.Notify(access(operands), width, operands[1].node()), Effects.CALL, operands);
            }
            case MEMORY_ATOMIC_WAIT32, MEMORY_ATOMIC_WAIT64 -> {
                Operand[] operands = stack.pop(3);
                ExpressionNode wait =
                        new AtomicNodes.Wait(access(operands), width, operands[1].node(), operands[2].node());
                stack.push(wait, Effects.CALL, operands);
            }
            case ATOMIC_FENCE -> stack.run(new AtomicNodes.Fence(), Effects.CALL);
            case I32_ATOMIC_LOAD,
                    I64_ATOMIC_LOAD,
                    I32_ATOMIC_LOAD8_U,
                    I32_ATOMIC_LOAD16_U,
                    I64_ATOMIC_LOAD8_U,
                    I64_ATOMIC_LOAD16_U,
                    I64_ATOMIC_LOAD32_U -> {
                Operand[] operands = stack.pop(1);
                stack.push(new AtomicNodes.Load(kind, access(operands), width), Effects.CALL, operands);
            }
            case I32_ATOMIC_STORE,
                    I64_ATOMIC_STORE,
                    I32_ATOMIC_STORE8,
                    I32_ATOMIC_STORE16,
                    I64_ATOMIC_STORE8,
                    I64_ATOMIC_STORE16,
                    I64_ATOMIC_STORE32 -> {
                Operand[] operands = stack.pop(2);
                stack.run(new AtomicNodes.Store(access(operands), width, operands[1].node()), Effects.CALL, operands);
            }
            case I32_ATOMIC_RMW_CMPXCHG,
                    I64_ATOMIC_RMW_CMPXCHG,
                    I32_ATOMIC_RMW8_CMPXCHG_U,
                    I32_ATOMIC_RMW16_CMPXCHG_U,
                    I64_ATOMIC_RMW8_CMPXCHG_U,
                    I64_ATOMIC_RMW16_CMPXCHG_U,
                    I64_ATOMIC_RMW32_CMPXCHG_U -> {
                Operand[] operands = stack.pop(3);
                ExpressionNode node = new AtomicNodes.CompareExchange(
                        kind, access(operands), width, operands[1].node(), operands[2].node());
                stack.push(node, Effects.CALL, operands);
            }
            case I32_ATOMIC_RMW_ADD,
                    I64_ATOMIC_RMW_ADD,
                    I32_ATOMIC_RMW8_ADD_U,
                    I32_ATOMIC_RMW16_ADD_U,
                    I64_ATOMIC_RMW8_ADD_U,
                    I64_ATOMIC_RMW16_ADD_U,
                    I64_ATOMIC_RMW32_ADD_U -> readModifyWrite(opcode, AtomicOperator.ADD);
            case I32_ATOMIC_RMW_SUB,
                    I64_ATOMIC_RMW_SUB,
                    I32_ATOMIC_RMW8_SUB_U,
                    I32_ATOMIC_RMW16_SUB_U,
                    I64_ATOMIC_RMW8_SUB_U,
                    I64_ATOMIC_RMW16_SUB_U,
                    I64_ATOMIC_RMW32_SUB_U -> readModifyWrite(opcode, AtomicOperator.SUB);
            case I32_ATOMIC_RMW_AND,
                    I64_ATOMIC_RMW_AND,
                    I32_ATOMIC_RMW8_AND_U,
                    I32_ATOMIC_RMW16_AND_U,
                    I64_ATOMIC_RMW8_AND_U,
                    I64_ATOMIC_RMW16_AND_U,
                    I64_ATOMIC_RMW32_AND_U -> readModifyWrite(opcode, AtomicOperator.AND);
            case I32_ATOMIC_RMW_OR,
                    I64_ATOMIC_RMW_OR,
                    I32_ATOMIC_RMW8_OR_U,
                    I32_ATOMIC_RMW16_OR_U,
                    I64_ATOMIC_RMW8_OR_U,
                    I64_ATOMIC_RMW16_OR_U,
                    I64_ATOMIC_RMW32_OR_U -> readModifyWrite(opcode, AtomicOperator.OR);
            case I32_ATOMIC_RMW_XOR,
                    I64_ATOMIC_RMW_XOR,
                    I32_ATOMIC_RMW8_XOR_U,
                    I32_ATOMIC_RMW16_XOR_U,
                    I64_ATOMIC_RMW8_XOR_U,
                    I64_ATOMIC_RMW16_XOR_U,
                    I64_ATOMIC_RMW32_XOR_U -> readModifyWrite(opcode, AtomicOperator.XOR);
            case I32_ATOMIC_RMW_XCHG,
                    I64_ATOMIC_RMW_XCHG,
                    I32_ATOMIC_RMW8_XCHG_U,
                    I32_ATOMIC_RMW16_XCHG_U,
                    I64_ATOMIC_RMW8_XCHG_U,
                    I64_ATOMIC_RMW16_XCHG_U,
                    I64_ATOMIC_RMW32_XCHG_U -> readModifyWrite(opcode, AtomicOperator.XCHG);
        }
    }

    private void readModifyWrite(AtomicOpcode opcode, AtomicOperator operator) {
        Operand[] operands = stack.pop(2);
        ExpressionNode node = new AtomicNodes.ReadModifyWrite(
                kind(opcode), access(operands), opcode.shape().width(), operator, operands[1].node());
        stack.push(node, Effects.CALL, operands);
    }

    /** The kind of the result, I32 where there is none. */
    private static ValueKind kind(AtomicOpcode opcode) {
        return opcode.shape().results().isEmpty()
                ? ValueKind.I32
                : ValueKind.of(opcode.shape().results().getFirst());
    }

    private MemoryAccess access(Operand[] operands) {
        return MemoryTranslator.access(reader, operands[0]);
    }
}

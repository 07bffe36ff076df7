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
        switch (opcode.operation()) {
            case NOTIFY -> {
                Operand[] operands = stack.pop(2);
                stack.push(new AtomicNodes.Notify(access(operands), width, operands[1].node()), Effects.CALL, operands);
            }
            case WAIT -> {
                Operand[] operands = stack.pop(3);
                ExpressionNode wait =
                        new AtomicNodes.Wait(access(operands), width, operands[1].node(), operands[2].node());
                stack.push(wait, Effects.CALL, operands);
            }
            case FENCE -> stack.run(new AtomicNodes.Fence(), Effects.CALL);
            case LOAD -> {
                Operand[] operands = stack.pop(1);
                stack.push(new AtomicNodes.Load(kind, access(operands), width), Effects.CALL, operands);
            }
            case STORE -> {
                Operand[] operands = stack.pop(2);
                stack.run(new AtomicNodes.Store(access(operands), width, operands[1].node()), Effects.CALL, operands);
            }
            case CMPXCHG -> {
                Operand[] operands = stack.pop(3);
                ExpressionNode node = new AtomicNodes.CompareExchange(
                        kind, access(operands), width, operands[1].node(), operands[2].node());
                stack.push(node, Effects.CALL, operands);
            }
            case ADD, SUB, AND, OR, XOR, XCHG -> {
                Operand[] operands = stack.pop(2);
                AtomicOperator operator = AtomicOperator.of(opcode.operation());
                ExpressionNode node =
                        new AtomicNodes.ReadModifyWrite(kind, access(operands), width, operator, operands[1].node());
                stack.push(node, Effects.CALL, operands);
            }
        }
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

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import java.util.Arrays;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.aggregate.ArrayNodes;
import org.trifola.wasm.nodes.aggregate.DescriptorNodes;
import org.trifola.wasm.nodes.aggregate.I31Nodes;
import org.trifola.wasm.nodes.aggregate.StructNodes;
import org.trifola.wasm.runtime.StructLayout;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.syntax.AggregateOpcode;
import org.trifola.wasm.syntax.DefType;

/**
 * Translates aggregate instructions.
 *
 * <p>Specification: 4.4.4 "Aggregate Instructions". Objects count as tables do for {@link Effects}: a write to any of them
 * keeps its order with reads of all of them.
 */
final class AggregateTranslator {
    private final WasmModule module;
    private final InstructionReader reader;
    private final OperandStack stack;

    AggregateTranslator(WasmModule module, InstructionReader reader, OperandStack stack) {
        this.module = module;
        this.reader = reader;
        this.stack = stack;
    }

    void translate(AggregateOpcode opcode) {
        int offset = reader.offset();
        switch (opcode) {
            case STRUCT_NEW -> structNew(layout().fields().size());
            case STRUCT_NEW_DEFAULT -> structNew(0);
            case STRUCT_NEW_DESC -> structNewDesc(layout().fields().size());
            case STRUCT_NEW_DEFAULT_DESC -> structNewDesc(0);
            case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U -> structGet(opcode == AggregateOpcode.STRUCT_GET_S);
            case STRUCT_SET -> {
                Operand[] o = stack.pop(2);
                stack.run(
                        StructNodes.set(layout(), reader.secondIndex(), o[0].node(), o[1].node(), offset),
                        Effects.TABLE_SET,
                        o);
            }
            case ARRAY_NEW -> {
                Operand[] o = stack.pop(2);
                stack.push(new ArrayNodes.New(type(), o[0].node(), o[1].node(), offset), Effects.TRAP, o);
            }
            case ARRAY_NEW_DEFAULT -> {
                Operand length = stack.pop();
                stack.push(new ArrayNodes.New(type(), null, length.node(), offset), Effects.TRAP, length);
            }
            case ARRAY_NEW_FIXED -> {
                Operand[] o = stack.pop(reader.secondIndex());
                ExpressionNode[] nodes = FunctionTranslator.nodes(o);
                stack.push(new ArrayNodes.NewFixed(type(), nodes, offset), Effects.TRAP, o);
            }
            case ARRAY_NEW_DATA, ARRAY_NEW_ELEM -> {
                Operand[] o = stack.pop(2);
                boolean isData = opcode == AggregateOpcode.ARRAY_NEW_DATA;
                stack.push(
                        new ArrayNodes.NewFromSegment(
                                type(), reader.secondIndex(), isData, o[0].node(), o[1].node(), offset),
                        Effects.TABLE_GET,
                        o);
            }
            case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> {
                Operand[] o = stack.pop(2);
                boolean signed = opcode == AggregateOpcode.ARRAY_GET_S;
                stack.push(ArrayNodes.get(type(), signed, o[0].node(), o[1].node(), offset), Effects.TABLE_GET, o);
            }
            case ARRAY_SET -> {
                Operand[] o = stack.pop(3);
                stack.run(ArrayNodes.set(type(), o[0].node(), o[1].node(), o[2].node(), offset), Effects.TABLE_SET, o);
            }
            case ARRAY_LEN -> {
                Operand array = stack.pop();
                stack.push(new ArrayNodes.Length(array.node(), offset), Effects.TRAP, array);
            }
            case ARRAY_FILL -> {
                Operand[] o = stack.pop(4);
                stack.run(new ArrayNodes.Fill(FunctionTranslator.nodes(o), offset), Effects.TABLE_SET, o);
            }
            case ARRAY_COPY -> {
                Operand[] o = stack.pop(5);
                stack.run(new ArrayNodes.Copy(FunctionTranslator.nodes(o), offset), Effects.TABLE_SET, o);
            }
            case ARRAY_INIT_DATA, ARRAY_INIT_ELEM -> {
                Operand[] o = stack.pop(4);
                boolean isData = opcode == AggregateOpcode.ARRAY_INIT_DATA;
                ExpressionNode[] nodes = FunctionTranslator.nodes(o);
                stack.run(
                        new ArrayNodes.InitFromSegment(reader.secondIndex(), isData, nodes, offset),
                        Effects.TABLE_SET,
                        o);
            }
            case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> {
                // Both hierarchies hold the same objects.
            }
            case REF_I31 -> {
                Operand value = stack.pop();
                stack.push(new I31Nodes.New(value.node()), Effects.PURE, value);
            }
            case I31_GET_S, I31_GET_U -> {
                Operand reference = stack.pop();
                boolean signed = opcode == AggregateOpcode.I31_GET_S;
                stack.push(new I31Nodes.Get(signed, reference.node(), offset), Effects.TRAP, reference);
            }
        }
    }

    private DefType type() {
        return module.context().type(reader.index());
    }

    private StructLayout layout() {
        return module.upcalls().structLayout(type());
    }

    private void structNew(int values) {
        Operand[] operands = stack.pop(values);
        stack.push(new StructNodes.New(layout(), FunctionTranslator.nodes(operands)), Effects.PURE, operands);
    }

    private void structNewDesc(int values) {
        Operand[] operands = stack.pop(values + 1);
        ExpressionNode[] fields = FunctionTranslator.nodes(Arrays.copyOf(operands, values));
        ExpressionNode descriptor = operands[values].node();
        stack.push(new DescriptorNodes.New(layout(), fields, descriptor, reader.offset()), Effects.TRAP, operands);
    }

    private void structGet(boolean signed) {
        Operand struct = stack.pop();
        ExpressionNode node = StructNodes.get(layout(), reader.secondIndex(), signed, struct.node(), reader.offset());
        stack.push(node, Effects.TABLE_GET, struct);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import java.util.List;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.call.CallNodes;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.ValType;

/**
 * Translates calls.
 *
 * <p>Specification: 4.4.9 "Control Instructions", {@code exec-call} and following.
 */
final class CallTranslator {
    private final WasmModule module;
    private final InstructionReader reader;
    private final FrameSlots slots;
    private final OperandStack stack;

    CallTranslator(WasmModule module, InstructionReader reader, FrameSlots slots, OperandStack stack) {
        this.module = module;
        this.reader = reader;
        this.slots = slots;
        this.stack = stack;
    }

    void call() {
        int functionIndex = reader.index();
        FuncType type = module.context().functionType(functionIndex).funcType();
        Operand[] arguments = stack.pop(type.params().size());
        ExpressionNode[] nodes = FunctionTranslator.nodes(arguments);
        ValueKind kind = kind(type);
        push(
                type,
                functionIndex < module.importedFunctions()
                        ? new CallNodes.Imported(kind, functionIndex, nodes, reader.offset())
                        : new CallNodes.Direct(kind, module.code(functionIndex), nodes, reader.offset()),
                arguments);
    }

    void callIndirect() {
        DefType type = module.context().type(reader.index());
        int tableIndex = reader.secondIndex();
        Operand[] operands = stack.pop(type.funcType().params().size() + 1);
        ExpressionNode[] nodes = FunctionTranslator.nodes(operands);
        ExpressionNode index = nodes[nodes.length - 1];
        ExpressionNode[] arguments = java.util.Arrays.copyOf(nodes, nodes.length - 1);
        ValueKind kind = kind(type.funcType());
        push(
                type.funcType(),
                new CallNodes.Indirect(kind, tableIndex, type, arguments, index, reader.offset()),
                operands);
    }

    void callRef() {
        FuncType type = module.context().type(reader.index()).funcType();
        Operand[] operands = stack.pop(type.params().size() + 1);
        ExpressionNode[] nodes = FunctionTranslator.nodes(operands);
        ExpressionNode reference = nodes[nodes.length - 1];
        ExpressionNode[] arguments = java.util.Arrays.copyOf(nodes, nodes.length - 1);
        push(type, new CallNodes.Reference(kind(type), arguments, reference, reader.offset()), operands);
    }

    /** The kind of a call node: that of its only result, otherwise that of the raw result. */
    private static ValueKind kind(FuncType type) {
        return type.results().size() == 1 ? ValueKind.of(type.results().getFirst()) : ValueKind.REF;
    }

    private void push(FuncType type, ExpressionNode call, Operand[] operands) {
        List<ValType> results = type.results();
        switch (results.size()) {
            case 0 -> stack.run(new StatementNode.Drop(call), Effects.CALL, operands);
            case 1 -> stack.push(call, Effects.CALL, operands);
            default -> pushSeveral(FunctionTranslator.kinds(results), call, operands);
        }
    }

    private void pushSeveral(ValueKind[] kinds, ExpressionNode call, Operand[] operands) {
        int[] resultSlots = new int[kinds.length];
        Effects effects = Effects.CALL;
        for (int i = 0; i < kinds.length; i++) {
            resultSlots[i] = slots.operand(stack.size() + i, kinds[i]);
            effects = effects.and(Effects.writeOf(resultSlots[i]));
        }
        stack.run(new CallNodes.StoreResults(call, resultSlots, kinds), effects, operands);
        for (ValueKind kind : kinds) {
            stack.pushOwnSlot(kind);
        }
    }
}

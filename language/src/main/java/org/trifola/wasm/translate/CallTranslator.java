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
        FuncType type = functionType();
        Operand[] arguments = stack.pop(type.params().size());
        push(type, direct(kind(type), false, arguments), arguments);
    }

    void callIndirect() {
        FuncType type = indexedType().funcType();
        Operand[] operands = stack.pop(type.params().size() + 1);
        push(type, indirect(kind(type), false, operands), operands);
    }

    void callRef() {
        FuncType type = indexedType().funcType();
        Operand[] operands = stack.pop(type.params().size() + 1);
        push(type, reference(kind(type), false, operands), operands);
    }

    /** The operand that a function returns for {@code return_call}. */
    Operand tailCall() {
        Operand[] arguments = stack.pop(functionType().params().size());
        return tail(direct(ValueKind.REF, true, arguments), arguments);
    }

    /** The operand that a function returns for {@code return_call_indirect}. */
    Operand tailCallIndirect() {
        Operand[] operands = stack.pop(indexedType().funcType().params().size() + 1);
        return tail(indirect(ValueKind.REF, true, operands), operands);
    }

    /** The operand that a function returns for {@code return_call_ref}. */
    Operand tailCallRef() {
        Operand[] operands = stack.pop(indexedType().funcType().params().size() + 1);
        return tail(reference(ValueKind.REF, true, operands), operands);
    }

    private Operand tail(ExpressionNode call, Operand[] operands) {
        stack.push(call, Effects.TRAP, operands);
        return stack.pop();
    }

    private FuncType functionType() {
        return module.context().functionType(reader.index()).funcType();
    }

    private DefType indexedType() {
        return module.context().type(reader.index());
    }

    private ExpressionNode direct(ValueKind kind, boolean isTail, Operand[] arguments) {
        int functionIndex = reader.index();
        ExpressionNode[] nodes = FunctionTranslator.nodes(arguments);
        return functionIndex < module.importedFunctions()
                ? new CallNodes.Imported(kind, isTail, functionIndex, nodes, reader.offset())
                : new CallNodes.Direct(kind, isTail, module.code(functionIndex), nodes, reader.offset());
    }

    private ExpressionNode indirect(ValueKind kind, boolean isTail, Operand[] operands) {
        ExpressionNode[] nodes = FunctionTranslator.nodes(operands);
        return new CallNodes.Indirect(kind, isTail, reader.secondIndex(), indexedType(), nodes, reader.offset());
    }

    private ExpressionNode reference(ValueKind kind, boolean isTail, Operand[] operands) {
        return new CallNodes.Reference(kind, isTail, FunctionTranslator.nodes(operands), reader.offset());
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

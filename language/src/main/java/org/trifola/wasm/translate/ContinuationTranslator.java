// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import java.util.ArrayList;
import java.util.List;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.call.CallNodes;
import org.trifola.wasm.nodes.continuation.ContinuationNodes;
import org.trifola.wasm.nodes.variable.LocalNodes;
import org.trifola.wasm.syntax.ContType;
import org.trifola.wasm.syntax.ContinuationOpcode;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.HandlerClause;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.translate.BlockBuilder.Block;
import org.trifola.wasm.translate.BlockBuilder.Edge;
import org.trifola.wasm.validation.ModuleContext;

/**
 * Translates the instructions on continuations.
 *
 * <p>A {@code resume} becomes a statement that stores what comes back, and, if it has handlers, a switch over which of them
 * it came back for.
 */
final class ContinuationTranslator {
    private final ControlTranslator control;
    private final ModuleContext context;
    private final InstructionReader reader;
    private final FrameSlots slots;
    private final BlockBuilder blocks;
    private final OperandStack stack;

    ContinuationTranslator(
            ControlTranslator control,
            ModuleContext context,
            InstructionReader reader,
            FrameSlots slots,
            BlockBuilder blocks,
            OperandStack stack) {
        this.control = control;
        this.context = context;
        this.reader = reader;
        this.slots = slots;
        this.blocks = blocks;
        this.stack = stack;
    }

    void translate(ContinuationOpcode opcode) {
        int index = reader.index();
        switch (opcode) {
            case CONT_NEW -> contNew();
            case CONT_BIND -> contBind(index, reader.secondIndex());
            case SUSPEND -> suspend(index);
            case RESUME -> {
                Operand[] operands = stack.pop(type(index).params().size() + 1);
                resume(new ContinuationNodes.Resume(handlers(), nodes(operands), reader.offset()), operands);
            }
            case RESUME_THROW -> {
                int tagIndex = reader.secondIndex();
                Operand[] operands =
                        stack.pop(context.tagFuncType(tagIndex).params().size() + 1);
                resume(
                        new ContinuationNodes.ResumeThrow(handlers(), tagIndex, nodes(operands), reader.offset()),
                        operands);
            }
            case RESUME_THROW_REF -> {
                Operand[] operands = stack.pop(2);
                resume(new ContinuationNodes.ResumeThrowRef(handlers(), nodes(operands), reader.offset()), operands);
            }
            case SWITCH -> switchTo(type(index), reader.secondIndex());
        }
    }

    private FuncType type(int typeIndex) {
        return ((ContType) context.type(typeIndex).compType()).funcType();
    }

    private static ExpressionNode[] nodes(Operand[] operands) {
        return FunctionTranslator.nodes(operands);
    }

    private void contNew() {
        Operand function = stack.pop();
        stack.push(new ContinuationNodes.New(function.node(), reader.offset()), Effects.TRAP, function);
    }

    private void contBind(int typeIndex, int boundIndex) {
        int count = type(typeIndex).params().size() - type(boundIndex).params().size();
        Operand[] operands = stack.pop(count + 1);
        stack.push(new ContinuationNodes.Bind(nodes(operands), reader.offset()), Effects.CALL, operands);
    }

    private void suspend(int tagIndex) {
        FuncType type = context.tagFuncType(tagIndex);
        Operand[] operands = stack.pop(type.params().size());
        push(type.results(), new ContinuationNodes.Suspend(tagIndex, nodes(operands), reader.offset()), operands);
    }

    private void switchTo(FuncType target, int tagIndex) {
        Operand[] operands = stack.pop(target.params().size());
        RefType left = (RefType) target.params().getLast();
        List<ValType> results = ((ContType) ((DefType) left.heapType().inexact()).compType())
                .funcType()
                .params();
        push(results, new ContinuationNodes.Switch(tagIndex, nodes(operands), reader.offset()), operands);
    }

    /** Evaluates an instruction that gives an array, and pushes what is in it. */
    private void push(List<ValType> types, ExpressionNode values, Operand... operands) {
        ValueKind[] kinds = FunctionTranslator.kinds(types);
        int[] targets = new int[kinds.length];
        Effects effects = Effects.CALL;
        for (int i = 0; i < kinds.length; i++) {
            targets[i] = slots.operand(stack.size() + i, kinds[i]);
            effects = effects.and(Effects.writeOf(targets[i]));
        }
        stack.run(new CallNodes.StoreResults(values, targets, kinds), effects, operands);
        for (ValueKind kind : kinds) {
            stack.pushOwnSlot(kind);
        }
    }

    // Resuming

    private ContinuationNodes.HandlerTable handlers() {
        List<HandlerClause> clauses = reader.handlers();
        int[] tags = new int[clauses.size()];
        boolean[] isSwitch = new boolean[tags.length];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = clauses.get(i).tagIndex();
            isSwitch[i] = clauses.get(i).isSwitch();
        }
        return new ContinuationNodes.HandlerTable(tags, isSwitch);
    }

    private void resume(ExpressionNode node, Operand[] operands) {
        int outcome = slots.operand(stack.size(), ValueKind.REF);
        stack.run(LocalNodes.set(outcome, node), Effects.CALL.and(Effects.writeOf(outcome)), operands);
        if (reader.handlers().stream().anyMatch(clause -> !clause.isSwitch())) {
            stack.spillBelow(stack.size());
            branchToHandlers(outcome);
        }
        push(type(reader.index()).results(), new ContinuationNodes.Values(outcome));
    }

    /** Branches where the computation was suspended, and goes on where it has ended. */
    private void branchToHandlers(int outcome) {
        Block next = blocks.newBlock();
        Edge ended = new Edge(next, false);
        List<Edge> edges = new ArrayList<>();
        for (HandlerClause clause : reader.handlers()) {
            edges.add(clause.isSwitch() ? ended : handler(control.label(clause.labelIndex()), outcome));
        }
        edges.add(ended);
        blocks.switchTo(new ContinuationNodes.Which(outcome), edges);
        blocks.start(next);
    }

    /** The edge of a handler: takes apart what was passed and branches to the label. */
    private Edge handler(Label label, int outcome) {
        label.branchTo();
        ValueKind[] kinds = label.branchKinds();
        int[] targets = new int[kinds.length];
        List<ExpressionNode> values = new ArrayList<>();
        for (int i = 0; i < kinds.length; i++) {
            targets[i] = slots.operand(label.height() + i, kinds[i]);
            values.add(LocalNodes.get(kinds[i], targets[i]));
        }
        List<StatementNode> moves =
                List.of(new CallNodes.StoreResults(new ContinuationNodes.Values(outcome), targets, kinds));
        return label.isFunction()
                ? blocks.detourToReturn(moves, values.toArray(ExpressionNode[]::new))
                : blocks.detour(moves, new Edge(label.target(), label.isLoop()));
    }
}

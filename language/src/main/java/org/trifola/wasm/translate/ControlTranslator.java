// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trifola.wasm.binary.BranchHints;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.NotNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.aggregate.DescriptorNodes;
import org.trifola.wasm.nodes.reference.ReferenceNodes;
import org.trifola.wasm.nodes.variable.LocalNodes;
import org.trifola.wasm.runtime.DescriptorTest;
import org.trifola.wasm.runtime.TypeTest;
import org.trifola.wasm.runtime.Upcalls;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.translate.BlockBuilder.Block;
import org.trifola.wasm.translate.BlockBuilder.Edge;
import org.trifola.wasm.validation.ModuleContext;

/**
 * Translates structured blocks and branches into edges between basic blocks.
 *
 * <p>A branch moves its values to the slots of the positions they have at its target. Specification: 4.4.9 "Control
 * Instructions".
 */
final class ControlTranslator {
    private final ModuleContext context;
    private final InstructionReader reader;
    private final FrameSlots slots;
    private final BlockBuilder blocks;
    private final OperandStack stack;
    private final ExceptionTranslator exceptions;
    private final List<Label> labels = new ArrayList<>();

    /** Where a tail call to the function itself goes on. */
    private final Block body;

    private final BranchHints hints;
    private final Upcalls upcalls;
    private boolean reachable = true;
    private boolean hasTailCalls;

    /** The number of structured blocks entered in code that can not be reached. */
    private int skippedBlocks;

    ControlTranslator(
            FuncType type,
            WasmModule module,
            InstructionReader reader,
            FrameSlots slots,
            BlockBuilder blocks,
            OperandStack stack) {
        context = module.context();
        hints = module.branchHints();
        upcalls = module.upcalls();
        this.reader = reader;
        this.slots = slots;
        this.blocks = blocks;
        this.stack = stack;
        exceptions = new ExceptionTranslator(this, context, reader, slots, blocks, stack);
        labels.add(new Label(Label.Kind.FUNCTION, type, 0, blocks.newBlock(), null, new Operand[0]));
        body = blocks.newLoopHeader();
        blocks.jump(body, false);
        blocks.start(body);
    }

    /** Whether the final {@code end} was translated. */
    boolean isFinished() {
        return labels.isEmpty();
    }

    /** Whether the next instruction can be reached. */
    boolean isReachable() {
        return reachable;
    }

    /** Whether the function contains tail calls to others. */
    boolean hasTailCalls() {
        return hasTailCalls;
    }

    /**
     * Whether the instruction at hand begins a statement: it does something, and finds the operand stack as high as at the
     * start of its structured block, so that nothing waits to be evaluated.
     */
    boolean isStatement(Opcode opcode) {
        return stack.size() == label(0).height()
                && !(opcode instanceof ControlOpcode row
                        && switch (row) {
                            case NOP, BLOCK, LOOP, TRY, TRY_TABLE, ELSE, CATCH, CATCH_ALL, DELEGATE, END -> true;
                            default -> false;
                        });
    }

    /** The number of structured blocks around the next instruction, the function included. */
    int depth() {
        return labels.size();
    }

    /** The label with this index, counted from the innermost block. */
    Label label(int labelIndex) {
        return labels.get(labels.size() - 1 - labelIndex);
    }

    void push(Label label) {
        labels.add(label);
    }

    Label pop() {
        return labels.removeLast();
    }

    /** What follows can not be reached, or can again. */
    void setReachable(boolean isReachable) {
        reachable = isReachable;
    }

    /** Passes over an instruction that can not be reached, unless it ends a block that began where code was reached. */
    void skip(ControlOpcode opcode) {
        switch (opcode) {
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> skippedBlocks++;
            case ELSE, CATCH, CATCH_ALL -> {
                if (skippedBlocks == 0) {
                    translate(opcode);
                }
            }
            case END, DELEGATE -> {
                if (skippedBlocks == 0) {
                    translate(opcode);
                } else {
                    skippedBlocks--;
                }
            }
            default -> {}
        }
    }

    /** Translates any instruction but a call. */
    void translate(ControlOpcode opcode) {
        switch (opcode) {
            case UNREACHABLE -> unreachable();
            case NOP -> {}
            case BLOCK -> block();
            case LOOP -> loop();
            case IF -> ifArm();
            case ELSE -> elseArm();
            case END -> end();
            case BR -> branch(label(reader.index()));
            case BR_IF -> branchIf();
            case BR_TABLE -> branchTable();
            case BR_ON_NULL -> branchOnNull();
            case BR_ON_NON_NULL -> branchOnNonNull();
            case BR_ON_CAST -> branchOnCast(true);
            case BR_ON_CAST_FAIL -> branchOnCast(false);
            case BR_ON_CAST_DESC_EQ -> branchOnDescriptor(true);
            case BR_ON_CAST_DESC_EQ_FAIL -> branchOnDescriptor(false);
            case RETURN -> branch(labels.getFirst());
            case TRY_TABLE, THROW, THROW_REF, TRY, CATCH, CATCH_ALL, DELEGATE, RETHROW -> exceptions.translate(opcode);
            case CALL, CALL_INDIRECT, CALL_REF, RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF ->
                throw new IllegalArgumentException(opcode.mnemonic());
        }
    }

    private void unreachable() {
        stack.spillConflicting(Effects.BRANCH.and(Effects.TRAP));
        blocks.unreachable(reader.offset());
        reachable = false;
    }

    /** The type of the block that begins with the instruction at hand. */
    FuncType blockType() {
        return context.blockType(reader.blockType());
    }

    private void block() {
        FuncType type = blockType();
        int height = stack.size() - type.params().size();
        stack.spillBelow(height);
        labels.add(new Label(Label.Kind.BLOCK, type, height, blocks.newBlock(), null, new Operand[0]));
    }

    private void loop() {
        FuncType type = blockType();
        int height = stack.size() - type.params().size();
        stack.spillBelow(stack.size());
        for (int i = height; i < stack.size(); i++) {
            stack.spillAt(i);
        }
        Block header = blocks.newLoopHeader();
        blocks.jump(header, false);
        blocks.start(header);
        labels.add(new Label(Label.Kind.LOOP, type, height, header, null, new Operand[0]));
    }

    private void ifArm() {
        FuncType type = blockType();
        Operand condition = stack.pop();
        stack.spillBelow(stack.size());
        int height = stack.size() - type.params().size();
        Operand[] params = new Operand[type.params().size()];
        for (int i = 0; i < params.length; i++) {
            params[i] = stack.at(height + i).copy();
        }
        Block thenBlock = blocks.newBlock();
        Block elseBlock = blocks.newBlock();
        blocks.branch(condition.node(), new Edge(thenBlock, false), elseBlock, hint());
        blocks.start(thenBlock);
        labels.add(new Label(Label.Kind.IF, type, height, blocks.newBlock(), elseBlock, params));
    }

    private void elseArm() {
        Label label = labels.removeLast();
        if (reachable) {
            fallToEnd(label);
        }
        labels.add(label.nextArm(Label.Kind.ELSE));
        startElse(label);
    }

    private void startElse(Label label) {
        Block elseBlock = label.elseBlock();
        if (elseBlock == null) {
            throw new IllegalStateException("only an if has a second arm");
        }
        blocks.start(elseBlock);
        stack.truncate(label.height());
        for (Operand param : label.savedParams()) {
            stack.push(param.copy());
        }
        reachable = true;
    }

    private void end() {
        Label label = labels.removeLast();
        switch (label.kind()) {
            case FUNCTION -> {
                if (reachable) {
                    returnFromFunction(label);
                }
            }
            case LOOP -> {}
            case IF -> {
                if (reachable) {
                    fallToEnd(label);
                }
                startElse(label);
                fallToEnd(label);
                startEnd(label);
            }
            case BLOCK, ELSE, CATCH -> joinAtEnd(label);
            case TRY_TABLE, TRY -> exceptions.endBody(label);
        }
    }

    /** Ends a block: if it is branched to, what falls through goes on at the same place. */
    void joinAtEnd(Label label) {
        if (label.isBranchedTo()) {
            if (reachable) {
                fallToEnd(label);
            }
            startEnd(label);
        }
    }

    /** Goes on at the end of a block, with the results in the slots of their positions. */
    void fallToEnd(Label label) {
        label.branchTo();
        moveTo(label);
        blocks.jump(label.target(), false);
    }

    private void startEnd(Label label) {
        blocks.start(label.target());
        stack.truncate(label.height());
        for (ValueKind kind : label.results()) {
            stack.pushOwnSlot(kind);
        }
        reachable = true;
    }

    private void branch(Label label) {
        if (label.isFunction()) {
            returnFromFunction(label);
        } else {
            label.branchTo();
            moveTo(label);
            blocks.jump(label.target(), label.isLoop());
        }
        reachable = false;
    }

    private void returnFromFunction(Label label) {
        returnValues(stack.pop(label.results().length));
    }

    private void returnValues(Operand... values) {
        Effects effects = Effects.BRANCH;
        for (Operand value : values) {
            effects = effects.and(value.effects());
        }
        stack.spillConflicting(effects);
        blocks.returnValues(FunctionTranslator.nodes(values));
    }

    /** Ends the function with a tail call, which the caller makes. */
    void tailCall(Operand call) {
        returnValues(call);
        hasTailCalls = true;
        reachable = false;
    }

    /** Ends the function with a tail call to itself: a jump back to its beginning. */
    void callSelf() {
        int params = slots.params();
        int height = stack.size() - params;
        stack.spillBelow(stack.size());
        for (int i = height; i < stack.size(); i++) {
            stack.spillAt(i);
        }
        for (int i = 0; i < params; i++) {
            blocks.add(LocalNodes.set(slots.local(i), stack.at(height + i).node()));
        }
        for (int local = params; local < slots.locals(); local++) {
            blocks.add(LocalNodes.reset(slots.kind(local), slots.local(local)));
        }
        blocks.jump(body, true);
        reachable = false;
    }

    /** Moves the topmost values to the slots of the positions they have at the label. */
    private void moveTo(Label label) {
        int count = label.branchKinds().length;
        int from = stack.size() - count;
        stack.spillConflicting(Effects.BRANCH);
        for (int i = 0; i < count; i++) {
            Operand value = stack.at(from + i);
            int slot = slots.operand(label.height() + i, value.kind());
            if (LocalNodes.slotOf(value.node()) != slot) {
                blocks.add(LocalNodes.set(slot, value.node()));
            }
        }
    }

    /** What the module says about the branch at hand. */
    private BranchHints.Hint hint() {
        return hints.at(reader.offset());
    }

    private void branchIf() {
        Operand condition = stack.pop();
        branchIf(condition.node(), condition.effects(), label(reader.index()));
    }

    private void branchIf(ExpressionNode condition, Effects effects, Label label) {
        stack.spillConflicting(Effects.BRANCH.and(effects));
        Block next = blocks.newBlock();
        blocks.branch(condition, edgeTo(label), next, hint());
        blocks.start(next);
    }

    /** Makes the topmost entry one that can be read twice, and gives a second reader. */
    private ExpressionNode duplicateTop() {
        int top = stack.size() - 1;
        stack.spillConflicting(Effects.BRANCH);
        if (!stack.at(top).isSimple()) {
            stack.spillAt(top);
        }
        return stack.at(top).copy().node();
    }

    private void branchOnNull() {
        ExpressionNode reference = duplicateTop();
        Operand rest = stack.pop();
        branchIf(new ReferenceNodes.IsNull(reference), rest.effects(), label(reader.index()));
        stack.push(rest);
    }

    private void branchOnNonNull() {
        ExpressionNode reference = duplicateTop();
        ExpressionNode condition = new NotNode(new ReferenceNodes.IsNull(reference));
        branchIf(condition, Effects.PURE, label(reader.index()));
        stack.pop();
    }

    private void branchOnCast(boolean onSuccess) {
        ExpressionNode reference = duplicateTop();
        TypeTest test = new TypeTest(context.close(reader.castTarget()));
        ExpressionNode condition = new ReferenceNodes.Test(test, reference);
        branchIf(onSuccess ? condition : new NotNode(condition), Effects.PURE, label(reader.index()));
    }

    private void branchOnDescriptor(boolean onSuccess) {
        Operand descriptor = stack.pop();
        ExpressionNode reference = duplicateTop();
        DescriptorTest test = DescriptorTest.of(context.close(reader.castTarget()), upcalls);
        ExpressionNode condition = new DescriptorNodes.Test(test, reference, descriptor.node(), reader.offset());
        Effects effects = Effects.TRAP.and(descriptor.effects());
        branchIf(onSuccess ? condition : new NotNode(condition), effects, label(reader.index()));
    }

    private void branchTable() {
        Operand index = stack.pop();
        stack.spillConflicting(Effects.BRANCH.and(index.effects()));
        Map<Label, Edge> edges = new HashMap<>();
        List<Edge> targets = new ArrayList<>();
        for (int labelIndex : reader.labels()) {
            targets.add(edges.computeIfAbsent(label(labelIndex), this::edgeTo));
        }
        blocks.switchTo(index.node(), targets);
        reachable = false;
    }

    /** An edge that leaves the stack as it is for whoever does not take it. */
    private Edge edgeTo(Label label) {
        label.branchTo();
        int count = label.branchKinds().length;
        int from = stack.size() - count;
        for (int i = 0; i < count; i++) {
            if (!stack.at(from + i).isSimple()) {
                stack.spillAt(from + i);
            }
        }
        Operand[] values = new Operand[count];
        for (int i = 0; i < count; i++) {
            values[i] = stack.at(from + i).copy();
        }
        return label.isFunction()
                ? blocks.detourToReturn(List.of(), FunctionTranslator.nodes(values))
                : edgeWithMoves(label, values);
    }

    private Edge edgeWithMoves(Label label, Operand[] values) {
        List<StatementNode> moves = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            int slot = slots.operand(label.height() + i, values[i].kind());
            if (LocalNodes.slotOf(values[i].node()) != slot) {
                moves.add(LocalNodes.set(slot, values[i].node()));
            }
        }
        Edge edge = new Edge(label.target(), label.isLoop());
        return moves.isEmpty() ? edge : blocks.detour(moves, edge);
    }
}

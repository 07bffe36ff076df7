// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.variable.LocalNodes;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.FuncType;
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
    private final List<Label> labels = new ArrayList<>();
    private boolean reachable = true;

    /** The number of structured blocks entered in code that can not be reached. */
    private int skippedBlocks;

    ControlTranslator(
            FuncType type,
            ModuleContext context,
            InstructionReader reader,
            FrameSlots slots,
            BlockBuilder blocks,
            OperandStack stack) {
        this.context = context;
        this.reader = reader;
        this.slots = slots;
        this.blocks = blocks;
        this.stack = stack;
        labels.add(new Label(Label.Kind.FUNCTION, type, 0, blocks.newBlock(), null, new Operand[0]));
    }

    /** Whether the final {@code end} was translated. */
    boolean isFinished() {
        return labels.isEmpty();
    }

    /** Whether the next instruction can be reached. */
    boolean isReachable() {
        return reachable;
    }

    /** Passes over an instruction that can not be reached. */
    void skip(ControlOpcode opcode) {
        switch (opcode) {
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> skippedBlocks++;
            case ELSE -> {
                if (skippedBlocks == 0) {
                    elseArm();
                }
            }
            case END, DELEGATE -> {
                if (skippedBlocks == 0) {
                    end();
                } else {
                    skippedBlocks--;
                }
            }
            default -> {}
        }
    }

    /** Translates an instruction that can be reached, any but a call. */
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
            case BR_IF -> branchIf(label(reader.index()));
            case BR_TABLE -> branchTable();
            case RETURN -> branch(labels.getFirst());
            default -> throw FunctionTranslator.notYet(opcode);
        }
    }

    private Label label(int labelIndex) {
        return labels.get(labels.size() - 1 - labelIndex);
    }

    private void unreachable() {
        stack.spillConflicting(Effects.BRANCH.and(Effects.TRAP));
        blocks.unreachable(reader.offset());
        reachable = false;
    }

    private FuncType blockType() {
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
        blocks.branch(condition.node(), new Edge(thenBlock, false), elseBlock);
        blocks.start(thenBlock);
        labels.add(new Label(Label.Kind.IF, type, height, blocks.newBlock(), elseBlock, params));
    }

    private void elseArm() {
        Label label = labels.removeLast();
        if (reachable) {
            fallToEnd(label);
        }
        labels.add(label.elseArm());
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
            case BLOCK, ELSE -> {
                if (label.isBranchedTo()) {
                    if (reachable) {
                        fallToEnd(label);
                    }
                    startEnd(label);
                }
            }
        }
    }

    /** Goes on at the end of a block, with the results in the slots of their positions. */
    private void fallToEnd(Label label) {
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
        Operand[] values = stack.pop(label.results().length);
        Effects effects = Effects.BRANCH;
        for (Operand value : values) {
            effects = effects.and(value.effects());
        }
        stack.spillConflicting(effects);
        blocks.returnValues(FunctionTranslator.nodes(values));
    }

    /** Moves the topmost values to the slots of the positions they have at the label. */
    private void moveTo(Label label) {
        int count = label.branchKinds().length;
        int from = stack.size() - count;
        stack.spillConflicting(Effects.BRANCH);
        for (int i = 0; i < count; i++) {
            move(stack.at(from + i), label.height() + i);
        }
    }

    private void move(Operand value, int position) {
        int slot = slots.operand(position, value.kind());
        if (LocalNodes.slotOf(value.node()) != slot) {
            blocks.add(LocalNodes.set(slot, value.node()));
        }
    }

    private void branchIf(Label label) {
        Operand condition = stack.pop();
        stack.spillConflicting(Effects.BRANCH.and(condition.effects()));
        Block next = blocks.newBlock();
        blocks.branch(condition.node(), edgeTo(label), next);
        blocks.start(next);
    }

    private void branchTable() {
        Operand index = stack.pop();
        stack.spillConflicting(Effects.BRANCH.and(index.effects()));
        Map<Label, Edge> edges = new HashMap<>();
        List<Edge> targets = new ArrayList<>();
        for (int labelIndex : reader.labels()) {
            Label label = label(labelIndex);
            Edge edge = edges.get(label);
            if (edge == null) {
                edge = edgeTo(label);
                edges.put(label, edge);
            }
            targets.add(edge);
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
                ? blocks.detourToReturn(FunctionTranslator.nodes(values))
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

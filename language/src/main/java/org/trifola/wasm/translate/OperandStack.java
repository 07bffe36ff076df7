// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import java.util.Arrays;
import java.util.function.Consumer;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.variable.LocalNodes;

/**
 * The operand stack while a body is translated: its entries are trees that wait for the instruction that takes them.
 *
 * <p>Trees are evaluated in the order of the stack when one instruction takes them all. Before a statement runs, the trees
 * that must not wait longer because of its {@link Effects} are <em>spilled</em>: evaluated into the slot that belongs to
 * their position and kind. An entry that is a constant or the slot of its own position is called settled; nothing can
 * happen to it.
 */
final class OperandStack {
    /** Trees above this depth are spilled, for the sake of the Java stack. */
    private static final int MAX_DEPTH = 100;

    /** More waiting trees than this are spilled, so that looking for conflicts stays cheap. */
    private static final int MAX_WAITING = 64;

    private final FrameSlots slots;
    private final Consumer<StatementNode> block;
    private Operand[] operands = new Operand[16];
    private int size;

    /** All entries below are settled. */
    private int settled;

    /**
     * An empty stack.
     *
     * @param block takes the statements of the current basic block
     */
    OperandStack(FrameSlots slots, Consumer<StatementNode> block) {
        this.slots = slots;
        this.block = block;
    }

    /** The number of entries. */
    int size() {
        return size;
    }

    /** The entry at a position, counted from the bottom. */
    Operand at(int position) {
        return operands[position];
    }

    /** Pushes a tree. */
    void push(Operand operand) {
        if (size == operands.length) {
            operands = Arrays.copyOf(operands, 2 * size);
        }
        operands[size++] = operand;
        if (operand.depth() > MAX_DEPTH || size - settled > MAX_WAITING) {
            spillBelow(size);
        }
    }

    /** Pushes a tree without operands. */
    void push(ExpressionNode node, Effects effects) {
        push(new Operand(node, effects, 1));
    }

    /** Pushes a tree made of operands that were popped. */
    void push(ExpressionNode node, Effects effects, Operand... children) {
        Effects all = effects;
        int depth = 0;
        for (Operand child : children) {
            all = all.and(child.effects());
            depth = Math.max(depth, child.depth());
        }
        push(new Operand(node, all, depth + 1));
    }

    /** Pushes the slot of the next position. */
    void pushOwnSlot(ValueKind kind) {
        push(Operand.slot(kind, slots.operand(size, kind)));
    }

    /** Pops a tree. */
    Operand pop() {
        Operand operand = operands[--size];
        settled = Math.min(settled, size);
        return operand;
    }

    /** Pops several trees; the first one was the lowest. */
    Operand[] pop(int count) {
        size -= count;
        settled = Math.min(settled, size);
        return Arrays.copyOfRange(operands, size, size + count);
    }

    /** Forgets all entries above a height. */
    void truncate(int height) {
        size = height;
        settled = Math.min(settled, size);
    }

    /** Runs a statement made of operands that were popped, after whatever must not wait for it. */
    void run(StatementNode statement, Effects effects, Operand... children) {
        Effects all = effects;
        for (Operand child : children) {
            all = all.and(child.effects());
        }
        spillConflicting(all);
        block.accept(statement);
    }

    /** Spills the trees that must be evaluated before something with these effects. */
    void spillConflicting(Effects effects) {
        spill(effects, settled);
    }

    /** Settles all entries below a height; the rest keeps waiting. */
    void spillBelow(int height) {
        spill(Effects.PURE, height);
        settled = Math.max(settled, height);
    }

    /** Evaluates an entry into the slot of its position, even a constant. */
    void spillAt(int position) {
        Operand operand = operands[position];
        if (!isOwnSlot(position)) {
            int slot = slots.operand(position, operand.kind());
            block.accept(LocalNodes.set(slot, operand.node()));
            operands[position] = Operand.slot(operand.kind(), slot);
        }
    }

    /** Whether an entry is the slot of its own position. */
    boolean isOwnSlot(int position) {
        Operand operand = operands[position];
        int slot = LocalNodes.slotOf(operand.node());
        return slot >= 0 && slot == slots.operand(position, operand.kind());
    }

    /**
     * Spills what conflicts with the effects and all unsettled entries below a height.
     *
     * <p>The walk goes down, because a spilled entry is itself evaluated before what lies above it and may conflict with
     * what waits below.
     */
    private void spill(Effects effects, int height) {
        boolean[] spilled = null;
        Effects later = effects;
        for (int i = size - 1; i >= settled; i--) {
            Operand operand = operands[i];
            boolean mustSettle = i < height && !operand.isConstant() && !isOwnSlot(i);
            if (mustSettle || operand.effects().conflictsWith(later)) {
                if (spilled == null) {
                    spilled = new boolean[size];
                }
                spilled[i] = true;
                later = later.and(operand.effects()).and(Effects.writeOf(slots.operand(i, operand.kind())));
            }
        }
        if (spilled != null) {
            for (int i = settled; i < size; i++) {
                if (spilled[i]) {
                    spillAt(i);
                }
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import java.util.Arrays;
import java.util.List;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.ValType;

/**
 * The structured blocks that are open, the function body as the outermost one.
 *
 * <p>It also keeps for each block what to go back to at its end. Specification: appendix 7.3 "Validation Algorithm".
 */
final class ControlStack {
    private static final int INITIAL_CAPACITY = 32;

    // FAST: parallel arrays rather than objects, so that a block costs no allocation.
    private ControlOpcode[] kinds = new ControlOpcode[INITIAL_CAPACITY];
    private FuncType[] types = new FuncType[INITIAL_CAPACITY];
    private int[] outerBases = new int[INITIAL_CAPACITY];
    private boolean[] outerPolymorphic = new boolean[INITIAL_CAPACITY];
    private int[] initializedLocals = new int[INITIAL_CAPACITY];
    private int depth;

    /** The number of open blocks, which is the number of labels. */
    int depth() {
        return depth;
    }

    void clear() {
        depth = 0;
    }

    /**
     * Opens a block; the operands of the outer frame without the parameters of the block are on the stack.
     *
     * @param initialized the number of locals that were initialised so far
     */
    void push(ControlOpcode kind, FuncType type, OperandTypes operands, int initialized) {
        if (depth == kinds.length) {
            grow();
        }
        kinds[depth] = kind;
        types[depth] = type;
        outerBases[depth] = operands.base();
        outerPolymorphic[depth] = operands.isPolymorphic();
        initializedLocals[depth] = initialized;
        depth++;
        operands.enterFrame();
    }

    /** Closes the innermost block, whose operands are gone. */
    void pop(OperandTypes operands) {
        depth--;
        operands.leaveFrame(outerBases[depth], outerPolymorphic[depth]);
    }

    /** The instruction that began the innermost block, or its latest part: {@code else}, {@code catch}. */
    ControlOpcode kind() {
        return kinds[depth - 1];
    }

    /** The instruction that began the block which a label names, as {@link #kind()}. */
    ControlOpcode kind(int label) {
        return kinds[depth - 1 - label];
    }

    /** The type of the innermost block. */
    FuncType type() {
        return types[depth - 1];
    }

    /** The type of the function body. */
    FuncType functionType() {
        return types[0];
    }

    /** How many locals were initialised when the innermost block began. */
    int initializedLocals() {
        return initializedLocals[depth - 1];
    }

    /** The types that a branch to the label takes. */
    List<ValType> labelTypes(int label) {
        int index = depth - 1 - label;
        return kinds[index] == ControlOpcode.LOOP ? types[index].params() : types[index].results();
    }

    private void grow() {
        int capacity = 2 * depth;
        kinds = Arrays.copyOf(kinds, capacity);
        types = Arrays.copyOf(types, capacity);
        outerBases = Arrays.copyOf(outerBases, capacity);
        outerPolymorphic = Arrays.copyOf(outerPolymorphic, capacity);
        initializedLocals = Arrays.copyOf(initializedLocals, capacity);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.variable.LocalNodes;

/**
 * An entry of the operand stack: a tree that is not evaluated yet.
 *
 * @param depth the number of levels of the tree
 */
record Operand(ExpressionNode node, Effects effects, int depth) {
    /** An operand that is a slot. */
    static Operand slot(ValueKind kind, int slot) {
        return new Operand(LocalNodes.get(kind, slot), Effects.readOf(slot), 1);
    }

    /** The kind of the value. */
    ValueKind kind() {
        return node.kind();
    }

    /** Whether the tree only reads a slot or is a constant, so that it can be written as often as needed. */
    boolean isSimple() {
        return node.isSimple();
    }

    /** Whether the tree is a constant. */
    boolean isConstant() {
        return LocalNodes.slotOf(node) < 0 && isSimple();
    }

    /** The same simple operand with a node of its own. */
    Operand copy() {
        return new Operand(node.duplicate(), effects, depth);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.List;

/**
 * A folded instruction before it is printed: its own words, and what follows them in its parentheses.
 *
 * @param head the words; they stand without parentheses when {@code bare}
 * @param bare whether this is a flat instruction, which only a sequence may hold
 * @param parts operands, arms, or the instructions of a sequence
 * @param results how many values it leaves on the operand stack
 * @param width how long it is on a single line, at most {@link #WIDE}
 * @param place where it comes from; {@link #NOWHERE} of what is no instruction
 */
record Fold(String head, boolean bare, List<Fold> parts, int results, int width, Place place) {
    /**
     * The origin of a fold.
     *
     * @param offset where its instruction stands in the module's bytes
     * @param first where that of its instructions stands that is executed first
     */
    record Place(int offset, int first) {}

    static final Place NOWHERE = new Place(-1, -1);

    /** The width of what does not go on a single line. */
    static final int WIDE = 1000;

    /** An instruction with its operands, or a block with its arms. */
    static Fold of(String head, List<Fold> parts, int results) {
        long width = head.length() + 2L;
        for (Fold part : parts) {
            width += 1 + part.width;
        }
        return new Fold(head, false, parts, results, (int) Math.min(WIDE, width), NOWHERE);
    }

    /** A block or arm with its instructions. */
    static Fold sequence(String head, List<Fold> parts, int results) {
        return parts.size() > 1 ? new Fold(head, false, parts, results, WIDE, NOWHERE) : of(head, parts, results);
    }

    /** A flat instruction, with the instructions after it that are indented below it. */
    static Fold bare(String head, List<Fold> parts) {
        return new Fold(head, true, parts, 0, WIDE, NOWHERE);
    }

    /** The same for the instruction at an offset, with the operands that are executed before it. */
    Fold at(int offset, List<Fold> operands) {
        int first = operands.isEmpty() ? offset : operands.getFirst().place.first;
        return new Fold(head, bare, parts, results, width, new Place(offset, first));
    }
}

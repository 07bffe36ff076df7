// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.util.BitSet;
import java.util.List;
import org.trifola.wasm.syntax.ValType;

/**
 * Statements of a large function that become a method of their own: some instructions in a row that neither take operands of
 * those before them nor leave any to those behind.
 *
 * @param name the name of the method
 * @param start the offset in the module of the first instruction
 * @param end the offset behind the last one
 * @param isOpen whether the end can be reached
 * @param labels what branches carry to the blocks around the part, the function's first
 * @param hasLoop whether there is a loop in it, so that the count by which loops poll goes through it
 * @param locals the locals that occur
 * @param written the locals that are written to
 * @param transfers how many locals go into the part and out of it
 * @param targetCount how many of the blocks around branches go to, dead ones included
 * @param exits those that the method of the part goes to, once it was written, as indices of {@code labels}
 */
record Part(
        String name,
        int start,
        int end,
        boolean isOpen,
        List<List<ValType>> labels,
        boolean hasLoop,
        BitSet locals,
        BitSet written,
        int transfers,
        int targetCount,
        BitSet exits) {

    /** What the names of methods of parts begin with. */
    private static final String PREFIX = "part";

    /** The name of the method that is all of a function, with vectors lane by lane, see {@link Cut#WHOLE_IN_LANES}. */
    static final String LANES = PREFIX + "_lanes";

    /** The name of the method that is all of a function, with vectors that are objects. */
    static final String OBJECTS = PREFIX + "_objects";

    /** Describes the instructions from one offset to another. */
    static Part of(Uses uses, int start, int end, boolean isOpen, List<List<ValType>> labels) {
        BitSet locals = new BitSet();
        BitSet written = new BitSet();
        BitSet targets = new BitSet();
        boolean hasLoop = uses.collect(start, end, labels.size(), locals, written, targets);
        String name = PREFIX + start + "_" + end;
        int transfers = locals.cardinality() + written.cardinality();
        return new Part(
                name,
                start,
                end,
                isOpen,
                labels,
                hasLoop,
                locals,
                written,
                transfers,
                targets.cardinality(),
                new BitSet());
    }

    /** Whether a method of that name is that of a part. */
    static boolean isName(String method) {
        return method.startsWith(PREFIX);
    }

    /** Whether another part lies within this one. */
    boolean contains(Part other) {
        return other.start >= start && other.end <= end;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.util.BitSet;
import java.util.List;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.syntax.CatchClause;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.Immediates;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.syntax.VariableOpcode;

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

    private static final int[] NO_LABELS = {};

    /** Describes the instructions from one offset to another. */
    static Part of(FunctionCode function, int start, int end, boolean isOpen, List<List<ValType>> labels) {
        InstructionReader reader = function.reader();
        reader.seek(start);
        BitSet locals = new BitSet();
        BitSet written = new BitSet();
        BitSet targets = new BitSet();
        boolean hasLoop = false;
        int depth = 0;
        while (reader.position() < end) {
            Opcode next = reader.next();
            if (next instanceof VariableOpcode opcode && opcode.shape().immediates() == Immediates.LOCAL) {
                locals.set(reader.index());
                written.set(reader.index(), written.get(reader.index()) || opcode != VariableOpcode.LOCAL_GET);
            } else if (next instanceof ControlOpcode opcode) {
                int outermost = labels.size() - 1 + depth;
                for (int label : targets(opcode, reader, outermost)) {
                    if (label >= depth) {
                        targets.set(outermost - label);
                    }
                }
                hasLoop |= opcode == ControlOpcode.LOOP;
                depth += opcode.nesting();
            }
        }
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

    /** The labels that an instruction may branch to; the outermost one is the function's. */
    private static int[] targets(ControlOpcode opcode, InstructionReader reader, int outermost) {
        return switch (opcode) {
            case BR,
                    BR_IF,
                    BR_ON_NULL,
                    BR_ON_NON_NULL,
                    BR_ON_CAST,
                    BR_ON_CAST_FAIL,
                    BR_ON_CAST_DESC_EQ,
                    BR_ON_CAST_DESC_EQ_FAIL -> new int[] {reader.index()};
            case BR_TABLE -> reader.labels();
            case TRY_TABLE ->
                reader.catches().stream().mapToInt(CatchClause::labelIndex).toArray();
            case RETURN -> new int[] {outermost};
            default -> NO_LABELS;
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.util.Arrays;
import java.util.BitSet;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.syntax.CatchClause;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.Immediates;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.VariableOpcode;

/**
 * Which locals the instructions of a function use, where branches go and where loops begin. It is read once from the
 * instructions, while what it says is asked for all {@linkplain Part parts} that may become methods, and they lie in one another.
 */
final class Uses {
    private static final int[] NO_LABELS = {};

    /** What an instruction does; the rest of the number is a local, or a block by its depth. */
    private static final int READ = 0;

    private static final int WRITE = 1;
    private static final int TARGET = 2;
    private static final int LOOP = 3;
    private static final int KINDS = 4;

    /** The offsets of the instructions in the module, in order. */
    private int[] offsets = new int[256];

    private int[] uses = new int[256];
    private int count;

    private Uses() {}

    static Uses of(FunctionCode function) {
        Uses result = new Uses();
        InstructionReader reader = function.reader();
        reader.localGroups();
        int depth = 0;
        while (!reader.atEnd()) {
            Opcode next = reader.next();
            if (next instanceof VariableOpcode opcode && opcode.shape().immediates() == Immediates.LOCAL) {
                result.add(reader.offset(), reader.index(), opcode == VariableOpcode.LOCAL_GET ? READ : WRITE);
            } else if (next instanceof ControlOpcode opcode) {
                for (int label : targets(opcode, reader, depth)) {
                    result.add(reader.offset(), depth - label, TARGET);
                }
                if (opcode == ControlOpcode.LOOP) {
                    result.add(reader.offset(), 0, LOOP);
                }
                depth += opcode.nesting();
            }
        }
        return result;
    }

    private void add(int offset, int index, int kind) {
        if (count == uses.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            uses = Arrays.copyOf(uses, 2 * count);
        }
        offsets[count] = offset;
        uses[count++] = index * KINDS + kind;
    }

    /**
     * Adds what the instructions from one offset to another use.
     *
     * @param depth how many blocks are around them, the function included
     * @param locals the locals that occur
     * @param written the locals that are written to
     * @param targets those blocks to which branches go, the function's first
     * @return whether a loop begins there
     */
    boolean collect(int start, int end, int depth, BitSet locals, BitSet written, BitSet targets) {
        boolean hasLoop = false;
        for (int i = firstFrom(start); i < count && offsets[i] < end; i++) {
            int index = uses[i] / KINDS;
            switch (uses[i] % KINDS) {
                case READ -> locals.set(index);
                case WRITE -> {
                    locals.set(index);
                    written.set(index);
                }
                case TARGET -> {
                    if (index < depth) {
                        targets.set(index);
                    }
                }
                default -> hasLoop = true;
            }
        }
        return hasLoop;
    }

    private int firstFrom(int offset) {
        int index = Arrays.binarySearch(offsets, 0, count, offset);
        if (index < 0) {
            return -index - 1;
        }
        while (index > 0 && offsets[index - 1] == offset) {
            index--;
        }
        return index;
    }

    /** The labels that an instruction may branch to. */
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

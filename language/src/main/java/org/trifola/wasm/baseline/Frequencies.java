// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.syntax.ControlOpcode;

/**
 * How often the instructions of a function may be executed in one call of it: a guess from the branches alone, made before
 * anything has run, so that no cut is made where it would cost most.
 */
final class Frequencies {
    /** How many times a loop is taken to run. */
    private static final int LOOP_RUNS = 8;

    /** How probable it is that a conditional branch is taken; many lead to what is not expected. */
    private static final float BRANCH = 0.3F;

    /** How probable a handler is. */
    private static final float HANDLER = 0.01F;

    /** Nothing is taken to be quite impossible. */
    private static final float LEAST = 1e-6F;

    /** A structured block. */
    private static final class Scope {
        final boolean isLoop;

        /** The number of loops that the block is in, with itself. */
        final int loops;

        final float entry;

        /** How often branches come to the block's label, if that is its end. */
        float label;

        /** How often the second arm is executed, as long as that has not begun. */
        float otherwise;

        Scope(boolean isLoop, int loops, float entry) {
            this.isLoop = isLoop;
            this.loops = loops;
            this.entry = entry;
        }
    }

    private final int start;
    private final float[] byOffset;
    private final List<Scope> scopes = new ArrayList<>();
    private final InstructionReader reader;
    private float current = 1;

    private Frequencies(FunctionCode function) {
        start = function.def().code().start();
        byOffset = new float[function.def().code().length()];
        reader = function.reader();
    }

    /** The frequencies in a function. */
    static Frequencies of(FunctionCode function) {
        Frequencies frequencies = new Frequencies(function);
        frequencies.estimate();
        return frequencies;
    }

    /** How often the instruction at an offset of the module is executed, 1 for the first one. */
    float at(int offset) {
        return Math.max(LEAST, byOffset[offset - start]);
    }

    private void estimate() {
        reader.localGroups();
        scopes.add(new Scope(false, 0, current));
        while (!reader.atEnd()) {
            boolean isControl = reader.next() instanceof ControlOpcode;
            byOffset[reader.offset() - start] = current;
            if (isControl) {
                control((ControlOpcode) reader.opcode());
            }
        }
    }

    private void control(ControlOpcode opcode) {
        switch (opcode) {
            case BLOCK, TRY -> enter(false);
            case TRY_TABLE -> {
                reader.catches().forEach(clause -> branch(clause.labelIndex(), HANDLER));
                enter(false);
            }
            case LOOP -> {
                enter(true);
                current *= LOOP_RUNS;
            }
            case IF -> {
                enter(false);
                current /= 2;
                scopes.getLast().otherwise = current;
            }
            case ELSE -> nextArm(scopes.getLast().otherwise);
            case CATCH, CATCH_ALL -> nextArm(HANDLER * scopes.getLast().entry);
            case END, DELEGATE -> end();
            case BR_IF,
                    BR_ON_NULL,
                    BR_ON_NON_NULL,
                    BR_ON_CAST,
                    BR_ON_CAST_FAIL,
                    BR_ON_CAST_DESC_EQ,
                    BR_ON_CAST_DESC_EQ_FAIL -> {
                branch(reader.index(), BRANCH);
                current *= 1 - BRANCH;
            }
            case BR -> {
                branch(reader.index(), 1);
                current = 0;
            }
            case BR_TABLE -> {
                int[] labels = reader.labels();
                Arrays.stream(labels).forEach(label -> branch(label, 1F / labels.length));
                current = 0;
            }
            case UNREACHABLE, RETURN, RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF, THROW, THROW_REF, RETHROW ->
                current = 0;
            case NOP, CALL, CALL_INDIRECT, CALL_REF -> {}
        }
    }

    private void enter(boolean isLoop) {
        scopes.add(new Scope(isLoop, scopes.getLast().loops + (isLoop ? 1 : 0), current));
    }

    private void nextArm(float frequency) {
        scopes.getLast().label += current;
        scopes.getLast().otherwise = 0;
        current = frequency;
    }

    private void end() {
        Scope scope = scopes.removeLast();
        current = scope.isLoop ? Math.min(current, scope.entry) : current + scope.label + scope.otherwise;
    }

    private void branch(int label, float probability) {
        Scope target = scopes.get(scopes.size() - 1 - label);
        int loopsLeft = scopes.getLast().loops - target.loops;
        target.label += (float) (current * probability / Math.pow(LOOP_RUNS, loopsLeft));
    }
}

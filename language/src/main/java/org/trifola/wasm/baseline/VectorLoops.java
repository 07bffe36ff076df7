// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.VectorOpcode;

/**
 * The innermost loops of a function that are mostly about vectors. Each becomes a method of its own where vectors can be
 * objects: HotSpot's last tier takes some tenths of a second over one of them, but half a minute over some at once.
 */
final class VectorLoops {
    /** With fewer vector instructions it does not pay to hand the locals over. */
    private static final int MIN_OPERATORS = 8;

    /**
     * A loop.
     *
     * @param start the offset in the module of the instruction {@code loop}
     * @param end the offset behind its {@code end}
     * @param operators how many vector instructions there are in it
     */
    record VectorLoop(int start, int end, int operators) {}

    /** A structured block. */
    private static final class Scope {
        final boolean isLoop;
        final int start;
        boolean hasLoop;
        int operators;

        Scope(boolean isLoop, int start) {
            this.isLoop = isLoop;
            this.start = start;
        }
    }

    private final Map<Integer, VectorLoop> loops = new HashMap<>();
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private final int maxOperators;

    private VectorLoops(int maxOperators) {
        this.maxOperators = maxOperators;
    }

    /**
     * The loops of a function, by their start.
     *
     * @param maxOperators loops with more vector instructions are left out
     */
    static Map<Integer, VectorLoop> of(FunctionCode function, int maxOperators) {
        VectorLoops found = new VectorLoops(maxOperators);
        InstructionReader reader = function.reader();
        reader.localGroups();
        found.scopes.push(new Scope(false, reader.position()));
        while (!reader.atEnd()) {
            Opcode opcode = reader.next();
            if (opcode instanceof VectorOpcode) {
                found.scopes.element().operators++;
            } else if (opcode instanceof ControlOpcode control && control.nesting() > 0) {
                found.scopes.push(new Scope(control == ControlOpcode.LOOP, reader.offset()));
            } else if (opcode instanceof ControlOpcode control && control.nesting() < 0) {
                found.end(reader.position());
            }
        }
        return found.loops;
    }

    private void end(int position) {
        Scope scope = scopes.pop();
        if (scope.isLoop && !scope.hasLoop && scope.operators >= MIN_OPERATORS && scope.operators <= maxOperators) {
            loops.put(scope.start, new VectorLoop(scope.start, position, scope.operators));
        }
        Scope outer = scopes.peek();
        if (outer != null) {
            outer.hasLoop |= scope.isLoop || scope.hasLoop;
            outer.operators += scope.operators;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.util.HashSet;
import java.util.Set;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.syntax.ControlOpcode;

/**
 * Which calls and how many loops a function contains.
 *
 * @param isCaller whether there are any, so that the function may be part of a recursion
 * @param isRestarting whether it makes tail calls of itself, which are jumps
 * @param tailCallees the other functions of the module that it makes tail calls of
 * @param isOpen whether it makes tail calls of functions that are only known at run time
 * @param loopCount the number of loops
 */
record CallFacts(boolean isCaller, boolean isRestarting, Set<Integer> tailCallees, boolean isOpen, int loopCount) {
    static CallFacts of(FunctionCode function) {
        InstructionReader reader = function.reader();
        reader.localGroups();
        boolean isCaller = false;
        boolean isOpen = false;
        int loopCount = 0;
        Set<Integer> tailCallees = new HashSet<>();
        while (!reader.atEnd()) {
            if (reader.next() instanceof ControlOpcode opcode) {
                switch (opcode) {
                    case LOOP -> loopCount++;
                    case CALL, CALL_INDIRECT, CALL_REF -> isCaller = true;
                    case RETURN_CALL_INDIRECT, RETURN_CALL_REF -> isOpen = true;
                    case RETURN_CALL -> tailCallees.add(reader.index());
                    default -> {}
                }
            }
        }
        boolean isRestarting = tailCallees.remove(function.index());
        int imported = function.module().importedFunctions();
        isOpen |= tailCallees.removeIf(callee -> callee < imported);
        return new CallFacts(
                isCaller || isOpen || !tailCallees.isEmpty(), isRestarting, tailCallees, isOpen, loopCount);
    }

    /** Whether there are tail calls that are no jumps. */
    boolean hasTailCalls() {
        return isOpen || !tailCallees.isEmpty();
    }
}

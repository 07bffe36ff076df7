// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.util.HashSet;
import java.util.Set;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.syntax.ControlOpcode;

/**
 * Which calls a function contains.
 *
 * @param isCaller whether there are any, so that the function may be part of a recursion
 * @param isRestarting whether it makes tail calls of itself, which are jumps
 * @param tailCallees the other functions of the module that it makes tail calls of
 * @param isOpen whether it makes tail calls of functions that are only known at run time
 */
record CallFacts(boolean isCaller, boolean isRestarting, Set<Integer> tailCallees, boolean isOpen) {
    static CallFacts of(FunctionCode function) {
        InstructionReader reader = new InstructionReader(
                function.module().def().bytes(), function.def().code());
        reader.localGroups();
        boolean isCaller = false;
        boolean isOpen = false;
        Set<Integer> tailCallees = new HashSet<>();
        while (!reader.atEnd()) {
            if (reader.next() instanceof ControlOpcode opcode) {
                switch (opcode) {
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
        return new CallFacts(isCaller || isOpen || !tailCallees.isEmpty(), isRestarting, tailCallees, isOpen);
    }

    /** Whether there are tail calls that are no jumps. */
    boolean hasTailCalls() {
        return isOpen || !tailCallees.isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.syntax.Expr;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.VariableOpcode;

/**
 * What one of the methods of a function is to hold.
 *
 * @param self the part that the method is, null for the function itself
 * @param callees the parts to leave out and call, by the offset of their start
 * @param isResident whether locals stay in the frame that the parts share, as variables would be copied more often than used
 * @param maxCarried how many values a branch out of any of the function's parts carries at most
 */
record Cut(@Nullable Part self, Map<Integer, Part> callees, boolean isResident, int maxCarried) {
    /** A function that is one method. */
    static final Cut WHOLE = new Cut(null, Map.of(), false, 0);

    /** The whole function, without vectors that are objects. */
    static final Cut WHOLE_IN_LANES = new Cut(null, Map.of(), false, 0);

    /** The methods of a function that has parts, its own last; the parts are given in the order in which they were cut out. */
    static List<Cut> all(FunctionCode function, Frequencies frequencies, List<Part> parts) {
        int maxCarried = parts.stream()
                .flatMap(part -> part.labels().stream())
                .mapToInt(List::size)
                .max()
                .orElse(0);
        List<Cut> cuts = new ArrayList<>();
        Map<Integer, Part> rest = new HashMap<>();
        for (Part part : parts) {
            Map<Integer, Part> callees = new HashMap<>();
            rest.values().stream().filter(part::contains).forEach(callee -> callees.put(callee.start(), callee));
            rest.values().removeAll(callees.values());
            rest.put(part.start(), part);
            cuts.add(new Cut(part, callees, isResident(function, frequencies, part, callees), maxCarried));
        }
        cuts.add(new Cut(null, rest, isResident(function, frequencies, null, rest), maxCarried));
        return cuts;
    }

    /** The name of the method. */
    String name() {
        return self == null ? ModuleClasses.CALL : self.name();
    }

    /**
     * Whether vectors may be objects here. Not in functions that are cut: HotSpot's last tier took half a minute and more over
     * parts with many loops, where it takes some tenths of a second over the loops alone or with lanes.
     */
    boolean mayHoldObjects() {
        return this == WHOLE;
    }

    private static boolean isResident(
            FunctionCode function, Frequencies frequencies, @Nullable Part self, Map<Integer, Part> callees) {
        double copies = self == null ? 0 : copies(frequencies, self);
        for (Part callee : callees.values()) {
            copies += copies(frequencies, callee);
        }
        return copies > accesses(function, frequencies, self, callees);
    }

    private static double copies(Frequencies frequencies, Part part) {
        return frequencies.at(part.start()) * (double) part.transfers();
    }

    /** How often the method's own code gets and sets locals. */
    private static double accesses(
            FunctionCode function, Frequencies frequencies, @Nullable Part self, Map<Integer, Part> callees) {
        Expr body = function.def().code();
        InstructionReader reader = function.reader();
        reader.localGroups();
        if (self != null) {
            reader.seek(self.start());
        }
        int end = self == null ? body.end() : self.end();
        double accesses = 0;
        while (reader.position() < end) {
            Part callee = callees.get(reader.position());
            if (callee != null) {
                reader.seek(callee.end());
            } else if (isLocal(reader.next())) {
                accesses += frequencies.at(reader.offset());
            }
        }
        return accesses;
    }

    private static boolean isLocal(Opcode opcode) {
        return opcode == VariableOpcode.LOCAL_GET
                || opcode == VariableOpcode.LOCAL_SET
                || opcode == VariableOpcode.LOCAL_TEE;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.baseline.VectorLoops.VectorLoop;
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
 * @param holding how the method holds vectors
 * @param operators how many vector instructions there are, if it may change over to objects
 */
record Cut(
        @Nullable Part self,
        Map<Integer, Part> callees,
        boolean isResident,
        int maxCarried,
        Holding holding,
        int operators) {

    /** How a method holds vectors. */
    enum Holding {
        /** Lane by lane. */
        LANES,

        /** Lane by lane, until a loop has run for long; then another method does it. */
        LANES_UNTIL_HOT,

        /** As objects. */
        OBJECTS
    }

    /** Begins the names of the fields that count how often a loop has run. */
    private static final String RUNS = "runs_";

    /** A function that is one method. */
    static final Cut WHOLE = whole(Holding.LANES);

    /** A function that can be done lane by lane or with objects: the one method, */
    static final Cut WHOLE_IN_LANES = whole(Holding.LANES);

    /** and the other. */
    static final Cut WHOLE_WITH_OBJECTS = whole(Holding.OBJECTS);

    private static Cut whole(Holding holding) {
        return new Cut(null, Map.of(), false, 0, holding, 0);
    }

    /**
     * The methods of a function that has parts, its own last.
     *
     * @param parts the parts in the order in which they were cut out
     * @param loops those of them that may change over to objects, by their start
     */
    static List<Cut> all(
            FunctionCode function, Frequencies frequencies, List<Part> parts, Map<Integer, VectorLoop> loops) {
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
            boolean isResident = isResident(function, frequencies, part, callees);
            VectorLoop loop = loops.get(part.start());
            if (loop != null && loop.end() == part.end()) {
                cuts.add(new Cut(part, callees, isResident, maxCarried, Holding.LANES_UNTIL_HOT, loop.operators()));
            } else {
                cuts.add(new Cut(part, callees, isResident, maxCarried, Holding.LANES, 0));
            }
        }
        cuts.add(new Cut(null, rest, isResident(function, frequencies, null, rest), maxCarried, Holding.LANES, 0));
        return cuts;
    }

    /** The name of the method. */
    String name() {
        if (self != null) {
            return holding == Holding.OBJECTS ? self.name() + ObjectClass.METHOD : self.name();
        }
        return this == WHOLE_IN_LANES ? Part.LANES : holding == Holding.OBJECTS ? Part.OBJECTS : ModuleClasses.CALL;
    }

    /** Whether vectors are objects in the method. */
    boolean holdsObjects() {
        return holding == Holding.OBJECTS;
    }

    /** Whether another method with objects can do the same. */
    boolean mayChangeOver() {
        return holding == Holding.LANES_UNTIL_HOT;
    }

    /** The same with objects. */
    Cut withObjects() {
        return new Cut(self, callees, isResident, maxCarried, Holding.OBJECTS, operators);
    }

    /** The field that counts how often the loop of the part has run, if that is of interest. */
    @Nullable
    String counter() {
        return self == null || holding == Holding.LANES ? null : RUNS + name();
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

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operand stack of WebAssembly on that of the virtual machine.
 *
 * <p>At the start of a structured block everything is moved to local variables, so that a label finds on the machine's stack
 * the values of the block alone, and a loop header finds none; only then can HotSpot replace an interpreted loop while it
 * runs. An operand in a variable comes back when an instruction takes it.
 */
final class Operands {
    private static final int ON_STACK = -1;

    /** In place of the variable of an operand: it is a vector in several. */
    private static final int IN_LANES = -2;

    private final CodeBuilder code;
    private final List<Kind> kinds = new ArrayList<>();
    private final List<Integer> slots = new ArrayList<>();

    /** The variables of each position, by kind. */
    private final List<Map<Kind, Integer>> places = new ArrayList<>();

    /** The vectors that are in variables, by position. */
    private final Map<Integer, Lanes> vectors = new HashMap<>();

    private final LaneVariables variables;

    Operands(CodeBuilder code) {
        this.code = code;
        variables = new LaneVariables(code, slot -> vectors.values().stream().anyMatch(lanes -> lanes.has(slot)));
    }

    int size() {
        return kinds.size();
    }

    Kind kind(int position) {
        return kinds.get(position);
    }

    Kind top() {
        return kinds.getLast();
    }

    /** An instruction has left a value on the machine's stack. */
    void push(Kind kind) {
        kinds.add(kind);
        slots.add(ON_STACK);
    }

    /** Values that are in the variables of their positions. */
    void pushSpilled(Kind kind) {
        slots.add(slot(size(), kind));
        kinds.add(kind);
    }

    /** An operand that is a vector in variables. */
    void pushVector(Lanes lanes) {
        vectors.put(size(), lanes);
        kinds.add(Kind.V128);
        slots.add(IN_LANES);
    }

    /** Whether there are vectors in variables other than those of their positions. */
    boolean hasVectors() {
        return !vectors.isEmpty();
    }

    /** Whether the operand below the topmost one is a vector in these variables. */
    boolean isVectorBelowTop(@Nullable Lanes lanes) {
        Lanes below = vectors.get(size() - 2);
        return lanes != null && below != null && Arrays.equals(lanes.slots(), below.slots());
    }

    /** The shape of the vector on top. */
    LaneShape topShape(LaneShape otherwise) {
        Lanes lanes = vectors.get(size() - 1);
        return lanes == null ? otherwise : lanes.shape();
    }

    /** What the lanes of the vector on top are, if it is an object. */
    Element topElement(Element otherwise) {
        LaneShape shape = topShape(LaneShape.LONGS);
        return shape.isObject() ? shape.element() : otherwise;
    }

    /** An instruction takes the vector on top, lane by lane; nothing of it is on the machine's stack. */
    Lanes takeVector(LaneShape shape, Lanes... held) {
        int position = size() - 1;
        Lanes lanes = vectors.get(position);
        if (lanes == null) {
            require(1);
            int slot = slot(position, Kind.V128);
            code.astore(slot);
            lanes = variables.fresh(shape, held);
            variables.unpack(slot, lanes);
        }
        truncate(position);
        return variables.convert(lanes, shape, held);
    }

    /** Before variables are written to: operands that are in them move to others, but not to those of a taken vector. */
    void release(Lanes target, Lanes taken) {
        for (Map.Entry<Integer, Lanes> entry : vectors.entrySet()) {
            if (entry.getValue().shares(target)) {
                Lanes copy = variables.fresh(entry.getValue().shape(), taken);
                variables.copy(entry.getValue(), copy);
                entry.setValue(copy);
            }
        }
    }

    /** The variables of vectors. */
    LaneVariables variables() {
        return variables;
    }

    /** An instruction takes this many operands: they are on the machine's stack, in order, and forgotten here. */
    void take(int count) {
        require(count);
        truncate(size() - count);
    }

    /** As {@link #take}, with integers of 32 bits made unsigned ones of 64. */
    void takeWidened(int count) {
        require(count);
        int first = size() - count;
        int lowest = first;
        while (lowest < size() && kinds.get(lowest) != Kind.I32) {
            lowest++;
        }
        for (int i = size() - 1; i > lowest; i--) {
            kinds.get(i).store(code, slot(i, kinds.get(i)));
        }
        for (int i = lowest; i < size(); i++) {
            if (i > lowest) {
                kinds.get(i).load(code, slot(i, kinds.get(i)));
            }
            if (kinds.get(i) == Kind.I32) {
                Kind.widen(code);
            }
        }
        truncate(first);
    }

    /** Brings the topmost operands to the machine's stack. */
    void require(int count) {
        int first = size() - count;
        int lowest = first;
        while (lowest < size() && slots.get(lowest) == ON_STACK) {
            lowest++;
        }
        if (lowest == size()) {
            return;
        }
        spillFrom(lowest);
        for (int i = lowest; i < size(); i++) {
            load(i);
        }
    }

    private void load(int position) {
        Lanes lanes = vectors.remove(position);
        if (lanes != null) {
            variables.pack(lanes);
        } else {
            kinds.get(position).load(code, slots.get(position));
        }
        slots.set(position, ON_STACK);
    }

    /** Moves everything to the variables of its position. */
    void spillAll() {
        spillFrom(0);
        for (int position : List.copyOf(vectors.keySet())) {
            load(position);
            spill(position);
        }
    }

    private void spill(int position) {
        int slot = slot(position, kinds.get(position));
        kinds.get(position).store(code, slot);
        slots.set(position, slot);
    }

    private void spillFrom(int first) {
        for (int i = size() - 1; i >= first; i--) {
            if (slots.get(i) == ON_STACK) {
                spill(i);
            }
        }
    }

    /** The variable of a position. */
    int slot(int position, Kind kind) {
        while (places.size() <= position) {
            places.add(new EnumMap<>(Kind.class));
        }
        return places.get(position).computeIfAbsent(kind, any -> any.allocate(code));
    }

    /** Forgets what is above a height, without touching the machine's stack. */
    void truncate(int height) {
        while (size() > height) {
            vectors.remove(size() - 1);
            kinds.removeLast();
            slots.removeLast();
        }
    }

    /** How many operands from a height upwards are on the machine's stack. */
    int onStackFrom(int height) {
        int count = 0;
        for (int i = height; i < size(); i++) {
            if (slots.get(i) == ON_STACK) {
                count++;
            }
        }
        return count;
    }

    /**
     * Emits what leaves the topmost operands alone on the machine's stack, above what is below the height; what this class
     * knows of the stack stays as it was.
     */
    void dropBetween(int height, int count) {
        int first = size() - count;
        if (onStackFrom(height) == onStackFrom(first)) {
            return;
        }
        for (int i = size() - 1; i >= first; i--) {
            kinds.get(i).store(code, slot(i, kinds.get(i)));
        }
        for (int i = first - 1; i >= height; i--) {
            if (slots.get(i) == ON_STACK) {
                kinds.get(i).pop(code);
            }
        }
        for (int i = first; i < size(); i++) {
            kinds.get(i).load(code, slot(i, kinds.get(i)));
        }
    }

    /** Whether {@link #dropBetween} has something to do. */
    boolean mustDrop(int height, int count) {
        return onStackFrom(height) != onStackFrom(size() - count);
    }
}

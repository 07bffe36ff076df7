// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trifola.wasm.runtime.FunctionCode;

/**
 * What the line numbers of a function's methods mean: places in its body. They have 16 bits; where that is not enough, each
 * method counts its instructions.
 */
final class LineNumbers {
    /** The line number of a method that has made a tail call, and of one that only calls another. */
    static final int LEFT = 65_535;

    /** The offset of what has no place. */
    static final int UNKNOWN = -1;

    private final int start;
    private final boolean isCounted;

    /** The offsets of instructions of long bodies, by method. */
    private final Map<String, List<Integer>> offsets = new HashMap<>();

    LineNumbers(FunctionCode function) {
        start = function.def().code().start();
        isCounted = function.def().code().length() >= LEFT - 1;
    }

    /** Forgets the lines of a method, which is written again. */
    void clear(String method) {
        offsets.remove(method);
    }

    /**
     * The line for an instruction of a method that is being written.
     *
     * @throws Unsupported when the method has too many instructions
     */
    int line(String method, int offset) {
        int line;
        if (isCounted) {
            List<Integer> counted = offsets.computeIfAbsent(method, _ -> new ArrayList<>());
            counted.add(offset);
            line = counted.size();
        } else {
            line = offset - start + 1;
        }
        if (line >= LEFT) {
            throw new Unsupported("more instructions than lines");
        }
        return line;
    }

    /** The offset in the module of the instruction with a line; {@link #UNKNOWN} if there is none. */
    int offset(String method, int line) {
        if (line <= 0 || line == LEFT) {
            return UNKNOWN;
        }
        return isCounted ? offsets.getOrDefault(method, List.of()).get(line - 1) : start + line - 1;
    }
}

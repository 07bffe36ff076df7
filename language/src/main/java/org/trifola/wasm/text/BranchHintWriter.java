// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.trifola.wasm.binary.ByteWriter;

/**
 * Collects branch hints and writes them as the content of the custom section {@code metadata.code.branch_hint}.
 *
 * <p>Branch hinting proposal, "Custom Section".
 */
final class BranchHintWriter {
    /** A hint at a position counted from the start of the function's code. */
    private record Hint(int offset, int value) {}

    private final TreeMap<Integer, List<Hint>> hints = new TreeMap<>();
    private int functionIndex;
    private int codeStart;

    /** Says which function the next hints belong to, and where its code starts. */
    void function(int index, int start) {
        functionIndex = index;
        codeStart = start;
    }

    /** Adds a hint for the instruction at a position: 1 for a branch that is likely, 0 for one that is not. */
    void add(int position, int value) {
        hints.computeIfAbsent(functionIndex, _ -> new ArrayList<>()).add(new Hint(position - codeStart, value));
    }

    /** Whether there are no hints. */
    boolean isEmpty() {
        return hints.isEmpty();
    }

    /** Writes the content of the section. */
    void write(ByteWriter out) {
        out.u32(hints.size());
        hints.forEach((function, list) -> {
            out.u32(function);
            out.u32(list.size());
            for (Hint hint : list) {
                out.u32(hint.offset);
                out.u32(1);
                out.u8(hint.value);
            }
        });
    }
}

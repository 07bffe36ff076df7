// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.InstructionReader;

/**
 * How a sequence of instructions is laid out.
 *
 * <p>Specification: 6.5 "Instructions", 6.5.11 "Folded Instructions".
 */
interface Layout {
    /** Prints the instructions of a body after the given margin, on lines of their own, but for the final {@code end}. */
    void body(int functionIndex, @Nullable String[] localIds, InstructionReader reader, String margin);

    /** Prints the instructions of a constant expression on the current line, but for the final {@code end}. */
    void expression(InstructionReader reader);
}

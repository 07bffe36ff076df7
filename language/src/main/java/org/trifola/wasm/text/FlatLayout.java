// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.Opcode;

/** Prints each instruction of a body on a line, in the order of the binary format. */
final class FlatLayout implements Layout {
    /** Deeper instructions are not indented further, so that the text stays linear in the size of the module. */
    static final int MAX_INDENTATION = 60;

    private final InstructionPrinter instructions;
    private final StringBuilder out;

    FlatLayout(InstructionPrinter instructions, StringBuilder out) {
        this.instructions = instructions;
        this.out = out;
    }

    @Override
    public void body(int functionIndex, @Nullable String[] localIds, InstructionReader reader, String margin) {
        instructions.enterFunction(functionIndex, localIds);
        while (!reader.atEnd()) {
            Opcode opcode = reader.next();
            if (!reader.atEnd()) {
                int outdent = continuesBlock(opcode) ? 1 : 0;
                out.append('\n').append(margin);
                out.repeat("  ", Math.min(MAX_INDENTATION, Math.max(0, instructions.depth() - outdent)));
                instructions.print(reader, out);
            }
        }
    }

    @Override
    public void expression(InstructionReader reader) {
        String separator = "";
        while (!reader.atEnd()) {
            reader.next();
            if (!reader.atEnd()) {
                out.append(separator);
                instructions.print(reader, out);
                separator = " ";
            }
        }
    }

    private static boolean continuesBlock(Opcode opcode) {
        return opcode instanceof ControlOpcode control
                && switch (control) {
                    case ELSE, CATCH, CATCH_ALL, DELEGATE, END -> true;
                    default -> false;
                };
    }
}

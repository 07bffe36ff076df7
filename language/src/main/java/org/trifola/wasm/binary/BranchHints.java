// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import java.util.HashMap;
import java.util.Map;
import org.trifola.wasm.syntax.CustomSection;
import org.trifola.wasm.syntax.FunctionDef;
import org.trifola.wasm.syntax.ModuleDef;

/**
 * What the custom section {@code metadata.code.branch_hint} says about the conditional branches of a module, so that their
 * first compilation knows the likely way without having counted.
 *
 * <p>A section that is malformed, or that stands behind the code, is ignored as a whole. Branch hinting proposal, "Custom
 * Section".
 */
public final class BranchHints {
    /** How likely a branch is taken. */
    public enum Hint {
        UNLIKELY,
        LIKELY,
        /** Nothing is said. */
        NONE
    }

    private static final String SECTION = "metadata.code.branch_hint";
    private static final BranchHints EMPTY = new BranchHints();

    /** The hints by the offset of the instruction in the module's bytes. */
    private final Map<Integer, Hint> hints = new HashMap<>();

    private BranchHints() {}

    /** No hints. */
    public static BranchHints none() {
        return EMPTY;
    }

    /** Reads the hints of a module. */
    public static BranchHints of(ModuleDef module) {
        CustomSection section = module.customSection(SECTION);
        if (section == null || module.functions().isEmpty() || section.start() > code(module, 0)) {
            return EMPTY;
        }
        try {
            BranchHints result = new BranchHints();
            result.read(module, new ByteReader(module.bytes(), section.start(), section.start() + section.length()));
            return result;
        } catch (MalformedException _) {
            return EMPTY;
        }
    }

    /** What is said about the instruction at an offset in the module's bytes. */
    public Hint at(int offset) {
        return hints.getOrDefault(offset, Hint.NONE);
    }

    private void read(ModuleDef module, ByteReader in) {
        int firstFunction = module.functions().getFirst().index();
        int functions = in.length(Integer.MAX_VALUE, "functions");
        int previous = -1;
        for (int i = 0; i < functions; i++) {
            int start = in.position();
            int function = in.u32();
            if (function <= previous || function < firstFunction) {
                throw new MalformedException(start, "no function of its own, or not in order");
            }
            if (function - firstFunction >= module.functions().size()) {
                throw new MalformedException(start, "unknown function");
            }
            readFunction(code(module, function - firstFunction), in);
            previous = function;
        }
        if (!in.atEnd()) {
            throw new MalformedException(in.position(), "section size mismatch");
        }
    }

    private void readFunction(int code, ByteReader in) {
        int count = in.length(Integer.MAX_VALUE, "hints");
        int previous = -1;
        for (int i = 0; i < count; i++) {
            int start = in.position();
            int offset = in.u32();
            int size = in.u32();
            int value = in.u8();
            if (offset <= previous || size != 1 || value > 1) {
                throw new MalformedException(start, "malformed branch hint");
            }
            hints.put(code + offset, value == 1 ? Hint.LIKELY : Hint.UNLIKELY);
            previous = offset;
        }
    }

    /** Where the code of a function with a body begins, the declarations of locals included. */
    private static int code(ModuleDef module, int definition) {
        FunctionDef function = module.functions().get(definition);
        return function.code().start();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The instruction table as a whole: look-up by code and by mnemonic over the enums of all sections. */
public final class Opcodes {
    /** Every instruction, section by section. */
    public static final List<Opcode> ALL = concat(
            ControlOpcode.values(),
            ParametricOpcode.values(),
            VariableOpcode.values(),
            TableOpcode.values(),
            MemoryOpcode.values(),
            ReferenceOpcode.values(),
            AggregateOpcode.values(),
            NumericOpcode.values(),
            VectorOpcode.values(),
            AtomicOpcode.values(),
            ContinuationOpcode.values());

    private static final int FIRST_PREFIX = 0xFB;
    private static final int PREFIXES = 4;
    private static final int MAX_SUBOPCODES = 512;
    private static final @Nullable Opcode[] ROWS = new @Nullable Opcode[(PREFIXES + 1) * MAX_SUBOPCODES];
    private static final @Nullable Shape[] SHAPES = new @Nullable Shape[ROWS.length];
    private static final Map<String, Opcode> BY_MNEMONIC = new HashMap<>();

    static {
        for (Opcode opcode : ALL) {
            int prefix = opcode.code() >>> 16;
            int row = prefix == 0 ? opcode.code() : row(prefix, opcode.code() & 0xFFFF);
            ROWS[row] = opcode;
            SHAPES[row] = opcode.shape();
            BY_MNEMONIC.putIfAbsent(opcode.mnemonic(), opcode);
        }
    }

    private Opcodes() {}

    private static List<Opcode> concat(Opcode[]... sections) {
        List<Opcode> all = new ArrayList<>();
        for (Opcode[] section : sections) {
            all.addAll(Arrays.asList(section));
        }
        return Collections.unmodifiableList(all);
    }

    /** Whether the byte starts an instruction whose number follows as a LEB128 integer. */
    public static boolean isPrefix(int leadingByte) {
        return leadingByte >= FIRST_PREFIX && leadingByte < FIRST_PREFIX + PREFIXES;
    }

    /** The instruction of a single byte (0 to 255), null when there is none. */
    public static @Nullable Opcode byCode(int leadingByte) {
        return ROWS[leadingByte];
    }

    /** The instruction of a prefix byte (see {@link #isPrefix}) and its unsigned subopcode, null when there is none. */
    public static @Nullable Opcode byCode(int prefix, int subopcode) {
        return ROWS[row(prefix, subopcode)];
    }

    /**
     * The place in the table of an instruction with a prefix byte (see {@link #isPrefix}), one without an instruction if
     * there is none; the place of an instruction of a single byte is that byte.
     */
    public static int row(int prefix, int subopcode) {
        return subopcode >= 0 && subopcode < MAX_SUBOPCODES
                ? (prefix - FIRST_PREFIX + 1) * MAX_SUBOPCODES + subopcode
                : MAX_SUBOPCODES - 1;
    }

    /** The instruction at a place in the table, null when there is none. */
    public static @Nullable Opcode atRow(int row) {
        return ROWS[row];
    }

    /** The shape of the instruction at a place in the table, null when there is none. */
    public static @Nullable Shape shapeAtRow(int row) {
        return SHAPES[row];
    }

    /** The first instruction with this name in the text format, null when there is none. */
    public static @Nullable Opcode byMnemonic(String mnemonic) {
        return BY_MNEMONIC.get(mnemonic);
    }
}

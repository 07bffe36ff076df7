// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The instruction table as a whole: look-up by code and by mnemonic over the enums of all sections. */
public final class Opcodes {
    /** Every instruction, section by section. */
    public static final List<Opcode> ALL = Stream.<Opcode[]>of(
                    ControlOpcode.values(),
                    ParametricOpcode.values(),
                    VariableOpcode.values(),
                    TableOpcode.values(),
                    MemoryOpcode.values(),
                    ReferenceOpcode.values(),
                    AggregateOpcode.values(),
                    NumericOpcode.values(),
                    VectorOpcode.values(),
                    AtomicOpcode.values())
            .flatMap(Arrays::stream)
            .toList();

    private static final int FIRST_PREFIX = 0xFB;
    private static final int PREFIXES = 4;
    private static final @Nullable Opcode[] ONE_BYTE = new @Nullable Opcode[256];
    private static final @Nullable Opcode[][] PREFIXED = new @Nullable Opcode[PREFIXES][512];
    private static final Map<String, Opcode> BY_MNEMONIC = new HashMap<>();

    static {
        for (Opcode opcode : ALL) {
            int prefix = opcode.code() >>> 16;
            if (prefix == 0) {
                ONE_BYTE[opcode.code()] = opcode;
            } else {
                PREFIXED[prefix - FIRST_PREFIX][opcode.code() & 0xFFFF] = opcode;
            }
            BY_MNEMONIC.putIfAbsent(opcode.mnemonic(), opcode);
        }
    }

    private Opcodes() {}

    /** Whether the byte starts an instruction whose number follows as a LEB128 integer. */
    public static boolean isPrefix(int leadingByte) {
        return leadingByte >= FIRST_PREFIX && leadingByte < FIRST_PREFIX + PREFIXES;
    }

    /** The instruction of a single byte (0 to 255), null when there is none. */
    public static @Nullable Opcode byCode(int leadingByte) {
        return ONE_BYTE[leadingByte];
    }

    /** The instruction of a prefix byte (see {@link #isPrefix}) and its unsigned subopcode, null when there is none. */
    public static @Nullable Opcode byCode(int prefix, int subopcode) {
        @Nullable Opcode[] table = PREFIXED[prefix - FIRST_PREFIX];
        return subopcode >= 0 && subopcode < table.length ? table[subopcode] : null;
    }

    /** The first instruction with this name in the text format, null when there is none. */
    public static @Nullable Opcode byMnemonic(String mnemonic) {
        return BY_MNEMONIC.get(mnemonic);
    }
}

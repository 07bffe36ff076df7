// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.Opcodes;

/**
 * All words of the text format and of scripts: the mnemonics of the instruction table, the types, and the words listed
 * here.
 *
 * <p>The lexer numbers the words, so that a token needs no string; a word that is not here is an unknown operator.
 * Specification: 6.3.1 "Tokens".
 */
final class Keywords {
    private static final String MODULE_WORDS = """
            module type rec sub final struct array field func param result local import export table memory
            global tag elem data start declare offset item mut shared pagesize ref null exact
            describes descriptor then do catch_ref
            catch_all_ref on i32 i64 f32 f64 v128 i8 i16 i8x16 i16x8 i32x4 i64x2 f32x4 f64x2
            """;
    private static final String SCRIPT_WORDS = """
            binary quote definition instance register invoke get assert_return assert_trap assert_exhaustion
            assert_exception assert_malformed assert_malformed_custom assert_invalid assert_invalid_custom
            assert_unlinkable either nan:canonical nan:arithmetic ref.extern ref.host ref.any ref.eq ref.struct
            ref.array ref.exn thread wait
            """;

    private static final String[] WORDS = allWords();
    private static final @Nullable Opcode[] OPCODES =
            Arrays.stream(WORDS).map(Opcodes::byMnemonic).toArray(Opcode[]::new);
    private static final byte[][] BYTES = Arrays.stream(WORDS)
            .map(word -> word.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
    private static final int TABLE_SIZE = 4096;
    private static final short[] TABLE = new short[TABLE_SIZE];

    static {
        Arrays.fill(TABLE, (short) -1);
        for (int i = 0; i < WORDS.length; i++) {
            int slot = hash(BYTES[i], 0, BYTES[i].length);
            while (TABLE[slot] >= 0) {
                slot = (slot + 1) % TABLE_SIZE;
            }
            TABLE[slot] = (short) i;
        }
    }

    private Keywords() {}

    private static String[] allWords() {
        Set<String> words = new LinkedHashSet<>();
        Collections.addAll(words, MODULE_WORDS.strip().split("\\s+", -1));
        Collections.addAll(words, SCRIPT_WORDS.strip().split("\\s+", -1));
        for (AbsHeapType type : AbsHeapType.values()) {
            words.add(type.toString());
            words.add(type.nullableReference());
        }
        for (Opcode opcode : Opcodes.ALL) {
            words.add(opcode.mnemonic());
        }
        return words.toArray(String[]::new);
    }

    /** The number of the word that stands in a range of bytes, -1 when it is none. */
    static int find(byte[] source, int start, int end) {
        for (int slot = hash(source, start, end); TABLE[slot] >= 0; slot = (slot + 1) % TABLE_SIZE) {
            byte[] word = BYTES[TABLE[slot]];
            if (Arrays.equals(word, 0, word.length, source, start, end)) {
                return TABLE[slot];
            }
        }
        return -1;
    }

    /** The text of a word. */
    static String text(int word) {
        return WORDS[word];
    }

    /** The first instruction that has this word as its mnemonic, null when there is none. */
    static @Nullable Opcode opcode(int word) {
        return OPCODES[word];
    }

    private static int hash(byte[] source, int start, int end) {
        int hash = end - start;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + source[i];
        }
        return (hash ^ hash >>> 15) & TABLE_SIZE - 1;
    }
}

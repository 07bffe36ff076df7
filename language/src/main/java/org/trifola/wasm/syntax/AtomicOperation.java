// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import java.util.Locale;

/**
 * What an atomic instruction does, whatever the width of its access and the type of its numbers.
 *
 * <p>Threads proposal, "Atomic Memory Instructions".
 */
public enum AtomicOperation {
    NOTIFY,
    WAIT,
    FENCE,
    LOAD,
    STORE,
    ADD,
    SUB,
    AND,
    OR,
    XOR,
    XCHG,
    CMPXCHG;

    /** The operation that the last word of a mnemonic begins with: {@code ADD} for {@code i64.atomic.rmw8.add_u}. */
    static AtomicOperation of(String mnemonic) {
        String word = mnemonic.substring(mnemonic.lastIndexOf('.') + 1);
        int end = 0;
        while (end < word.length() && Character.isLetter(word.charAt(end))) {
            end++;
        }
        return valueOf(word.substring(0, end).toUpperCase(Locale.ROOT));
    }
}

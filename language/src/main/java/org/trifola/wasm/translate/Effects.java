// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

/**
 * What the evaluation of a tree reads and writes: frame slots and parts of the machine's state.
 *
 * <p>Two evaluations may change places if neither writes what the other reads or writes. Traps are part of this: an
 * instruction that may trap writes {@link #CONTROL}, one whose effect outlives a trap reads it. Loads among each other may
 * change places although they may trap; so they read a part of their own, {@link #LOAD}, which everything else that
 * traps or outlives a trap writes. Slots share the remaining bits, which can only make the answer more careful.
 *
 * @param reads the parts read, one bit each
 * @param writes the parts written
 */
record Effects(long reads, long writes) {
    private static final long MEMORY = 1;
    private static final long GLOBALS = 2;
    private static final long TABLES = 4;
    private static final long CONTROL = 8;
    private static final long LOAD = 16;
    private static final int STATE_BITS = 5;
    private static final int SLOT_BITS = 64 - STATE_BITS;
    private static final long STATE = (1L << STATE_BITS) - 1;

    /** No effect at all. */
    static final Effects PURE = new Effects(0, 0);

    /** An instruction that may trap and does nothing else. */
    static final Effects TRAP = new Effects(0, CONTROL | LOAD);

    /** A read of memory that may trap. */
    static final Effects MEMORY_LOAD = new Effects(MEMORY | LOAD, 0);

    /** A read of memory's size. */
    static final Effects MEMORY_SIZE = new Effects(MEMORY, 0);

    /** A write to memory that may trap. */
    static final Effects MEMORY_STORE = new Effects(MEMORY | CONTROL, MEMORY | CONTROL | LOAD);

    /** A read of a mutable global. */
    static final Effects GLOBAL_GET = new Effects(GLOBALS, 0);

    /** A write to a global. */
    static final Effects GLOBAL_SET = new Effects(CONTROL, GLOBALS | LOAD);

    /** A read of a table that may trap. */
    static final Effects TABLE_GET = new Effects(TABLES, CONTROL | LOAD);

    /** A read of a table's size. */
    static final Effects TABLE_SIZE = new Effects(TABLES, 0);

    /** A write to a table that may trap. */
    static final Effects TABLE_SET = new Effects(TABLES | CONTROL, TABLES | CONTROL | LOAD);

    /** Anything but access to slots: a call. */
    static final Effects CALL = new Effects(STATE, STATE);

    /** A write of a local where a handler of exceptions can see it. */
    static final Effects VISIBLE = new Effects(CONTROL, 0);

    /** A branch: whatever has an effect must have happened before, whatever has none may come later. */
    static final Effects BRANCH = new Effects(-1, LOAD);

    /** A read of a slot. */
    static Effects readOf(int slot) {
        return new Effects(bit(slot), 0);
    }

    /** A write of a slot. */
    static Effects writeOf(int slot) {
        return new Effects(0, bit(slot));
    }

    private static long bit(int slot) {
        return 1L << STATE_BITS + slot % SLOT_BITS;
    }

    /** Both effects. */
    Effects and(Effects other) {
        return other == PURE ? this : new Effects(reads | other.reads, writes | other.writes);
    }

    /** Whether the two evaluations must keep their order. */
    boolean conflictsWith(Effects other) {
        return (writes & (other.reads | other.writes)) != 0 || (reads & other.writes) != 0;
    }

    /** Whether the evaluation can be left out when nobody needs its value. */
    boolean canBeDropped() {
        return writes == 0 && (reads & LOAD) == 0;
    }
}

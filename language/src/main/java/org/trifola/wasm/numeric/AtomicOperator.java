// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * What an atomic read-modify-write instruction does with the number in memory and its operand.
 *
 * <p>Specification: threads proposal, {@code exec-atomic-rmw}.
 */
public enum AtomicOperator {
    /** Their sum. */
    ADD,
    /** The number minus the operand. */
    SUB,
    /** The bits of both. */
    AND,
    /** The bits of either. */
    OR,
    /** The bits of one but not the other. */
    XOR,
    /** The operand. */
    XCHG;

    /** The number to write. */
    public long apply(long old, long operand) {
        return switch (this) {
            case ADD -> old + operand;
            case SUB -> old - operand;
            case AND -> old & operand;
            case OR -> old | operand;
            case XOR -> old ^ operand;
            case XCHG -> operand;
        };
    }
}

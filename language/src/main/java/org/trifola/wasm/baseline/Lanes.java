// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

/**
 * A vector in variables, lane by lane from the least significant.
 *
 * <p>Vectors may share variables: none is written to as long as one that is an operand has it.
 *
 * @param shape how the lanes are held
 * @param slots the variables of the lanes
 */
record Lanes(LaneShape shape, int... slots) {
    /** Whether a variable belongs to the vector. */
    boolean has(int slot) {
        for (int own : slots) {
            if (own == slot) {
                return true;
            }
        }
        return false;
    }

    /** Whether the vectors have a variable in common. */
    boolean shares(Lanes other) {
        for (int slot : slots) {
            if (other.has(slot)) {
                return true;
            }
        }
        return false;
    }
}

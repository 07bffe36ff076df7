// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * A defined type named by its index in the type section of the module at hand.
 *
 * <p>Specification: 2.5.1 "Indices".
 *
 * @param index the type index, an unsigned 32-bit number
 */
public record TypeIndex(int index) implements HeapType {
    @Override
    public String toString() {
        return Integer.toUnsignedString(index);
    }
}

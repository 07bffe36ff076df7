// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * A defined type named by its position inside the recursive group that is being described; it only occurs while types
 * are brought into canonical form.
 *
 * <p>Specification: 3.1.2 "Type Use", rolling and unrolling.
 *
 * @param index the position in the group, from 0
 */
public record RecIndex(int index) implements HeapType {
    @Override
    public String toString() {
        return "rec." + index;
    }
}

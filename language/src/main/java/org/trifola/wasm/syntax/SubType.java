// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import java.util.List;

/**
 * A composite type with its declared supertypes; no type may extend a final one.
 *
 * <p>Specification: 2.3.11 "Recursive Types".
 *
 * @param supertypes the declared supertypes, at most one in a valid module
 */
public record SubType(boolean isFinal, List<HeapType> supertypes, CompType compType) {
    public SubType {
        supertypes = List.copyOf(supertypes);
    }
}

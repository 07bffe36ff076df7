// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A composite type with its declared supertypes; no type may extend a final one.
 *
 * <p>Specification: 2.3.11 "Recursive Types"; the proposal Custom Descriptors: "Custom Descriptor Definitions".
 *
 * @param supertypes the declared supertypes, at most one in a valid module
 * @param described the type whose objects have objects of this type for descriptors, null for most types
 * @param descriptor the type of the descriptor that each object of this type has, null for most types
 */
public record SubType(
        boolean isFinal,
        List<HeapType> supertypes,
        @Nullable HeapType described,
        @Nullable HeapType descriptor,
        CompType compType) {
    public SubType {
        supertypes = List.copyOf(supertypes);
    }

    /** A type that has nothing to do with descriptors. */
    public SubType(boolean isFinal, List<HeapType> supertypes, CompType compType) {
        this(isFinal, supertypes, null, null, compType);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * What a reference refers to: an abstract kind of object, or an object of a type that a module defines.
 *
 * <p>Specification: 2.3.3 "Heap Types". A defined type appears in two forms: as the index a module writes
 * ({@link TypeIndex}) and closed, independent of any module ({@link DefType}); {@link ExactType} has either without subtypes.
 */
public sealed interface HeapType permits AbsHeapType, TypeIndex, DefType, ExactType {
    /** The type with its subtypes, where this one is a type without them. */
    default HeapType inexact() {
        return this;
    }
}

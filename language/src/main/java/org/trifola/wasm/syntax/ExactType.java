// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * A defined type without its subtypes: what a reference to a new object refers to.
 *
 * <p>It tells which descriptor an object has, so that no object can be made with the descriptor of a subtype. The proposal
 * Custom Descriptors: "Exact Types".
 *
 * @param type a {@link TypeIndex} in a module, a {@link DefType} once the types are closed
 */
public record ExactType(HeapType type) implements HeapType {
    @Override
    public HeapType inexact() {
        return type;
    }

    @Override
    public String toString() {
        return "(exact " + type + ")";
    }
}

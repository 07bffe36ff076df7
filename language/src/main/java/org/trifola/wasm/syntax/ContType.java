// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * The type of a continuation: what it takes to go on, and what it gives back at its end.
 *
 * <p>It comes from the proposal Stack Switching: "Types".
 *
 * @param function the function type, a {@link TypeIndex} in a module, a {@link DefType} once the types are closed
 */
public record ContType(HeapType function) implements CompType {
    /** The parameters and results, once the types are closed. */
    public FuncType funcType() {
        return ((DefType) function).funcType();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * A tag: the function type whose parameters are the payload of its exceptions.
 *
 * <p>Specification: 2.3.16 "Tag Types".
 *
 * @param type a {@link TypeIndex} in a module, a {@link DefType} once the types are closed
 */
public record TagType(HeapType type) implements ExternType {
    @Override
    public ExternKind kind() {
        return ExternKind.TAG;
    }
}

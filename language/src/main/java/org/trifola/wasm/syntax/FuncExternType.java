// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * A function as import or export: its type is a defined type.
 *
 * <p>Specification: 2.3.17 "External Types".
 *
 * @param type a {@link TypeIndex} in a module, a {@link DefType} once the types are closed
 */
public record FuncExternType(HeapType type) implements ExternType {
    @Override
    public ExternKind kind() {
        return ExternKind.FUNC;
    }
}

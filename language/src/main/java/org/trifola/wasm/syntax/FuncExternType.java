// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * A function as import or export: its type is a defined type, maybe an exact one.
 *
 * <p>Specification: 2.3.17 "External Types"; the proposal Custom Descriptors: "Exact Function Imports".
 *
 * @param type a {@link TypeIndex} in a module, a {@link DefType} once the types are closed, or an {@link ExactType} of
 *     either
 */
public record FuncExternType(HeapType type) implements ExternType {
    /** The type index, an error of the caller for a closed type. */
    public int typeIndex() {
        return ((TypeIndex) type.inexact()).index();
    }

    /** The function type, an error of the caller unless the type is closed. */
    public FuncType funcType() {
        return ((DefType) type.inexact()).funcType();
    }

    /** Whether the function has this type and no subtype of it. */
    public boolean isExact() {
        return type instanceof ExactType;
    }

    @Override
    public ExternKind kind() {
        return ExternKind.FUNC;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * The type of a table.
 *
 * <p>Specification: 2.3.14 "Table Types".
 */
public record TableType(AddressType addressType, Limits limits, RefType elementType) implements ExternType {
    @Override
    public ExternKind kind() {
        return ExternKind.TABLE;
    }

    @Override
    public String toString() {
        return (addressType == AddressType.I64 ? "i64 " : "") + limits + " " + elementType;
    }
}

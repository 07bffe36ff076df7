// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * The type of the addresses of a memory or the indices of a table.
 *
 * <p>Specification: 2.3.6 "Address Types".
 */
public enum AddressType {
    I32(NumType.I32),
    I64(NumType.I64);

    private final NumType numType;

    AddressType(NumType numType) {
        this.numType = numType;
    }

    /** The same type as a value type. */
    public NumType numType() {
        return numType;
    }

    @Override
    public String toString() {
        return numType.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * The type of a global variable.
 *
 * <p>Specification: 2.3.15 "Global Types".
 */
public record GlobalType(ValType valType, boolean mutable) implements ExternType {
    @Override
    public ExternKind kind() {
        return ExternKind.GLOBAL;
    }

    @Override
    public String toString() {
        return mutable ? "(mut " + valType + ")" : valType.toString();
    }
}

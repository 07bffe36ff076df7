// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * The vector types: there is one.
 *
 * <p>Specification: 2.3.2 "Vector Types".
 */
public enum VecType implements ValType {
    V128;

    @Override
    public boolean isDefaultable() {
        return true;
    }

    /** The keyword of the text format. */
    @Override
    public String toString() {
        return "v128";
    }
}

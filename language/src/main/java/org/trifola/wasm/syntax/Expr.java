// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * An instruction sequence in the module's bytes, up to and including its {@code end}.
 *
 * <p>Specification: 2.4.9 "Expressions".
 *
 * @param start the position of the first instruction in the module's bytes
 * @param end the position after the final {@code end}
 */
public record Expr(int start, int end) {
    /** How many bytes it takes. */
    public int length() {
        return end - start;
    }
}

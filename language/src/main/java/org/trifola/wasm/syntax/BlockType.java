// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * The type of a structured block.
 *
 * <p>Specification: 2.4.8 "Control Instructions", block types.
 */
public sealed interface BlockType {
    /** {@code [] -> []}. */
    record Empty() implements BlockType {
        /** The only value anyone needs. */
        public static final Empty INSTANCE = new Empty();
    }

    /** {@code [] -> [type]}. */
    record Result(ValType type) implements BlockType {}

    /** The function type with this index. */
    record Indexed(int typeIndex) implements BlockType {}
}

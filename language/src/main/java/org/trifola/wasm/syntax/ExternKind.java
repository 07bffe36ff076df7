// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * The kinds of definitions that modules import and export, with the byte of the binary format as ordinal.
 *
 * <p>Specification: 5.5.5 "Import Section".
 */
public enum ExternKind {
    FUNC("func"),
    TABLE("table"),
    MEMORY("memory"),
    GLOBAL("global"),
    TAG("tag");

    private final String text;

    ExternKind(String text) {
        this.text = text;
    }

    /** The keyword of the text format. */
    @Override
    public String toString() {
        return text;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * A handler of {@code try_table}: which exceptions it takes and where it branches to.
 *
 * <p>Specification: 2.4.8 "Control Instructions", catch clauses.
 *
 * @param tagIndex the tag of {@link Kind#CATCH} and {@link Kind#CATCH_REF}, -1 for the others
 * @param labelIndex counted from outside the {@code try_table}
 */
public record CatchClause(Kind kind, int tagIndex, int labelIndex) {
    /** The kinds of handlers, with the byte of the binary format as ordinal. */
    public enum Kind {
        CATCH("catch"),
        CATCH_REF("catch_ref"),
        CATCH_ALL("catch_all"),
        CATCH_ALL_REF("catch_all_ref");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Whether the handler asks for a certain tag. */
        public boolean hasTag() {
            return this == CATCH || this == CATCH_REF;
        }

        /** Whether the handler also gets the exception itself. */
        public boolean hasReference() {
            return this == CATCH_REF || this == CATCH_ALL_REF;
        }

        /** The keyword of the text format. */
        @Override
        public String toString() {
            return text;
        }
    }
}

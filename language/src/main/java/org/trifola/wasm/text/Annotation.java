// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import org.jspecify.annotations.Nullable;

/**
 * The annotations that mean something to the parser; all others are white space.
 *
 * <p>Specification: 6.3.5 "Annotations" and 7.4 "Custom Sections and Annotations"; branch hints from their proposal.
 */
enum Annotation {
    NAME("name"),
    CUSTOM("custom"),
    BRANCH_HINT("metadata.code.branch_hint");

    private final String id;

    Annotation(String id) {
        this.id = id;
    }

    /** The annotation with this id, null for one that is white space. */
    static @Nullable Annotation of(String id) {
        for (Annotation annotation : values()) {
            if (annotation.id.equals(id)) {
                return annotation;
            }
        }
        return null;
    }

    /** The id, which is also the name of the custom section that a branch hint goes to. */
    String id() {
        return id;
    }

    /** The beginning of messages about this annotation. */
    String message(String problem) {
        return "@" + id + " annotation: " + problem;
    }

    @Override
    public String toString() {
        return "@" + id;
    }
}

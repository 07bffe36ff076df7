// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.FuncType;

/**
 * A tag of exceptions; two tags of one type are different tags.
 *
 * <p>Specification: 4.2.13 "Tag Instances".
 */
public final class Tag extends Extern {
    private final DefType type;

    /** A new tag. */
    public Tag(DefType type) {
        this.type = type;
    }

    /** The function type whose parameters are the payload. */
    public DefType type() {
        return type;
    }

    /** The types of the payload. */
    public FuncType funcType() {
        return type.funcType();
    }
}

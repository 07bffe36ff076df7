// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.interop.TruffleObject;
import org.trifola.wasm.syntax.DefType;

/**
 * A structure; its fields are in a generated subclass with a field of the right type for each, see {@link StructLayout}.
 *
 * <p>Specification: 4.2.16 "Aggregate Instances".
 */
public class Struct implements TruffleObject {
    private final StructLayout layout;
    private final DefType type;

    /** Called by the generated subclasses. */
    public Struct(StructLayout layout) {
        this.layout = layout;
        type = layout.type();
    }

    /** Where the fields are. */
    public final StructLayout layout() {
        return layout;
    }

    /** The type, canonical. */
    public final DefType type() {
        return type;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.staticobject.StaticProperty;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.RefType;

/**
 * Tells whether a reference is to a structure with a certain descriptor, in constant time.
 *
 * <p>The proposal Custom Descriptors: {@code ref.cast_desc_eq}. A descriptor describes structures of exactly one type, so a
 * structure that has it is of that type.
 */
public final class DescriptorTest {
    private final boolean nullable;
    private final DefType type;
    private final StaticProperty place;

    private DescriptorTest(boolean nullable, StructLayout layout) {
        this.nullable = nullable;
        type = layout.type();
        place = layout.descriptorProperty();
    }

    /** A test for a closed type of structures that have a descriptor. */
    public static DescriptorTest of(RefType type, Upcalls upcalls) {
        DefType described = (DefType) type.heapType().inexact();
        return new DescriptorTest(type.nullable(), upcalls.structLayout(described));
    }

    /** Whether the reference has the descriptor, or is null and may be so. */
    public boolean matches(@Nullable Object reference, Object descriptor) {
        if (reference == null) {
            return nullable;
        }
        return reference instanceof Struct struct
                && struct.type().isSubtypeOf(type)
                && place.getObject(struct) == descriptor;
    }
}

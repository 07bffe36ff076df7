// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.interop.Kind;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.FieldType;

/**
 * A structure; its fields are in a generated subclass with a field of the right type for each, see {@link StructLayout}.
 *
 * <p>Specification: 4.2.16 "Aggregate Instances".
 */
public class Struct extends Aggregate {
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

    @Override
    public final DefType type() {
        return type;
    }

    @Override
    public final int size() {
        return layout.fields().size();
    }

    @Override
    public final FieldType fieldType(int index) {
        return layout.fields().get(index);
    }

    @Override
    public final @Nullable Object getField(int index) {
        return layout.get(this, index);
    }

    @Override
    public final void setField(int index, @Nullable Object value) {
        layout.set(this, index, value);
    }

    /** The descriptor, null for a type without one. */
    public final @Nullable Object descriptor() {
        return type.descriptor() == null ? null : layout.descriptorProperty().getObject(this);
    }

    @Override
    public final Kind kind() {
        return Kind.STRUCT;
    }
}

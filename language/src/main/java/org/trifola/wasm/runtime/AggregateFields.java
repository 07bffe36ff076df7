// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.interop.Kind;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.FieldType;

/** What {@link Aggregate} asks of its subclasses; it has no abstract methods, since Truffle generates no classes below such. */
interface AggregateFields {
    /** The type, canonical. */
    DefType type();

    /** The number of fields or elements. */
    int size();

    /** The type of a field or element. */
    FieldType fieldType(int index);

    /** A field or element in boxed form; a packed one with its sign. */
    @Nullable
    Object getField(int index);

    /** Sets a field or element from its boxed form. */
    void setField(int index, @Nullable Object value);

    /** What kind of object this is. */
    Kind kind();
}

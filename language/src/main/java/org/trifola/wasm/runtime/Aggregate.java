// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.utilities.TriState;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.WasmLanguage;
import org.trifola.wasm.syntax.FieldType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.PackedType;

/**
 * A structure or an array as other languages see it: opaque, as the JavaScript API wants it; {@link AggregateView} shows its
 * fields.
 *
 * <p>Specification: 4.2.16 "Aggregate Instances".
 */
@ExportLibrary(InteropLibrary.class)
public abstract class Aggregate implements TruffleObject, AggregateFields {
    /** How many fields a text shows. */
    private static final int MAX_SHOWN = 10;

    /** For subclasses. */
    protected Aggregate() {}

    /** A field or element as other languages see it. */
    final Object toHost(int index) {
        @Nullable Object value = getField(index);
        if (value instanceof Integer number && fieldType(index).storage() instanceof PackedType packed) {
            return number & (packed == PackedType.I8 ? 0xFF : 0xFFFF);
        }
        return HostValues.toHost(value);
    }

    static @Nullable Object fromHost(FieldType field, Object value) throws ToWasmNode.UnfitValue {
        if (!(field.storage() instanceof PackedType packed)) {
            return ToWasmNode.convert(field.unpacked(), value);
        }
        @Nullable Object number = ToWasmNode.convert(NumType.I32, value);
        int bits = 8 * packed.bytes();
        if (!(number instanceof Integer integer) || integer < -(1 << bits - 1) || integer >= 1 << bits) {
            throw new ToWasmNode.UnfitValue();
        }
        return integer;
    }

    @ExportMessage
    public final boolean hasMetaObject() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    public final Object getMetaObject() {
        return kind();
    }

    @ExportMessage
    public final TriState isIdenticalOrUndefined(Object other) {
        return TriState.valueOf(this == other);
    }

    @ExportMessage
    @TruffleBoundary
    public final int identityHashCode() {
        return System.identityHashCode(this);
    }

    @ExportMessage
    public final boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    public final Class<? extends TruffleLanguage<?>> getLanguage() {
        return WasmLanguage.class;
    }

    /** The fields without those of their own, since an aggregate may hold itself. */
    @ExportMessage
    @TruffleBoundary
    public final Object toDisplayString(boolean allowSideEffects) {
        StringBuilder text = new StringBuilder(type().toString()).append('(');
        for (int i = 0; i < Math.min(size(), MAX_SHOWN); i++) {
            Object value = toHost(i);
            text.append(i == 0 ? "" : ", ");
            text.append(value instanceof Aggregate other ? other.type() + "(…)" : HostValues.text(value));
        }
        return text.append(size() > MAX_SHOWN ? ", … " + size() + " in all)" : ")")
                .toString();
    }
}

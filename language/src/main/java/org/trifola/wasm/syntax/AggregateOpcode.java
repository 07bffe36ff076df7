// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import static org.trifola.wasm.syntax.Feature.CUSTOM_DESCRIPTORS;
import static org.trifola.wasm.syntax.Feature.GC;
import static org.trifola.wasm.syntax.Immediates.NONE;
import static org.trifola.wasm.syntax.Immediates.TYPE;
import static org.trifola.wasm.syntax.Immediates.TYPE_COUNT;
import static org.trifola.wasm.syntax.Immediates.TYPE_DATA;
import static org.trifola.wasm.syntax.Immediates.TYPE_ELEM;
import static org.trifola.wasm.syntax.Immediates.TYPE_FIELD;
import static org.trifola.wasm.syntax.Immediates.TYPE_TYPE;
import static org.trifola.wasm.syntax.Shape.untyped;

/**
 * Aggregate instructions: structures, arrays, unboxed scalars and external conversion.
 *
 * <p>Specification: 2.4 "Aggregate Instructions".
 */
public enum AggregateOpcode implements Opcode {
    // format:off
    STRUCT_NEW              (0xFB_0000, "struct.new",              untyped(TYPE).inConstants(),            GC),
    STRUCT_NEW_DEFAULT      (0xFB_0001, "struct.new_default",      untyped(TYPE).inConstants(),            GC),
    STRUCT_GET              (0xFB_0002, "struct.get",              untyped(TYPE_FIELD).trapping(),         GC),
    STRUCT_GET_S            (0xFB_0003, "struct.get_s",            untyped(TYPE_FIELD).trapping(),         GC),
    STRUCT_GET_U            (0xFB_0004, "struct.get_u",            untyped(TYPE_FIELD).trapping(),         GC),
    STRUCT_SET              (0xFB_0005, "struct.set",              untyped(TYPE_FIELD).trapping(),         GC),
    ARRAY_NEW               (0xFB_0006, "array.new",               untyped(TYPE).inConstants(),            GC),
    ARRAY_NEW_DEFAULT       (0xFB_0007, "array.new_default",       untyped(TYPE).inConstants(),            GC),
    ARRAY_NEW_FIXED         (0xFB_0008, "array.new_fixed",         untyped(TYPE_COUNT).inConstants(),      GC),
    ARRAY_NEW_DATA          (0xFB_0009, "array.new_data",          untyped(TYPE_DATA).trapping(),          GC),
    ARRAY_NEW_ELEM          (0xFB_000A, "array.new_elem",          untyped(TYPE_ELEM).trapping(),          GC),
    ARRAY_GET               (0xFB_000B, "array.get",               untyped(TYPE).trapping(),               GC),
    ARRAY_GET_S             (0xFB_000C, "array.get_s",             untyped(TYPE).trapping(),               GC),
    ARRAY_GET_U             (0xFB_000D, "array.get_u",             untyped(TYPE).trapping(),               GC),
    ARRAY_SET               (0xFB_000E, "array.set",               untyped(TYPE).trapping(),               GC),
    ARRAY_LEN               (0xFB_000F, "array.len",               untyped(NONE).trapping(),               GC),
    ARRAY_FILL              (0xFB_0010, "array.fill",              untyped(TYPE).trapping(),               GC),
    ARRAY_COPY              (0xFB_0011, "array.copy",              untyped(TYPE_TYPE).trapping(),          GC),
    ARRAY_INIT_DATA         (0xFB_0012, "array.init_data",         untyped(TYPE_DATA).trapping(),          GC),
    ARRAY_INIT_ELEM         (0xFB_0013, "array.init_elem",         untyped(TYPE_ELEM).trapping(),          GC),
    ANY_CONVERT_EXTERN      (0xFB_001A, "any.convert_extern",      untyped(NONE).inConstants(),            GC),
    EXTERN_CONVERT_ANY      (0xFB_001B, "extern.convert_any",      untyped(NONE).inConstants(),            GC),
    REF_I31                 (0xFB_001C, "ref.i31",                 untyped(NONE).inConstants(),            GC),
    I31_GET_S               (0xFB_001D, "i31.get_s",               untyped(NONE).trapping(),               GC),
    I31_GET_U               (0xFB_001E, "i31.get_u",               untyped(NONE).trapping(),               GC),
    STRUCT_NEW_DESC         (0xFB_0020, "struct.new_desc",         untyped(TYPE).inConstants().trapping(), CUSTOM_DESCRIPTORS),
    STRUCT_NEW_DEFAULT_DESC (0xFB_0021, "struct.new_default_desc", untyped(TYPE).inConstants().trapping(), CUSTOM_DESCRIPTORS);
    // format:on

    private final int code;
    private final String mnemonic;
    private final Shape shape;
    private final Feature feature;

    AggregateOpcode(int code, String mnemonic, Shape shape, Feature feature) {
        this.code = code;
        this.mnemonic = mnemonic;
        this.shape = shape;
        this.feature = feature;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String mnemonic() {
        return mnemonic;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public Feature feature() {
        return feature;
    }
}

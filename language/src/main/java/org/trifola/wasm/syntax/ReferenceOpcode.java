// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import static org.trifola.wasm.syntax.Feature.BULK_MEMORY_AND_REF_TYPES;
import static org.trifola.wasm.syntax.Feature.CUSTOM_DESCRIPTORS;
import static org.trifola.wasm.syntax.Feature.GC;
import static org.trifola.wasm.syntax.Feature.TYPED_FUNCTION_REFERENCES;
import static org.trifola.wasm.syntax.Immediates.FUNCTION;
import static org.trifola.wasm.syntax.Immediates.HEAP_TYPE;
import static org.trifola.wasm.syntax.Immediates.NONE;
import static org.trifola.wasm.syntax.Immediates.TYPE;
import static org.trifola.wasm.syntax.Shape.untyped;

/**
 * Reference instructions: null references, function references, casts.
 *
 * <p>Specification: 2.4 "Reference Instructions". The casts stand twice, as in the binary format: {@code _NULL} casts to a nullable type.
 */
public enum ReferenceOpcode implements Opcode {
    // format:off
    REF_NULL              (0xD0,      "ref.null",         untyped(HEAP_TYPE).inConstants(), BULK_MEMORY_AND_REF_TYPES),
    REF_IS_NULL           (0xD1,      "ref.is_null",      untyped(NONE),                    BULK_MEMORY_AND_REF_TYPES),
    REF_FUNC              (0xD2,      "ref.func",         untyped(FUNCTION).inConstants(),  BULK_MEMORY_AND_REF_TYPES),
    REF_EQ                (0xD3,      "ref.eq",           untyped(NONE),                    GC),
    REF_AS_NON_NULL       (0xD4,      "ref.as_non_null",  untyped(NONE).trapping(),         TYPED_FUNCTION_REFERENCES),
    REF_TEST              (0xFB_0014, "ref.test",         untyped(HEAP_TYPE),               GC),
    REF_TEST_NULL         (0xFB_0015, "ref.test",         untyped(HEAP_TYPE),               GC),
    REF_CAST              (0xFB_0016, "ref.cast",         untyped(HEAP_TYPE).trapping(),    GC),
    REF_CAST_NULL         (0xFB_0017, "ref.cast",         untyped(HEAP_TYPE).trapping(),    GC),
    REF_GET_DESC          (0xFB_0022, "ref.get_desc",     untyped(TYPE).trapping(),         CUSTOM_DESCRIPTORS),
    REF_CAST_DESC_EQ      (0xFB_0023, "ref.cast_desc_eq", untyped(HEAP_TYPE).trapping(),    CUSTOM_DESCRIPTORS),
    REF_CAST_DESC_EQ_NULL (0xFB_0024, "ref.cast_desc_eq", untyped(HEAP_TYPE).trapping(),    CUSTOM_DESCRIPTORS);
    // format:on

    private final int code;
    private final String mnemonic;
    private final Shape shape;
    private final Feature feature;

    ReferenceOpcode(int code, String mnemonic, Shape shape, Feature feature) {
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

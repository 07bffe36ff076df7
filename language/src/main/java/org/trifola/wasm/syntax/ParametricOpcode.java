// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import static org.trifola.wasm.syntax.Feature.BULK_MEMORY_AND_REF_TYPES;
import static org.trifola.wasm.syntax.Immediates.NONE;
import static org.trifola.wasm.syntax.Immediates.TYPES;
import static org.trifola.wasm.syntax.Shape.untyped;

/**
 * Parametric instructions: they work on operands of any type.
 *
 * <p>Specification: 2.4 "Parametric Instructions".
 */
public enum ParametricOpcode implements Opcode {
    // format:off
    DROP     (0x1A, "drop",    untyped(NONE)),
    SELECT   (0x1B, "select",  untyped(NONE)),
    SELECT_T (0x1C, "select",  untyped(TYPES), BULK_MEMORY_AND_REF_TYPES);
    // format:on

    private final int code;
    private final String mnemonic;
    private final Shape shape;
    private final Feature feature;

    ParametricOpcode(int code, String mnemonic, Shape shape) {
        this(code, mnemonic, shape, Feature.CORE);
    }

    ParametricOpcode(int code, String mnemonic, Shape shape, Feature feature) {
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

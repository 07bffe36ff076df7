// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import static org.trifola.wasm.syntax.Immediates.GLOBAL;
import static org.trifola.wasm.syntax.Immediates.LOCAL;
import static org.trifola.wasm.syntax.Shape.untyped;

/**
 * Variable instructions: access to locals and globals.
 *
 * <p>Specification: 2.4 "Variable Instructions".
 */
public enum VariableOpcode implements Opcode {
    // format:off
    LOCAL_GET  (0x20, "local.get",   untyped(LOCAL)),
    LOCAL_SET  (0x21, "local.set",   untyped(LOCAL)),
    LOCAL_TEE  (0x22, "local.tee",   untyped(LOCAL)),
    GLOBAL_GET (0x23, "global.get",  untyped(GLOBAL).inConstants()),
    GLOBAL_SET (0x24, "global.set",  untyped(GLOBAL));
    // format:on

    private final int code;
    private final String mnemonic;
    private final Shape shape;
    private final Feature feature;

    VariableOpcode(int code, String mnemonic, Shape shape) {
        this(code, mnemonic, shape, Feature.CORE);
    }

    VariableOpcode(int code, String mnemonic, Shape shape, Feature feature) {
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

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import static org.trifola.wasm.syntax.Immediates.TAG;
import static org.trifola.wasm.syntax.Immediates.TYPE;
import static org.trifola.wasm.syntax.Immediates.TYPE_HANDLERS;
import static org.trifola.wasm.syntax.Immediates.TYPE_TAG;
import static org.trifola.wasm.syntax.Immediates.TYPE_TAG_HANDLERS;
import static org.trifola.wasm.syntax.Immediates.TYPE_TYPE;
import static org.trifola.wasm.syntax.Shape.untyped;

/**
 * Instructions that make, suspend and resume continuations, in order of opcode.
 *
 * <p>They come from the proposal Stack Switching: "Instructions".
 */
public enum ContinuationOpcode implements Opcode {
    // format:off
    CONT_NEW         (0xE0, "cont.new",         untyped(TYPE).trapping()),
    CONT_BIND        (0xE1, "cont.bind",        untyped(TYPE_TYPE).trapping()),
    SUSPEND          (0xE2, "suspend",          untyped(TAG).trapping()),
    RESUME           (0xE3, "resume",           untyped(TYPE_HANDLERS).trapping()),
    RESUME_THROW     (0xE4, "resume_throw",     untyped(TYPE_TAG_HANDLERS).trapping()),
    RESUME_THROW_REF (0xE5, "resume_throw_ref", untyped(TYPE_HANDLERS).trapping()),
    SWITCH           (0xE6, "switch",           untyped(TYPE_TAG).trapping());
    // format:on

    private final int code;
    private final String mnemonic;
    private final Shape shape;

    ContinuationOpcode(int code, String mnemonic, Shape shape) {
        this.code = code;
        this.mnemonic = mnemonic;
        this.shape = shape;
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
        return Feature.STACK_SWITCHING;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;
import java.util.List;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.ValType;

/**
 * A function of a WASI module.
 *
 * @param type its type; the one result, where there is one, is the error code
 * @param body what it does
 */
record WasiFunction(FuncType type, Body body) {
    /** A function that returns an error code. */
    static WasiFunction of(Body body, ValType... params) {
        return new WasiFunction(new FuncType(List.of(params), List.of(NumType.I32)), body);
    }

    /** A function that does not return. */
    static WasiFunction withoutReturn(Body body, ValType... params) {
        return new WasiFunction(new FuncType(List.of(params), List.of()), body);
    }

    /** What a function does. */
    @FunctionalInterface
    interface Body {
        /**
         * Runs the function; a normal return is error code {@link Errno#SUCCESS}.
         *
         * @throws WasiError to return another code
         * @throws IOException when the host fails, see {@link HostErrors}
         */
        void run(Wasi wasi, Arguments args) throws IOException;
    }
}

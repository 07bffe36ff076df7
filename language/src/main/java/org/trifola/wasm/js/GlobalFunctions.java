// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import org.trifola.wasm.interop.NullValue;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.Global;
import org.trifola.wasm.runtime.HostValues;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.ValType;

/** Globals. */
final class GlobalFunctions {
    private GlobalFunctions() {}

    /** A new global: type, whether it is mutable, value. */
    static Object alloc(WebAssemblyObject object, Arguments arguments) {
        ValType type = TypeNames.parse(arguments.string(0));
        if (type == null) {
            throw arguments.wrong(0, "the name of a type");
        }
        return Global.create(new GlobalType(type, arguments.bool(1)), arguments.wasmValue(2, type));
    }

    /** The value. */
    static Object read(WebAssemblyObject object, Arguments arguments) {
        return HostValues.toHost(arguments.get(0, Global.class).get());
    }

    /** Sets the value of a mutable global. */
    static Object write(WebAssemblyObject object, Arguments arguments) {
        Global global = arguments.get(0, Global.class);
        if (!global.type().mutable()) {
            throw new ArgumentError("the global is immutable");
        }
        global.set(arguments.wasmValue(1, global.type().valType()));
        return NullValue.INSTANCE;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.interop.NullValue;
import org.trifola.wasm.runtime.Array;
import org.trifola.wasm.runtime.Function;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.Struct;

/** References, and what JavaScript keeps with the objects of the engine: the identity of its wrappers is built on that. */
final class ReferenceFunctions {
    private ReferenceFunctions() {}

    /** The type of a function, with its index in the module that defines it. */
    static Object funcType(WebAssemblyObject object, Arguments arguments) {
        Function function = arguments.get(0, Function.class);
        int index = function.code() instanceof FunctionCode code ? code.index() : 0;
        return object.typeNames().ofFunction(index, function.funcType());
    }

    /** Whether any object is a function. */
    static Object isFunc(WebAssemblyObject object, Arguments arguments) {
        return arguments.get(0) instanceof Function;
    }

    /** Whether any object is a structure. */
    static Object isStruct(WebAssemblyObject object, Arguments arguments) {
        return arguments.get(0) instanceof Struct;
    }

    /** Whether any object is an array. */
    static Object isArray(WebAssemblyObject object, Arguments arguments) {
        return arguments.get(0) instanceof Array;
    }

    /** What JavaScript keeps with an object, null at first. */
    static Object embedderDataGet(WebAssemblyObject object, Arguments arguments) {
        @Nullable Object data = arguments.holder(0).embedderData();
        return data == null ? NullValue.INSTANCE : data;
    }

    /** Keeps something with an object. */
    static Object embedderDataSet(WebAssemblyObject object, Arguments arguments) {
        arguments.holder(0).setEmbedderData(arguments.get(1));
        return NullValue.INSTANCE;
    }
}

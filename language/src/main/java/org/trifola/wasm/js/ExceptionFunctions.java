// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.ExceptionObject;
import org.trifola.wasm.runtime.Tag;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.validation.TypeCanon;

/** Tags and exceptions, which GraalJS knows since release 25.1. */
final class ExceptionFunctions {
    private ExceptionFunctions() {}

    /** A new tag: its type, such as {@code (i32 externref)}. */
    static Object tagAlloc(WebAssemblyObject object, Arguments arguments) {
        FuncType type = TypeNames.parseTag(arguments.string(0));
        if (type == null) {
            throw arguments.wrong(0, "a list of types in parentheses");
        }
        return new Tag(TypeCanon.of(type));
    }

    /** The type of a tag. */
    static Object tagType(WebAssemblyObject object, Arguments arguments) {
        return object.typeNames().ofTag(arguments.get(0, Tag.class).funcType());
    }

    /** A new exception: tag, payload. */
    static Object exnAlloc(WebAssemblyObject object, Arguments arguments) {
        Tag tag = arguments.get(0, Tag.class);
        FuncType type = tag.funcType();
        if (arguments.count() - 1 != type.params().size()) {
            throw new ArgumentError("a payload of " + type.params().size() + " value(s) is expected but there are "
                    + (arguments.count() - 1));
        }
        @Nullable Object[] payload = new Object[type.params().size()];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = arguments.wasmValue(i + 1, type.params().get(i));
        }
        return new ExceptionObject(tag, payload, null);
    }

    /** The tag of an exception of WebAssembly; an error for any other exception. */
    static Object exnTag(WebAssemblyObject object, Arguments arguments) {
        if (arguments.get(0) instanceof ExceptionObject exception) {
            return exception.tag();
        }
        throw arguments.wrong(0, "an exception of WebAssembly");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.interop.NullValue;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.MemoryType;

/** Memories. JavaScript's buffers read and write the memory object itself. */
final class MemoryFunctions {
    private MemoryFunctions() {}

    /** A new memory: minimum, maximum, whether it is shared. */
    static Object alloc(WebAssemblyObject object, Arguments arguments) {
        boolean shared = arguments.count() > 2 && arguments.bool(2);
        Limits limits = Limits.between(arguments.unsigned(0), arguments.unsigned(1));
        Memory memory =
                Memory.create(new MemoryType(AddressType.I32, limits, shared, MemoryType.DEFAULT_PAGE_SIZE_LOG2));
        object.store().register(memory);
        return memory;
    }

    /** Adds pages and gives their number before. */
    static Object grow(WebAssemblyObject object, Arguments arguments) {
        Memory memory = arguments.get(0, Memory.class);
        long delta = arguments.unsigned(1);
        long oldPages = memory.grow(delta);
        if (oldPages < 0) {
            throw new ArgumentError("a memory of type " + memory.currentType() + " can not grow by "
                    + Long.toUnsignedString(delta) + " pages");
        }
        return (int) oldPages;
    }

    /** A shared memory as a direct buffer of Java; null for everything else. */
    static Object asByteBuffer(WebAssemblyObject object, Arguments arguments) {
        if (arguments.get(0) instanceof Memory memory && memory.type().shared()) {
            @Nullable ByteBuffer buffer = memory.asByteBuffer();
            return buffer == null ? NullValue.INSTANCE : object.store().asGuestValue(buffer);
        }
        return NullValue.INSTANCE;
    }

    /** Sets what is called after a memory has grown. */
    static Object setGrowCallback(WebAssemblyObject object, Arguments arguments) {
        object.callbacks().setGrow(arguments.get(arguments.count() - 1));
        return NullValue.INSTANCE;
    }

    /** Sets what wakes the threads that wait in JavaScript. */
    static Object setNotifyCallback(WebAssemblyObject object, Arguments arguments) {
        return NullValue.INSTANCE;
    }

    /** Sets what waits together with the threads of JavaScript. */
    static Object setWaitCallback(WebAssemblyObject object, Arguments arguments) {
        return NullValue.INSTANCE;
    }
}

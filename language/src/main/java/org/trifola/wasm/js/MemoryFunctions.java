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

    /** A new memory: minimum, maximum (negative for none), whether it is shared, whether it has 64-bit addresses. */
    static Object alloc(WebAssemblyObject object, Arguments arguments) {
        boolean shared = arguments.count() > 2 && arguments.bool(2);
        MemoryType type =
                new MemoryType(arguments.addressType(3), limits(arguments), shared, MemoryType.DEFAULT_PAGE_SIZE_LOG2);
        return object.store().newMemory(type);
    }

    private static Limits limits(Arguments arguments) {
        long min = arguments.unsigned(0);
        long max = arguments.unsigned(1);
        return max < 0 ? Limits.atLeast(min) : Limits.between(min, max);
    }

    /** The maximum number of pages, -1 without one. */
    static Object max(WebAssemblyObject object, Arguments arguments) {
        Limits limits = arguments.get(0, Memory.class).type().limits();
        return limits.hasMax() ? limits.max() : -1L;
    }

    /** Whether a memory has 64-bit addresses. */
    static Object hasAddressType64(WebAssemblyObject object, Arguments arguments) {
        return arguments.get(0, Memory.class).type().addressType() == AddressType.I64;
    }

    /** Adds pages and gives their number before. */
    static Object grow(WebAssemblyObject object, Arguments arguments) {
        Memory memory = arguments.get(0, Memory.class);
        long delta = arguments.unsigned(1);
        long oldPages = memory.grow(delta);
        if (oldPages < 0) {
            throw new ArgumentError("a memory of type " + memory.currentType() + " can not grow by "
                    + Long.toUnsignedString(delta) + " page(s)");
        }
        return number(memory.type().addressType(), oldPages);
    }

    /**
     * A memory as a direct buffer of Java, null for everything else.
     *
     * <p>Shared memories need it. JavaScript copies ranges into others through it too: TypedArray.set of a megabyte takes
     * 0.13 ms instead of 29 ms.
     */
    static Object asByteBuffer(WebAssemblyObject object, Arguments arguments) {
        if (arguments.get(0) instanceof Memory memory) {
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
        object.callbacks().setNotify(arguments.get(arguments.count() - 1));
        return NullValue.INSTANCE;
    }

    /** Sets what waits together with the threads of JavaScript. */
    static Object setWaitCallback(WebAssemblyObject object, Arguments arguments) {
        object.callbacks().setWait(arguments.get(arguments.count() - 1));
        return NullValue.INSTANCE;
    }

    /** A number of pages or elements: GraalJS takes it for the type that addresses have. */
    static Object number(AddressType type, long value) {
        return type == AddressType.I32 ? (Object) (int) value : (Object) value;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's calls that set address space aside without using memory, so that a linear memory grows in place.
 *
 * <p>Reserved pages can not be read or written until {@link #commit} makes them usable; they are zero then. The calls go
 * through the foreign function interface; where that is refused or the system is not POSIX, {@link #available} is false and
 * {@link MemoryBlock} falls back to copying.
 */
final class AddressSpace {
    private static final int PROT_NONE = 0;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE = 2;

    private static final @Nullable AddressSpace INSTANCE = create();

    private final MethodHandle mmap;
    private final MethodHandle mprotect;
    private final MethodHandle munmap;
    private final int mapFlags;

    private AddressSpace(Linker linker, boolean isMac) {
        mmap = downcall(
                linker,
                "mmap",
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG);
        mprotect = downcall(
                linker,
                "mprotect",
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT);
        munmap = downcall(linker, "munmap", ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
        int mapAnonymous = isMac ? 0x1000 : 0x20;
        int mapNoReserve = isMac ? 0x40 : 0x4000;
        mapFlags = MAP_PRIVATE | mapAnonymous | mapNoReserve;
    }

    @SuppressWarnings("restricted")
    private static MethodHandle downcall(Linker linker, String name, MemoryLayout result, MemoryLayout... parameters) {
        SymbolLookup lookup = linker.defaultLookup();
        MemorySegment symbol = lookup.find(name).orElseThrow();
        return linker.downcallHandle(symbol, FunctionDescriptor.of(result, parameters));
    }

    private static @Nullable AddressSpace create() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean isMac = system.contains("mac");
        if (!isMac && !system.contains("linux")) {
            return null;
        }
        try {
            AddressSpace result = new AddressSpace(Linker.nativeLinker(), isMac);
            long probe = result.reserve(1 << 16);
            return probe != 0 && result.commit(probe, 1 << 16) && result.release(probe, 1 << 16) ? result : null;
        } catch (RuntimeException | LinkageError _) {
            // No foreign function interface here (native image, restricted methods denied): memories will copy.
            return null;
        }
    }

    /** The interface to this system, null where address space can not be set aside. */
    static @Nullable AddressSpace available() {
        return INSTANCE;
    }

    /** Sets a range aside; 0 when the system refuses. */
    long reserve(long length) {
        try {
            long address = (long) mmap.invokeExact(0L, length, PROT_NONE, mapFlags, -1, 0L);
            return address == -1 ? 0 : address;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Makes a reserved range usable; false when the system has no memory for it. */
    boolean commit(long address, long length) {
        try {
            return (int) mprotect.invokeExact(address, length, PROT_READ_WRITE) == 0;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Gives a reserved range back. */
    boolean release(long address, long length) {
        try {
            return (int) munmap.invokeExact(address, length) == 0;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}

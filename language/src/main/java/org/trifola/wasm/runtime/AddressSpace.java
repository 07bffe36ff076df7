// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
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

    /** Made at the first use. */
    private static final class Holder {
        static final @Nullable AddressSpace INSTANCE = create(systemName(), Linker::nativeLinker);
    }

    private final MethodHandle call;
    private final MemorySegment mmap;
    private final MemorySegment mprotect;
    private final MemorySegment munmap;
    private final int mapFlags;

    @SuppressWarnings("restricted")
    private AddressSpace(Linker linker, boolean isMac) {
        call = linker.downcallHandle(mmapType());
        SymbolLookup library = linker.defaultLookup();
        mmap = library.findOrThrow("mmap");
        mprotect = library.findOrThrow("mprotect");
        munmap = library.findOrThrow("munmap");
        int mapAnonymous = isMac ? 0x1000 : 0x20;
        int mapNoReserve = isMac ? 0x40 : 0x4000;
        mapFlags = MAP_PRIVATE | mapAnonymous | mapNoReserve;
    }

    /**
     * The type of mmap. The other functions take fewer arguments and leave the rest alone, as C functions do in the calling
     * conventions of these systems: making a stub takes longer than anything else at start, and so there is one only.
     */
    private static FunctionDescriptor mmapType() {
        return FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG);
    }

    private static String systemName() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    }

    /** Whether this is a system where pages are memory only once they are written to. */
    static boolean isSystemFit() {
        return isFit(systemName());
    }

    private static boolean isFit(String system) {
        return isMac(system) || system.contains("linux");
    }

    private static boolean isMac(String system) {
        return system.contains("mac");
    }

    /** The interface to a system; null where it is not POSIX or has no foreign function interface. */
    static @Nullable AddressSpace create(String system, Supplier<Linker> linker) {
        if (!isFit(system)) {
            return null;
        }
        try {
            AddressSpace result = new AddressSpace(linker.get(), isMac(system));
            long probe = result.reserve(1 << 16);
            return probe != 0 && result.commit(probe, 1 << 16) && result.release(probe, 1 << 16) ? result : null;
        } catch (UnsupportedOperationException | IllegalCallerException | NoSuchElementException | LinkageError _) {
            // No foreign function interface here (native image, restricted methods denied): memories will copy.
            return null;
        }
    }

    /** The interface to this system, null where address space can not be set aside. */
    static @Nullable AddressSpace available() {
        return Holder.INSTANCE;
    }

    /** Sets a range aside; 0 when the system refuses. */
    long reserve(long length) {
        long address = call(mmap, 0, length, PROT_NONE, mapFlags);
        return address == -1 ? 0 : address;
    }

    /** Makes a reserved range usable; false when the system has no memory for it. */
    boolean commit(long address, long length) {
        return (int) call(mprotect, address, length, PROT_READ_WRITE, 0) == 0;
    }

    /** Gives a reserved range back. */
    boolean release(long address, long length) {
        return (int) call(munmap, address, length, 0, 0) == 0;
    }

    private long call(MemorySegment function, long address, long length, int protection, int flags) {
        try {
            return (long) call.invokeExact(function, address, length, protection, flags, -1, 0L);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}

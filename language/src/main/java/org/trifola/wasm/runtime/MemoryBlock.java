// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The native memory behind one linear memory: it is reserved once, grows in place where the system allows, and is freed by
 * {@link #free} or when its owner becomes unreachable.
 */
abstract sealed class MemoryBlock {
    /** The largest range set aside for one memory whose type would allow more. */
    private static final long MAX_RESERVATION = 1L << 40;

    private static final long OS_PAGE = 1 << 16;

    /**
     * The most ranges to set aside. Each is two entries in the system's list of mappings, of which a Linux process has 65530
     * in all; the virtual machine dies when it gets none.
     */
    private static final int MAX_RESERVED = 8192;

    /** The largest size at the beginning, and the largest range, of a memory that {@link #allocateWhole} makes. */
    private static final long MAX_WHOLE_SIZE = 2 << 20;

    private static final long MAX_WHOLE_RANGE = 1L << 32;

    /**
     * Whether no memory was made yet. The first is not made with {@link AddressSpace}, whose preparation is a tenth of the time
     * that a short program takes; most processes of the command need one memory only.
     */
    private static final AtomicBoolean IS_FIRST = new AtomicBoolean(true);

    /** Made at the first memory, not in a static initializer: native images must not hold a running thread. */
    private static @Nullable Cleaner cleaner;

    private Cleaner.@Nullable Cleanable cleanable;
    private long accounted;

    /**
     * Sets native memory aside.
     *
     * @param size the bytes to use at once, all zero
     * @param maxSize the bytes the memory may ever have
     * @return null when the system has no memory
     */
    static @Nullable MemoryBlock allocate(long size, long maxSize) {
        NativeUse use = NativeUse.ofProcess();
        use.add(size);
        MemoryBlock block = null;
        if (IS_FIRST.compareAndSet(true, false)) {
            block = allocateWhole(size, maxSize);
        }
        if (block == null) {
            AddressSpace space = use.count() <= MAX_RESERVED ? AddressSpace.available() : null;
            block = space == null ? null : Reserved.reserve(space, size, maxSize);
        }
        if (block == null) {
            block = Copied.allocate(size, maxSize);
        }
        if (block == null) {
            use.remove(size);
        } else {
            block.accounted = size;
        }
        return block;
    }

    /**
     * Takes all that a memory may ever need from the C library, where that costs address space only.
     *
     * @return null when that is not so, or the memory is not small
     */
    static @Nullable MemoryBlock allocateWhole(long size, long maxSize) {
        boolean isFit = AddressSpace.isSystemFit() && size <= MAX_WHOLE_SIZE && maxSize <= MAX_WHOLE_RANGE;
        return isFit ? Whole.allocate(size, maxSize) : null;
    }

    /** Frees this block, and the owner's share, when the owner becomes unreachable, if nobody did before. */
    void freeWith(Object owner, MemoryBudget.Share share) {
        cleanable = cleaner().register(owner, () -> {
            releaseOnce();
            share.close();
        });
    }

    private static synchronized Cleaner cleaner() {
        Cleaner result = cleaner;
        if (result == null) {
            result = Cleaner.create();
            cleaner = result;
        }
        return result;
    }

    /** The address of the first byte; it may change in {@link #grow} unless the block {@link #staysPut}. */
    abstract long base();

    /** Whether {@link #base} never changes. */
    abstract boolean staysPut();

    /** The size this block can grow to. */
    abstract long limit();

    /** Makes more bytes usable, all zero; false when there is no memory for them. */
    final boolean grow(long oldSize, long newSize) {
        if (!extend(oldSize, newSize)) {
            return false;
        }
        accounted += newSize - oldSize;
        NativeUse.ofProcess().grow(newSize - oldSize);
        return true;
    }

    /** Does what {@link #grow} says. */
    abstract boolean extend(long oldSize, long newSize);

    /** The cleaner sees to it that this happens once. */
    private void releaseOnce() {
        release();
        NativeUse.ofProcess().remove(accounted);
    }

    /** Gives the memory back to the system. */
    abstract void release();

    /** Frees the memory; further calls do nothing. */
    void free() {
        if (cleanable != null) {
            cleanable.clean();
        }
    }

    /** A block that has all of its range from the beginning. */
    private abstract static sealed class InPlace extends MemoryBlock {
        final long base;
        final long length;

        InPlace(long base, long length) {
            this.base = base;
            this.length = length;
        }

        @Override
        long base() {
            return base;
        }

        @Override
        boolean staysPut() {
            return true;
        }

        @Override
        long limit() {
            return length;
        }
    }

    /** A range of address space whose beginning is usable. */
    private static final class Reserved extends InPlace {
        private final AddressSpace space;

        private Reserved(AddressSpace space, long base, long length) {
            super(base, length);
            this.space = space;
        }

        static @Nullable MemoryBlock reserve(AddressSpace space, long size, long maxSize) {
            long length = roundUp(Math.max(OS_PAGE, Math.min(maxSize, Math.max(MAX_RESERVATION, size))));
            while (true) {
                long base = space.reserve(length);
                if (base != 0) {
                    Reserved block = new Reserved(space, base, length);
                    if (block.extend(0, size)) {
                        return block;
                    }
                    space.release(base, length);
                    return null;
                }
                // A process with little address space: a smaller range still grows in place for a while.
                if (length <= roundUp(Math.max(OS_PAGE, size))) {
                    return null;
                }
                length = Math.max(roundUp(length / 2), roundUp(Math.max(OS_PAGE, size)));
            }
        }

        private static long roundUp(long size) {
            return (size + OS_PAGE - 1) & -OS_PAGE;
        }

        @Override
        boolean extend(long oldSize, long newSize) {
            long from = roundUp(oldSize);
            long to = roundUp(newSize);
            return to <= length && (from == to || space.commit(base + from, to - from));
        }

        @Override
        void release() {
            space.release(base, length);
        }
    }

    /**
     * A range of the C library's memory, of which the system gives pages when they are first written to. They are zeroed by
     * hand, since the library does not promise it.
     */
    private static final class Whole extends InPlace {
        /** Zeroed at once, so that the garbage collector need not wait for long. */
        private static final long PIECE = 1 << 24;

        private Whole(long base, long length) {
            super(base, length);
        }

        static @Nullable MemoryBlock allocate(long size, long maxSize) {
            long base = RawMemory.allocate(Math.max(1, maxSize));
            if (base == 0) {
                return null;
            }
            Whole block = new Whole(base, maxSize);
            block.extend(0, size);
            return block;
        }

        @Override
        boolean extend(long oldSize, long newSize) {
            for (long start = oldSize; start < newSize; start += PIECE) {
                RawMemory.fill(base + start, Math.min(PIECE, newSize - start), (byte) 0);
            }
            return true;
        }

        @Override
        void release() {
            RawMemory.free(base);
        }
    }

    /** Memory of the C library that moves when it grows. */
    private static final class Copied extends MemoryBlock {
        private final long maxSize;
        private volatile long address;

        private Copied(long address, long maxSize) {
            this.address = address;
            this.maxSize = maxSize;
        }

        static @Nullable MemoryBlock allocate(long size, long maxSize) {
            long address = RawMemory.allocate(Math.max(1, size));
            if (address == 0) {
                return null;
            }
            RawMemory.fill(address, size, (byte) 0);
            return new Copied(address, maxSize);
        }

        @Override
        long base() {
            return address;
        }

        @Override
        boolean staysPut() {
            return false;
        }

        @Override
        long limit() {
            return maxSize;
        }

        @Override
        boolean extend(long oldSize, long newSize) {
            long grown = RawMemory.allocate(Math.max(1, newSize));
            if (grown == 0) {
                return false;
            }
            RawMemory.copy(address, grown, oldSize);
            RawMemory.fill(grown + oldSize, newSize - oldSize, (byte) 0);
            RawMemory.free(address);
            address = grown;
            return true;
        }

        @Override
        void release() {
            RawMemory.free(address);
        }
    }
}

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

    /** Made at the first memory, not in a static initializer: native images must not hold a running thread. */
    private static @Nullable Cleaner cleaner;

    private Cleaner.@Nullable Cleanable cleanable;

    /**
     * Sets native memory aside.
     *
     * @param size the bytes to use at once, all zero
     * @param maxSize the bytes the memory may ever have
     * @return null when the system has no memory
     */
    static @Nullable MemoryBlock allocate(long size, long maxSize) {
        AddressSpace space = AddressSpace.available();
        MemoryBlock block = space == null ? null : Reserved.reserve(space, size, maxSize);
        return block != null ? block : Copied.allocate(size, maxSize);
    }

    /** Frees this block, and the owner's share, when the owner becomes unreachable, if nobody did before. */
    void freeWith(Object owner, MemoryBudget.Share share) {
        Runnable releaser = releaser();
        cleanable = cleaner().register(owner, () -> {
            releaser.run();
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
    abstract boolean grow(long oldSize, long newSize);

    /** What frees the memory without holding on to the owner. */
    abstract Runnable releaser();

    /** Frees the memory; further calls do nothing. */
    void free() {
        if (cleanable != null) {
            cleanable.clean();
        }
    }

    /** A range of address space whose beginning is usable. */
    private static final class Reserved extends MemoryBlock {
        private final AddressSpace space;
        private final long base;
        private final long length;

        private Reserved(AddressSpace space, long base, long length) {
            this.space = space;
            this.base = base;
            this.length = length;
        }

        static @Nullable MemoryBlock reserve(AddressSpace space, long size, long maxSize) {
            long length = roundUp(Math.max(OS_PAGE, Math.min(maxSize, Math.max(MAX_RESERVATION, size))));
            while (true) {
                long base = space.reserve(length);
                if (base != 0) {
                    Reserved block = new Reserved(space, base, length);
                    if (block.grow(0, size)) {
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

        @Override
        boolean grow(long oldSize, long newSize) {
            long from = roundUp(oldSize);
            long to = roundUp(newSize);
            return to <= length && (from == to || space.commit(base + from, to - from));
        }

        @Override
        Runnable releaser() {
            AddressSpace releasingSpace = space;
            long address = base;
            long bytes = length;
            return () -> releasingSpace.release(address, bytes);
        }
    }

    /** Memory of the C library that moves when it grows. */
    private static final class Copied extends MemoryBlock {
        private final long maxSize;
        private final Allocation allocation;

        private Copied(long address, long maxSize) {
            this.maxSize = maxSize;
            allocation = new Allocation(address);
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
            return allocation.address;
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
        boolean grow(long oldSize, long newSize) {
            long address = RawMemory.allocate(Math.max(1, newSize));
            if (address == 0) {
                return false;
            }
            RawMemory.copy(allocation.address, address, oldSize);
            RawMemory.fill(address + oldSize, newSize - oldSize, (byte) 0);
            RawMemory.free(allocation.address);
            allocation.address = address;
            return true;
        }

        @Override
        Runnable releaser() {
            return allocation;
        }

        private static final class Allocation implements Runnable {
            private final AtomicBoolean freed = new AtomicBoolean();
            private volatile long address;

            Allocation(long address) {
                this.address = address;
            }

            @Override
            public void run() {
                if (freed.compareAndSet(false, true)) {
                    RawMemory.free(address);
                }
            }
        }
    }
}

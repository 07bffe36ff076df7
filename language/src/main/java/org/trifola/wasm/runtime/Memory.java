// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.InvalidBufferOffsetException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.interop.Kind;
import org.trifola.wasm.interop.MemberTable;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.MemoryType;

/**
 * A linear memory: native memory that stays where it is while it grows.
 *
 * <p>Nodes check a range with {@link #address} and then use {@link RawMemory}. The check can not be left to the hardware:
 * a fault inside Java code ends the virtual machine. Other languages see a writable buffer. Specification: 4.2.9 "Memory
 * Instances".
 */
@ExportLibrary(InteropLibrary.class)
public final class Memory extends Extern {
    /** The most bytes a 64-bit memory may have, far above what any machine grants. */
    private static final long MAX_BYTES_64 = 1L << 47;

    /** No memory has so many bytes as this power of two; some more can be added without an overflow. */
    private static final int BEYOND_BITS = 62;

    private static final MemberTable<Memory> MEMBERS = new MemberTable<Memory>()
            .attribute("size", Memory::pages)
            .attribute("byteSize", Memory::byteSize)
            .attribute("type", memory -> TypeObjects.of(memory.currentType()))
            .method("grow", Memory::growForHost)
            .method("readString", Memory::readString)
            .method("writeString", Memory::writeString)
            .method("write", Memory::writeBytes);

    private final MemoryType type;
    private final MemoryBlock block;
    private final WaitQueue waitQueue = new WaitQueue();
    private final long maxPages;
    private final MemoryBudget.Share share;

    /** Whether {@link #stableBase} holds for ever, so that compiled code may treat it as a constant. */
    private final boolean staysPut;

    private final long stableBase;
    /** As {@link #base}; for the methods of the baseline tier, which read it without a detour. */
    public long movingBase;

    /** As {@link #byteSize()}; for the methods of the baseline tier. */
    public long byteSize;

    /** How many contexts use the memory: threads of several may share it. */
    private int users;

    /** Ends the views of Java together with the memory, see {@link #asByteBuffer}. */
    private @Nullable Arena views;

    /** Asked each time, because threads of several contexts may share a memory. */
    private @Nullable Supplier<MemoryHost> host;

    private Memory(MemoryType type, MemoryBlock block, MemoryBudget.Share share, long byteSize, long maxPages) {
        this.type = type;
        this.block = block;
        this.share = share;
        this.byteSize = byteSize;
        this.maxPages = maxPages;
        staysPut = block.staysPut();
        stableBase = block.base();
        movingBase = stableBase;
        block.freeWith(this, share);
    }

    /**
     * Makes a memory of the minimum size of its type, all zero.
     *
     * @param budget what the memories of a context may have together
     * @throws Trap when the system has no memory, or the budget is used up
     */
    @TruffleBoundary
    public static Memory create(MemoryType type, MemoryBudget budget) {
        Limits limits = type.limits();
        long byteLimit = type.addressType() == AddressType.I32 ? 1L << 32 : MAX_BYTES_64;
        long pageLimit = byteLimit >>> type.pageSizeLog2();
        long maxPages = limits.hasMax() && Long.compareUnsigned(limits.max(), pageLimit) < 0 ? limits.max() : pageLimit;
        if (Long.compareUnsigned(limits.min(), pageLimit) > 0) {
            throw outOfMemory(type);
        }
        long byteSize = limits.min() << type.pageSizeLog2();
        MemoryBudget.Share share = budget.newShare();
        if (!share.take(byteSize)) {
            throw outOfMemory(type);
        }
        MemoryBlock block = MemoryBlock.allocate(byteSize, maxPages << type.pageSizeLog2());
        if (block == null) {
            share.close();
            throw outOfMemory(type);
        }
        return new Memory(type, block, share, byteSize, Math.min(maxPages, block.limit() >>> type.pageSizeLog2()));
    }

    private static Trap outOfMemory(MemoryType type) {
        return Trap.create(TrapKind.OUT_OF_MEMORY, "a memory of type " + type + " does not fit", null);
    }

    /** Makes memories. */
    @FunctionalInterface
    public interface Maker {
        /** Makes a memory and sees to it that it is freed some day. */
        Memory make(MemoryType type);
    }

    /** The declared type, with the original minimum. */
    public MemoryType type() {
        return type;
    }

    /** The type with the present size as minimum, which is what imports are matched against. */
    public MemoryType currentType() {
        Limits limits = type.limits();
        return new MemoryType(
                type.addressType(),
                new Limits(pages(), limits.hasMax(), limits.max()),
                type.shared(),
                type.pageSizeLog2());
    }

    /** The size in bytes. */
    public long byteSize() {
        return byteSize;
    }

    /** The size in pages. */
    public long pages() {
        return byteSize >>> type.pageSizeLog2();
    }

    /** The address of the first byte in the process. */
    public long base() {
        return staysPut ? stableBase : movingBase;
    }

    /**
     * The place of a range in the process, or a trap when the range is not inside the memory.
     *
     * @param index the first byte, not negative and below 2^63 (a 32-bit address plus a static offset)
     * @param width the number of bytes, at least 1
     */
    public long address(long index, int width, Node location) {
        if (CompilerDirectives.injectBranchProbability(
                CompilerDirectives.SLOWPATH_PROBABILITY, index > byteSize - width)) {
            throw outOfBounds(index, width, location);
        }
        return base() + index;
    }

    /**
     * The effective address of an access: the sum of an address and a static offset, both unsigned, or one beyond every memory.
     */
    public static long effectiveAddress(long address, long staticOffset) {
        boolean isBeyond = (address | staticOffset) >>> BEYOND_BITS - 1 != 0;
        return CompilerDirectives.injectBranchProbability(CompilerDirectives.SLOWPATH_PROBABILITY, isBeyond)
                ? 1L << BEYOND_BITS
                : address + staticOffset;
    }

    /** Whether a range of unsigned start and length lies inside the memory. */
    public boolean contains(long start, long length) {
        long size = byteSize;
        return Long.compareUnsigned(start, size) <= 0 && Long.compareUnsigned(length, size - start) <= 0;
    }

    /** The place of a range of any unsigned start and length, or a trap when the range is not inside the memory. */
    public long range(long start, long length, @Nullable Node location) {
        if (!contains(start, length)) {
            throw outOfBounds(start, length, location);
        }
        return base() + start;
    }

    /** The trap for a range that is not inside the memory. */
    @TruffleBoundary
    public Trap outOfBounds(long index, long width, @Nullable Node location) {
        return Trap.create(
                TrapKind.OUT_OF_BOUNDS_MEMORY_ACCESS,
                Long.toUnsignedString(width) + " bytes at " + Long.toUnsignedString(index) + ", the memory has "
                        + byteSize,
                location);
    }

    /**
     * {@code memory.grow}: adds zeroed pages.
     *
     * @param delta the number of pages to add, unsigned
     * @return the previous size in pages, -1 when the memory can not grow so far
     */
    @TruffleBoundary
    public long grow(long delta) {
        long oldPages = addPages(delta);
        if (host != null && oldPages >= 0) {
            host.get().grown(this);
        }
        return oldPages;
    }

    private synchronized long addPages(long delta) {
        long oldPages = pages();
        if (Long.compareUnsigned(delta, maxPages - oldPages) > 0) {
            return -1;
        }
        long newSize = oldPages + delta << type.pageSizeLog2();
        if (delta != 0) {
            if (!share.take(newSize - byteSize)) {
                return -1;
            }
            if (!block.grow(byteSize, newSize)) {
                share.giveBack(newSize - byteSize);
                return -1;
            }
            movingBase = block.base();
            byteSize = newSize;
        }
        return oldPages;
    }

    /** Sets who tells the host of the present context. */
    public void setHost(Supplier<MemoryHost> presentHost) {
        host = presentHost;
    }

    /** The host when it has a queue of waiting threads. */
    private @Nullable MemoryHost waitingHost() {
        MemoryHost present = host == null ? null : host.get();
        return present != null && present.hasWaitQueue() ? present : null;
    }

    /** {@code memory.atomic.wait32} and {@code memory.atomic.wait64} at a checked address. */
    @TruffleBoundary
    public int atomicWait(long index, int width, long expected, long timeout, @Nullable Node location) {
        if (!type.shared()) {
            throw Trap.create(TrapKind.EXPECTED_SHARED_MEMORY, location);
        }
        MemoryHost other = waitingHost();
        if (other != null) {
            return other.await(this, index, expected, timeout, width == Long.BYTES);
        }
        return waitQueue.await(index, base() + index, width, expected, timeout, location);
    }

    /** {@code memory.atomic.notify}: nobody waits at a memory that is not shared. */
    @TruffleBoundary
    public int atomicNotify(long index, int count) {
        MemoryHost other = type.shared() ? waitingHost() : null;
        return other != null ? other.notify(this, index, count) : waitQueue.notify(index, count);
    }

    /** {@code memory.fill}: sets a range. */
    @TruffleBoundary
    public void fill(long start, byte value, long length, @Nullable Node location) {
        long to = range(start, length, location);
        BulkOperation.forwards(length, location, (at, bytes) -> RawMemory.fill(to + at, bytes, value));
    }

    /** {@code memory.copy}: copies a range of another or this memory. */
    @TruffleBoundary
    public void copy(long start, Memory source, long sourceStart, long length, @Nullable Node location) {
        long from = source.range(sourceStart, length, location);
        long to = range(start, length, location);
        BulkOperation.copy(from, to, length, location, (at, bytes) -> RawMemory.copy(from + at, to + at, bytes));
    }

    /** {@code memory.init}: copies a range of a data segment. */
    @TruffleBoundary
    public void init(long start, DataSegment segment, long sourceStart, long length, @Nullable Node location) {
        if (Long.compareUnsigned(sourceStart, segment.length()) > 0
                || Long.compareUnsigned(length, segment.length() - sourceStart) > 0) {
            throw Trap.create(TrapKind.OUT_OF_BOUNDS_MEMORY_ACCESS, "the data segment ends before", location);
        }
        long to = range(start, length, location);
        int from = segment.start() + (int) sourceStart;
        BulkOperation.forwards(
                length,
                location,
                (at, bytes) -> RawMemory.copyFromArray(segment.bytes(), from + (int) at, to + at, bytes));
    }

    /** Takes note of one more context that uses the memory; each has to {@link #release} it when it ends. */
    public synchronized void retain() {
        users++;
    }

    /**
     * Takes note that a context that uses the memory ends, and no code of it runs any more. After the last one the native
     * memory is freed; the memory has size 0 from then on.
     */
    public synchronized void release() {
        if (--users == 0) {
            free();
        }
    }

    /** Frees the native memory; the memory has size 0 from now on. */
    void free() {
        byteSize = 0;
        if (closeViews()) {
            block.free();
        }
    }

    /**
     * A view of the present contents as a direct buffer, which keeps the memory alive; null when it is too large for one or
     * may move.
     *
     * <p>The view does not grow with the memory. After {@link #release} each access throws an exception.
     */
    @TruffleBoundary
    @SuppressWarnings("restricted")
    public synchronized @Nullable ByteBuffer asByteBuffer() {
        if (byteSize > Integer.MAX_VALUE || !staysPut) {
            return null;
        }
        Arena arena = views;
        if (arena == null) {
            arena = Arena.ofShared();
            views = arena;
            // All views refer to the arena, and it to this action and so to this memory: that keeps the memory alive.
            MemorySegment.ofAddress(base()).reinterpret(arena, _ -> views = null);
        }
        return MemorySegment.ofAddress(base())
                .reinterpret(byteSize, arena, null)
                .asByteBuffer();
    }

    /** Whether no Java code uses a view right now; otherwise the memory is freed when it becomes unreachable. */
    private synchronized boolean closeViews() {
        try {
            if (views != null) {
                views.close();
            }
            return true;
        } catch (IllegalStateException _) {
            return false;
        }
    }

    private Object growForHost(Object[] values) {
        Arguments arguments = Arguments.of("grow", values, 1, 1);
        long delta = arguments.unsigned(0);
        long oldPages = grow(delta);
        if (oldPages < 0) {
            throw arguments.error("a memory of type " + currentType() + " can not grow by " + delta + " pages");
        }
        return oldPages;
    }

    /** A string in UTF-8: a place and a number of bytes, without which the string ends before the next zero byte. */
    private Object readString(Object[] values) {
        Arguments arguments = Arguments.of("readString", values, 1, 2);
        long start = arguments.unsigned(0);
        long length = arguments.has(1) ? arguments.unsigned(1) : lengthOfString(start);
        byte[] bytes = new byte[(int) Math.min(length, Integer.MAX_VALUE - 8)];
        RawMemory.copyToArray(checked(arguments, start, length), bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private long lengthOfString(long start) {
        long end = start;
        while (end < byteSize && RawMemory.getByte(base() + end) != 0) {
            end++;
        }
        return end - start;
    }

    /** Writes a string in UTF-8, without a zero byte behind it; gives the number of bytes. */
    private Object writeString(Object[] values) {
        Arguments arguments = Arguments.of("writeString", values, 2, 2);
        return write(arguments, arguments.string(1).getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the contents of a buffer or array; gives the number of bytes. */
    private Object writeBytes(Object[] values) {
        Arguments arguments = Arguments.of("write", values, 2, 2);
        return write(arguments, arguments.bytes(1));
    }

    private Object write(Arguments arguments, byte[] bytes) {
        long address = checked(arguments, arguments.unsigned(0), bytes.length);
        RawMemory.copyFromArray(bytes, 0, address, bytes.length);
        return bytes.length;
    }

    private long checked(Arguments arguments, long start, long length) {
        if (!contains(start, length)) {
            throw arguments.error(length + " bytes at " + start + " are not inside " + displayString());
        }
        return base() + start;
    }

    @Override
    protected Kind kind() {
        return Kind.MEMORY;
    }

    @Override
    protected MemberTable<?> memberTable() {
        return MEMBERS;
    }

    @Override
    protected String displayString() {
        return "memory of " + pages() + " pages, " + byteSize + " bytes";
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return byteSize;
    }

    @ExportMessage
    boolean isArrayElementReadable(long index) {
        return index >= 0 && index < byteSize;
    }

    @ExportMessage
    boolean isArrayElementModifiable(long index) {
        return index >= 0 && index < byteSize;
    }

    @ExportMessage
    boolean isArrayElementInsertable(long index) {
        return false;
    }

    @ExportMessage
    int readArrayElement(long index) throws InvalidArrayIndexException {
        return Byte.toUnsignedInt(RawMemory.getByte(elementAddress(index)));
    }

    @ExportMessage
    @TruffleBoundary
    void writeArrayElement(long index, Object value) throws InvalidArrayIndexException, UnsupportedTypeException {
        long address = elementAddress(index);
        try {
            RawMemory.putByte(address, Arguments.toByte(value));
        } catch (UnsupportedMessageException _) {
            throw UnsupportedTypeException.create(new Object[] {value}, "must be a byte, signed or unsigned");
        }
    }

    private long elementAddress(long index) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return base() + index;
    }

    @ExportMessage
    boolean hasBufferElements() {
        return true;
    }

    @ExportMessage
    boolean isBufferWritable() {
        return true;
    }

    @ExportMessage
    long getBufferSize() {
        return byteSize;
    }

    // FAST: behind a boundary, because only HotSpot's compilers copy at the speed of the machine; Graal calls the slow
    // C function.
    @ExportMessage
    @TruffleBoundary
    void readBuffer(long byteOffset, byte[] destination, int destinationOffset, int byteLength)
            throws InvalidBufferOffsetException {
        Objects.checkFromIndexSize(destinationOffset, byteLength, destination.length);
        RawMemory.copyToArray(bufferAddress(byteOffset, byteLength), destination, destinationOffset, byteLength);
    }

    @ExportMessage
    byte readBufferByte(long byteOffset) throws InvalidBufferOffsetException {
        return RawMemory.getByte(bufferAddress(byteOffset, 1));
    }

    @ExportMessage
    void writeBufferByte(long byteOffset, byte value) throws InvalidBufferOffsetException {
        RawMemory.putByte(bufferAddress(byteOffset, 1), value);
    }

    @ExportMessage
    short readBufferShort(ByteOrder order, long byteOffset) throws InvalidBufferOffsetException {
        short value = RawMemory.getShort(bufferAddress(byteOffset, Short.BYTES));
        return order == ByteOrder.LITTLE_ENDIAN ? value : Short.reverseBytes(value);
    }

    @ExportMessage
    void writeBufferShort(ByteOrder order, long byteOffset, short value) throws InvalidBufferOffsetException {
        short bytes = order == ByteOrder.LITTLE_ENDIAN ? value : Short.reverseBytes(value);
        RawMemory.putShort(bufferAddress(byteOffset, Short.BYTES), bytes);
    }

    @ExportMessage
    int readBufferInt(ByteOrder order, long byteOffset) throws InvalidBufferOffsetException {
        int value = RawMemory.getInt(bufferAddress(byteOffset, Integer.BYTES));
        return order == ByteOrder.LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
    }

    @ExportMessage
    void writeBufferInt(ByteOrder order, long byteOffset, int value) throws InvalidBufferOffsetException {
        int bytes = order == ByteOrder.LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
        RawMemory.putInt(bufferAddress(byteOffset, Integer.BYTES), bytes);
    }

    @ExportMessage
    long readBufferLong(ByteOrder order, long byteOffset) throws InvalidBufferOffsetException {
        long value = RawMemory.getLong(bufferAddress(byteOffset, Long.BYTES));
        return order == ByteOrder.LITTLE_ENDIAN ? value : Long.reverseBytes(value);
    }

    @ExportMessage
    void writeBufferLong(ByteOrder order, long byteOffset, long value) throws InvalidBufferOffsetException {
        long bytes = order == ByteOrder.LITTLE_ENDIAN ? value : Long.reverseBytes(value);
        RawMemory.putLong(bufferAddress(byteOffset, Long.BYTES), bytes);
    }

    @ExportMessage
    float readBufferFloat(ByteOrder order, long byteOffset) throws InvalidBufferOffsetException {
        return Float.intBitsToFloat(readBufferInt(order, byteOffset));
    }

    @ExportMessage
    void writeBufferFloat(ByteOrder order, long byteOffset, float value) throws InvalidBufferOffsetException {
        writeBufferInt(order, byteOffset, Float.floatToRawIntBits(value));
    }

    @ExportMessage
    double readBufferDouble(ByteOrder order, long byteOffset) throws InvalidBufferOffsetException {
        return Double.longBitsToDouble(readBufferLong(order, byteOffset));
    }

    @ExportMessage
    void writeBufferDouble(ByteOrder order, long byteOffset, double value) throws InvalidBufferOffsetException {
        writeBufferLong(order, byteOffset, Double.doubleToRawLongBits(value));
    }

    private long bufferAddress(long byteOffset, int length) throws InvalidBufferOffsetException {
        if (byteOffset < 0 || length < 0 || byteOffset > byteSize - length) {
            throw InvalidBufferOffsetException.create(byteOffset, length);
        }
        return base() + byteOffset;
    }
}

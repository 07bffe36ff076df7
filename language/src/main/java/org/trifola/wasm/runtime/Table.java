// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.interop.Kind;
import org.trifola.wasm.interop.MemberTable;
import org.trifola.wasm.interop.NullValue;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.TableType;

/**
 * A table of references.
 *
 * <p>Specification: 4.2.8 "Table Instances". A null reference is Java's {@code null}. Other languages see an
 * array of what other languages see of its elements.
 */
@ExportLibrary(InteropLibrary.class)
public final class Table extends Extern {
    /** The most elements a table may have, the limit of the JavaScript API. */
    public static final int MAX_SIZE = 10_000_000;

    private static final MemberTable<Table> MEMBERS = new MemberTable<Table>()
            .attribute("length", Table::size)
            .attribute("type", table -> TypeObjects.of(table.currentType()))
            .method("get", Table::getForHost)
            .method("set", Table::setForHost)
            .method("grow", Table::growForHost);

    private final TableType type;
    private final int maxSize;
    private @Nullable Object[] elements;
    private int size;

    /**
     * Makes a table of the minimum size of its type.
     *
     * @param init the initial value of all elements
     * @throws Trap when the table is larger than {@link #MAX_SIZE} or than the heap
     */
    public Table(TableType type, @Nullable Object init) {
        this.type = type;
        Limits limits = type.limits();
        if (Long.compareUnsigned(limits.min(), MAX_SIZE) > 0) {
            throw Trap.create(TrapKind.OUT_OF_MEMORY, "a table of type " + type + " does not fit", null);
        }
        maxSize = limits.hasMax() && Long.compareUnsigned(limits.max(), MAX_SIZE) < 0 ? (int) limits.max() : MAX_SIZE;
        size = (int) limits.min();
        @Nullable Object[] initial = grown(new Object[0], size);
        if (initial == null) {
            throw Trap.create(TrapKind.OUT_OF_MEMORY, "a table of type " + type + " does not fit", null);
        }
        Arrays.fill(initial, init);
        elements = initial;
    }

    /** A longer copy; null when the heap has no room for it. */
    private static @Nullable Object @Nullable [] grown(@Nullable Object[] elements, int capacity) {
        try {
            return Arrays.copyOf(elements, capacity);
        } catch (OutOfMemoryError _) {
            // The program asked for more than there is; what it holds so far stays usable.
            return null;
        }
    }

    /** The declared type, with the original minimum. */
    public TableType type() {
        return type;
    }

    /** The type with the present size as minimum, which is what imports are matched against. */
    public TableType currentType() {
        Limits limits = type.limits();
        return new TableType(type.addressType(), new Limits(size, limits.hasMax(), limits.max()), type.elementType());
    }

    /** {@code table.size}. */
    public int size() {
        return size;
    }

    /** Whether there is an element with this unsigned index. */
    public boolean contains(long index) {
        return index >= 0 && index < size;
    }

    /** An element; the index must be inside the table. */
    public @Nullable Object get(int index) {
        return elements[index];
    }

    /** Sets an element; the index must be inside the table. */
    public void set(int index, @Nullable Object value) {
        elements[index] = value;
    }

    /** {@code table.get}. */
    public @Nullable Object get(long index, Node location) {
        if (!contains(index)) {
            throw outOfBounds(index, 1, location);
        }
        return elements[(int) index];
    }

    /** {@code table.set}. */
    public void set(long index, @Nullable Object value, Node location) {
        if (!contains(index)) {
            throw outOfBounds(index, 1, location);
        }
        elements[(int) index] = value;
    }

    /**
     * {@code table.grow}.
     *
     * @param delta the number of elements to add, unsigned
     * @return the previous size, -1 when the table can not grow so far
     */
    @TruffleBoundary
    public synchronized int grow(long delta, @Nullable Object init) {
        int oldSize = size;
        if (Long.compareUnsigned(delta, maxSize - oldSize) > 0) {
            return -1;
        }
        int newSize = oldSize + (int) delta;
        if (newSize > elements.length) {
            int capacity = Math.max(newSize, Math.min(maxSize, elements.length + (elements.length >> 1)));
            @Nullable Object[] grown = grown(elements, capacity);
            if (grown == null) {
                return -1;
            }
            elements = grown;
        }
        Arrays.fill(elements, oldSize, newSize, init);
        size = newSize;
        return oldSize;
    }

    /** {@code table.fill}. */
    @TruffleBoundary
    public void fill(long start, @Nullable Object value, long length, @Nullable Node location) {
        checkRange(start, length, location);
        @Nullable Object[] target = elements;
        BulkOperation.forwards(
                length,
                location,
                (at, count) -> Arrays.fill(target, (int) (start + at), (int) (start + at) + count, value));
    }

    /** {@code table.copy}. */
    @TruffleBoundary
    public void copy(long start, Table source, long sourceStart, long length, @Nullable Node location) {
        source.checkRange(sourceStart, length, location);
        checkRange(start, length, location);
        copyPieces(source.elements, sourceStart, start, length, location);
    }

    /** {@code table.init}. */
    @TruffleBoundary
    public void init(long start, ElementSegment segment, long sourceStart, long length, @Nullable Node location) {
        @Nullable Object[] source = segment.elements();
        if (!isRange(sourceStart, length, source.length)) {
            throw Trap.create(TrapKind.OUT_OF_BOUNDS_TABLE_ACCESS, "the element segment ends before", location);
        }
        checkRange(start, length, location);
        copyPieces(source, sourceStart, start, length, location);
    }

    private void copyPieces(
            @Nullable Object[] source, long sourceStart, long start, long length, @Nullable Node location) {
        @Nullable Object[] target = elements;
        BulkOperation.copy(
                sourceStart,
                start,
                length,
                location,
                (at, count) -> System.arraycopy(source, (int) (sourceStart + at), target, (int) (start + at), count));
    }

    private void checkRange(long start, long length, @Nullable Node location) {
        if (!isRange(start, length, size)) {
            throw outOfBounds(start, length, location);
        }
    }

    private static boolean isRange(long start, long length, int size) {
        return Long.compareUnsigned(start, size) <= 0 && Long.compareUnsigned(length, size - start) <= 0;
    }

    /** The trap for elements that the table does not have. */
    @TruffleBoundary
    public Trap outOfBounds(long index, long length, @Nullable Node location) {
        String what = length == 1 ? "element " : Long.toUnsignedString(length) + " elements at ";
        return Trap.create(
                TrapKind.OUT_OF_BOUNDS_TABLE_ACCESS,
                what + Long.toUnsignedString(index) + ", the table has " + size,
                location);
    }

    private Object getForHost(Object[] values) {
        Arguments arguments = Arguments.of("get", values, 1, 1);
        return HostValues.toHost(elements[checkedIndex(arguments)]);
    }

    private Object setForHost(Object[] values) {
        Arguments arguments = Arguments.of("set", values, 2, 2);
        elements[checkedIndex(arguments)] = arguments.wasmValue(1, type.elementType());
        return NullValue.INSTANCE;
    }

    private int checkedIndex(Arguments arguments) {
        long index = arguments.unsigned(0);
        if (!contains(index)) {
            throw arguments.error("there is no element " + index + " in " + displayString());
        }
        return (int) index;
    }

    private Object growForHost(Object[] values) {
        Arguments arguments = Arguments.of("grow", values, 1, 2);
        long delta = arguments.unsigned(0);
        if (!arguments.has(1) && !type.elementType().nullable()) {
            throw arguments.error("elements of type " + type.elementType() + " need an initial value");
        }
        int oldSize = grow(delta, arguments.has(1) ? arguments.wasmValue(1, type.elementType()) : null);
        if (oldSize < 0) {
            throw arguments.error("a table of type " + currentType() + " can not grow by " + delta);
        }
        return oldSize;
    }

    @Override
    protected Kind kind() {
        return Kind.TABLE;
    }

    @Override
    protected MemberTable<?> memberTable() {
        return MEMBERS;
    }

    @Override
    protected String displayString() {
        return "table of " + size + " " + type.elementType();
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return size;
    }

    @ExportMessage
    boolean isArrayElementReadable(long index) {
        return contains(index);
    }

    @ExportMessage
    boolean isArrayElementModifiable(long index) {
        return contains(index);
    }

    @ExportMessage
    boolean isArrayElementInsertable(long index) {
        return false;
    }

    @ExportMessage
    @TruffleBoundary
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!contains(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return HostValues.toHost(elements[(int) index]);
    }

    @ExportMessage
    @TruffleBoundary
    void writeArrayElement(long index, Object value) throws InvalidArrayIndexException, UnsupportedTypeException {
        if (!contains(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        try {
            elements[(int) index] = ToWasmNode.convert(type.elementType(), value);
        } catch (ToWasmNode.UnfitValue _) {
            throw UnsupportedTypeException.create(new Object[] {value}, "must be of type " + type.elementType());
        }
    }
}

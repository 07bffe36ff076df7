// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Table;
import org.trifola.wasm.runtime.Trap;

/**
 * Table instructions for compiled methods: operands, the instance, indices as in the binary format.
 *
 * <p>Specification: 4.4.6 "Table Instructions".
 */
public final class Tables {
    private Tables() {}

    /** {@code table.get}. */
    public static @Nullable Object get(int index, Instance instance, int tableIndex) {
        Table table = instance.table(tableIndex);
        if (!table.contains(Integer.toUnsignedLong(index))) {
            throw Backtrace.complete(table.outOfBounds(Integer.toUnsignedLong(index), 1, Backtrace.location()));
        }
        return table.get(index);
    }

    /** {@code table.set}. */
    public static void set(int index, @Nullable Object value, Instance instance, int tableIndex) {
        Table table = instance.table(tableIndex);
        if (!table.contains(Integer.toUnsignedLong(index))) {
            throw Backtrace.complete(table.outOfBounds(Integer.toUnsignedLong(index), 1, Backtrace.location()));
        }
        table.set(index, value);
    }

    /** {@code table.size}. */
    public static int size(Instance instance, int tableIndex) {
        return instance.table(tableIndex).size();
    }

    /** {@code table.grow}. */
    public static int grow(@Nullable Object init, int delta, Instance instance, int tableIndex) {
        return instance.table(tableIndex).grow(Integer.toUnsignedLong(delta), init);
    }

    /** {@code table.fill}. */
    public static void fill(int start, @Nullable Object value, int length, Instance instance, int tableIndex) {
        try {
            instance.table(tableIndex).fill(Integer.toUnsignedLong(start), value, Integer.toUnsignedLong(length), null);
        } catch (Trap trap) {
            throw Backtrace.locate(trap);
        }
    }

    /** {@code table.copy}. */
    public static void copy(
            int start, int sourceStart, int length, Instance instance, int tableIndex, int sourceIndex) {
        try {
            Table source = instance.table(sourceIndex);
            instance.table(tableIndex)
                    .copy(
                            Integer.toUnsignedLong(start),
                            source,
                            Integer.toUnsignedLong(sourceStart),
                            Integer.toUnsignedLong(length),
                            null);
        } catch (Trap trap) {
            throw Backtrace.locate(trap);
        }
    }

    /** {@code table.init}. */
    public static void init(
            int start, int sourceStart, int length, Instance instance, int elementIndex, int tableIndex) {
        try {
            instance.table(tableIndex)
                    .init(
                            Integer.toUnsignedLong(start),
                            instance.element(elementIndex),
                            Integer.toUnsignedLong(sourceStart),
                            Integer.toUnsignedLong(length),
                            null);
        } catch (Trap trap) {
            throw Backtrace.locate(trap);
        }
    }

    /** {@code elem.drop}. */
    public static void drop(Instance instance, int elementIndex) {
        instance.element(elementIndex).drop();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Table;
import org.trifola.wasm.runtime.Trap;

/**
 * Table instructions for compiled methods: operands with all integers as unsigned ones of 64 bits, the instance, indices as
 * in the binary format.
 *
 * <p>Specification: 4.4.6 "Table Instructions".
 */
public final class Tables {
    private Tables() {}

    /** {@code table.get}. */
    public static @Nullable Object get(long index, Instance instance, int tableIndex) {
        Table table = instance.table(tableIndex);
        if (!table.contains(index)) {
            throw Backtrace.complete(table.outOfBounds(index, 1, Backtrace.location()));
        }
        return table.get((int) index);
    }

    /** {@code table.set}. */
    public static void set(long index, @Nullable Object value, Instance instance, int tableIndex) {
        Table table = instance.table(tableIndex);
        if (!table.contains(index)) {
            throw Backtrace.complete(table.outOfBounds(index, 1, Backtrace.location()));
        }
        table.set((int) index, value);
    }

    /** {@code table.size}. */
    public static int size(Instance instance, int tableIndex) {
        return instance.table(tableIndex).size();
    }

    /** {@code table.grow}. */
    public static int grow(@Nullable Object init, long delta, Instance instance, int tableIndex) {
        return instance.table(tableIndex).grow(delta, init);
    }

    /** {@code table.fill}. */
    public static void fill(long start, @Nullable Object value, long length, Instance instance, int tableIndex) {
        try {
            instance.table(tableIndex).fill(start, value, length, null);
        } catch (Trap trap) {
            throw Backtrace.locate(trap);
        }
    }

    /** {@code table.copy}. */
    public static void copy(
            long start, long sourceStart, long length, Instance instance, int tableIndex, int sourceIndex) {
        try {
            Table source = instance.table(sourceIndex);
            instance.table(tableIndex).copy(start, source, sourceStart, length, null);
        } catch (Trap trap) {
            throw Backtrace.locate(trap);
        }
    }

    /** {@code table.init}. */
    public static void init(
            long start, long sourceStart, long length, Instance instance, int elementIndex, int tableIndex) {
        try {
            instance.table(tableIndex).init(start, instance.element(elementIndex), sourceStart, length, null);
        } catch (Trap trap) {
            throw Backtrace.locate(trap);
        }
    }

    /** {@code elem.drop}. */
    public static void drop(Instance instance, int elementIndex) {
        instance.element(elementIndex).drop();
    }
}

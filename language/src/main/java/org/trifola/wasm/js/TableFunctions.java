// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import org.trifola.wasm.interop.NullValue;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.HostValues;
import org.trifola.wasm.runtime.Table;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.TableType;

/** Tables. */
final class TableFunctions {
    private TableFunctions() {}

    /** A new table: minimum, maximum, type and initial value of the elements, whether it has 64-bit indices. */
    static Object alloc(WebAssemblyObject object, Arguments arguments) {
        if (!(TypeNames.parse(arguments.string(2)) instanceof RefType elementType)) {
            throw arguments.wrong(2, "the name of a reference type");
        }
        Limits limits = Limits.between(arguments.unsigned(0), arguments.unsigned(1));
        return new Table(
                new TableType(arguments.addressType(4), limits, elementType), arguments.wasmValue(3, elementType));
    }

    /** Adds elements and gives the size before. */
    static Object grow(WebAssemblyObject object, Arguments arguments) {
        Table table = arguments.get(0, Table.class);
        long delta = arguments.unsigned(1);
        int oldSize = table.grow(delta, arguments.wasmValue(2, table.type().elementType()));
        if (oldSize < 0) {
            throw new ArgumentError("a table of type " + table.currentType() + " can not grow by "
                    + Long.toUnsignedString(delta) + " element(s)");
        }
        return MemoryFunctions.number(table.type().addressType(), oldSize);
    }

    /** An element. */
    static Object read(WebAssemblyObject object, Arguments arguments) {
        Table table = arguments.get(0, Table.class);
        return HostValues.toHost(table.get(index(table, arguments)));
    }

    /** Sets an element. */
    static Object write(WebAssemblyObject object, Arguments arguments) {
        Table table = arguments.get(0, Table.class);
        table.set(index(table, arguments), arguments.wasmValue(2, table.type().elementType()));
        return NullValue.INSTANCE;
    }

    private static int index(Table table, Arguments arguments) {
        long index = arguments.unsigned(1);
        if (!table.contains(index)) {
            throw new ArgumentError(
                    "there is no element " + Long.toUnsignedString(index) + ", the table has " + table.size());
        }
        return (int) index;
    }

    /** The number of elements. */
    static Object size(WebAssemblyObject object, Arguments arguments) {
        Table table = arguments.get(0, Table.class);
        return MemoryFunctions.number(table.type().addressType(), table.size());
    }
}

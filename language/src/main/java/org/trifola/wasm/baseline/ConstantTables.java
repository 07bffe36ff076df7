// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.ElementDef;
import org.trifola.wasm.syntax.Expr;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.NumericOpcode;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.ReferenceOpcode;
import org.trifola.wasm.syntax.SegmentMode;
import org.trifola.wasm.syntax.TableDef;
import org.trifola.wasm.validation.ModuleContext;

/**
 * The tables that are the same in all instances of a module as long as its code runs: the module defines them, no instruction
 * writes to them, nobody else gets at them, and what the active element segments put there is known. Most compilers make such a
 * table, the only one, for functions whose address is taken. A {@code call_indirect} can then choose among the few functions of
 * its type without looking at the table, in which one would have to be loaded from the other: the instance, the table, its
 * elements, the function, its code, its entry.
 *
 * <p>Specification: 4.7.2 "Instantiation". It fails where a segment is out of bounds, but what segments before did to tables of
 * others stays; so no table is taken for constant where a segment writes to an imported one, or where one may be out of bounds.
 */
final class ConstantTables {
    /** Among more functions than this, choosing by the profile of a virtual call was as good, with less code. */
    private static final int MAX_CALLEES = 8;

    private static final int NULL = -1;
    private static final int UNKNOWN = -2;

    private final ModuleContext context;

    /** By table index and place in the table, the function index; null until it is asked for. */
    private @Nullable Map<Integer, NavigableMap<Integer, Integer>> tables;

    private final Map<Long, Map<Integer, Integer>> callees = new ConcurrentHashMap<>();

    ConstantTables(ModuleContext context) {
        this.context = context;
    }

    /**
     * The functions of the module that a {@code call_indirect} may call.
     *
     * @return their function indices by place in the table, in order; nothing when they are not known or too many
     */
    Map<Integer, Integer> callees(int tableIndex, int typeIndex) {
        return callees.computeIfAbsent((long) tableIndex << 32 | typeIndex, _ -> {
            NavigableMap<Integer, Integer> table = tables().get(tableIndex);
            return table == null ? Map.of() : ofType(table, context.type(typeIndex));
        });
    }

    private Map<Integer, Integer> ofType(Map<Integer, Integer> table, DefType type) {
        Map<Integer, Integer> result = new TreeMap<>();
        table.forEach((place, function) -> {
            DefType actual = context.functionType(function);
            if (function >= context.importedFunctionCount() && (actual == type || actual.isSubtypeOf(type))) {
                result.put(place, function);
            }
        });
        return result.size() > MAX_CALLEES ? Map.of() : result;
    }

    private synchronized Map<Integer, NavigableMap<Integer, Integer>> tables() {
        Map<Integer, NavigableMap<Integer, Integer>> result = tables;
        if (result == null) {
            result = new ConcurrentHashMap<>();
            int imported = context.importedCount(ExternKind.TABLE);
            for (int i = imported; i < context.tableCount(); i++) {
                if (isConstant(i, context.module().tables().get(i - imported))) {
                    result.put(i, new TreeMap<>());
                }
            }
            for (ElementDef element : context.module().elements()) {
                if (element.mode() == SegmentMode.ACTIVE && !copy(element, result)) {
                    result.clear();
                    break;
                }
            }
            tables = result;
        }
        return result;
    }

    private boolean isConstant(int index, TableDef table) {
        return table.init() == null
                && !context.isWrittenTo(index)
                && context.module().exports().stream()
                        .noneMatch(export -> export.kind() == ExternKind.TABLE && export.index() == index);
    }

    /** Returns false when the segment may be out of bounds, or writes to what others see. */
    private boolean copy(ElementDef element, Map<Integer, NavigableMap<Integer, Integer>> result) {
        int table = element.tableIndex();
        long start = constant(element.offset());
        if (table < context.importedCount(ExternKind.TABLE)
                || start < 0
                || start + element.size() > context.table(table).limits().min()) {
            return false;
        }
        NavigableMap<Integer, Integer> places = result.get(table);
        for (int i = 0; places != null && i < element.size(); i++) {
            int place = (int) start + i;
            int function = function(element, i);
            if (function == UNKNOWN) {
                result.remove(table);
                return true;
            }
            if (function == NULL) {
                places.remove(place);
            } else {
                places.put(place, function);
            }
        }
        return true;
    }

    /** The function index of an element, or that it is null, or unknown. */
    private int function(ElementDef element, int index) {
        int[] functionIndices = element.functionIndices();
        if (functionIndices != null) {
            return functionIndices[index];
        }
        InstructionReader reader = reader(element.expressions().get(index));
        Opcode opcode = reader.next();
        int result = opcode == ReferenceOpcode.REF_FUNC
                ? reader.index()
                : opcode == ReferenceOpcode.REF_NULL ? NULL : UNKNOWN;
        return reader.next() == ControlOpcode.END ? result : UNKNOWN;
    }

    /** The value of an expression that is one constant of type i32, -1 for all others. */
    private long constant(@Nullable Expr expr) {
        if (expr == null) {
            return -1;
        }
        InstructionReader reader = reader(expr);
        if (reader.next() != NumericOpcode.I32_CONST) {
            return -1;
        }
        long value = Integer.toUnsignedLong(reader.i32());
        return reader.next() == ControlOpcode.END ? value : -1;
    }

    private InstructionReader reader(Expr expr) {
        return new InstructionReader(context.module().bytes(), expr);
    }
}

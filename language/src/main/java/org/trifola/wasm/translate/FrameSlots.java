// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trifola.wasm.nodes.FrameLayout;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.syntax.ValType;

/** Gives out frame slots: for every local, and for a position of the operand stack and a kind when it is needed. */
final class FrameSlots {
    private final List<ValueKind> kinds = new ArrayList<>();
    private final Map<Long, Integer> operandSlots = new HashMap<>();
    private final int params;
    /** The slot of every local. */
    private final int[] locals;

    FrameSlots(List<ValType> params, List<ValType> locals) {
        this.params = params.size();
        this.locals = new int[params.size() + locals.size()];
        int index = 0;
        for (ValType type : params) {
            this.locals[index++] = add(ValueKind.of(type));
        }
        for (ValType type : locals) {
            this.locals[index++] = add(ValueKind.of(type));
        }
    }

    private int add(ValueKind kind) {
        int slot = kinds.size();
        kinds.add(kind);
        for (int i = 1; i < kind.slots(); i++) {
            kinds.add(ValueKind.I64);
        }
        return slot;
    }

    /** The slot of a local. */
    int local(int localIndex) {
        return locals[localIndex];
    }

    /** The kind of a local. */
    ValueKind kind(int localIndex) {
        return kinds.get(locals[localIndex]);
    }

    /** The slot for an operand of this kind at this position of the operand stack, counted from the bottom. */
    int operand(int position, ValueKind kind) {
        return operandSlots.computeIfAbsent((long) position << 3 | kind.ordinal(), _ -> add(kind));
    }

    /** The slot for the exception that a block at this depth of the control stack has caught. */
    int exception(int depth) {
        return operand(-1 - depth, ValueKind.REF);
    }

    /** The number of parameters and locals. */
    int locals() {
        return locals.length;
    }

    /** The number of parameters, which are the first locals and have the first slots. */
    int params() {
        return params;
    }

    /** The layout with all slots given out, for a body of this many bytes. */
    FrameLayout layout(WasmModule module, int codeSize) {
        return new FrameLayout(module, kinds.toArray(ValueKind[]::new), params, codeSize);
    }
}

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

/** Gives out frame slots: one per local, and one per position of the operand stack and kind, when it is needed. */
final class FrameSlots {
    private final List<ValueKind> kinds = new ArrayList<>();
    private final Map<Long, Integer> operandSlots = new HashMap<>();
    private final int params;
    private final int locals;

    FrameSlots(List<ValType> params, List<ValType> locals) {
        this.params = params.size();
        params.forEach(type -> kinds.add(ValueKind.of(type)));
        locals.forEach(type -> kinds.add(ValueKind.of(type)));
        this.locals = kinds.size();
    }

    /** The kind of a local. */
    ValueKind kind(int localIndex) {
        return kinds.get(localIndex);
    }

    /** The slot for an operand of this kind at this position of the operand stack, counted from the bottom. */
    int operand(int position, ValueKind kind) {
        return operandSlots.computeIfAbsent((long) position << 3 | kind.ordinal(), _ -> {
            kinds.add(kind);
            return kinds.size() - 1;
        });
    }

    /** The slot for the exception that a block at this depth of the control stack has caught. */
    int exception(int depth) {
        return operand(-1 - depth, ValueKind.REF);
    }

    /** The number of parameters and locals. */
    int locals() {
        return locals;
    }

    /** The number of parameters, whose slots come first. */
    int params() {
        return params;
    }

    /** The layout with all slots given out. */
    FrameLayout layout(WasmModule module) {
        return new FrameLayout(module, kinds.toArray(ValueKind[]::new), params);
    }
}

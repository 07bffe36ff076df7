// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import org.trifola.wasm.nodes.vector.Vectors;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.syntax.VecType;

/** How a value is held in a frame slot and passed between nodes. */
public enum ValueKind {
    I32,
    I64,
    F32,
    F64,
    V128,
    REF;

    /** How many frame slots in a row hold a value. */
    public int slots() {
        return this == V128 ? Vectors.SLOTS : 1;
    }

    /** The kind of a type's values. */
    public static ValueKind of(ValType type) {
        return switch (type) {
            case NumType.I32 -> I32;
            case NumType.I64 -> I64;
            case NumType.F32 -> F32;
            case NumType.F64 -> F64;
            case VecType.V128 -> V128;
            case RefType _ -> REF;
        };
    }
}

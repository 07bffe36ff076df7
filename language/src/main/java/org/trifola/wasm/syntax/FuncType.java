// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The type of a function: what it takes and what it gives back.
 *
 * <p>Specification: 2.3.8 "Function Types".
 */
public record FuncType(List<ValType> params, List<ValType> results) implements CompType {
    public FuncType {
        params = List.copyOf(params);
        results = List.copyOf(results);
    }

    /** The type in the notation of the specification, such as {@code [i32 i64] -> [f32]}. */
    @Override
    public String toString() {
        return bracketed(params) + " -> " + bracketed(results);
    }

    private static String bracketed(List<ValType> types) {
        return types.stream().map(Object::toString).collect(Collectors.joining(" ", "[", "]"));
    }
}

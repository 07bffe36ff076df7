// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import java.util.List;

/**
 * The type of a structure: its fields by position.
 *
 * <p>Specification: 2.3.9 "Aggregate Types".
 */
public record StructType(List<FieldType> fields) implements CompType {
    public StructType {
        fields = List.copyOf(fields);
    }
}

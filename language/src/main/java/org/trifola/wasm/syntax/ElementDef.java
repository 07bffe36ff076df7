// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An element segment: references that can be copied into tables.
 *
 * <p>Specification: 2.5.8 "Element Segments".
 *
 * @param tableIndex the table of an active segment, 0 otherwise
 * @param offset the place in the table, only for an active segment
 * @param functionIndices the elements where the segment lists function indices, null where it lists expressions
 * @param expressions the elements where the segment lists expressions, empty otherwise
 */
public record ElementDef(
        SegmentMode mode,
        int tableIndex,
        @Nullable Expr offset,
        RefType type,
        int @Nullable [] functionIndices,
        List<Expr> expressions) {

    /** The number of elements. */
    public int size() {
        return functionIndices != null ? functionIndices.length : expressions.size();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import org.jspecify.annotations.Nullable;

/**
 * A data segment: bytes that can be copied into memories.
 *
 * <p>Specification: 2.5.7 "Data Segments".
 *
 * @param memoryIndex the memory of an active segment, 0 otherwise
 * @param offset the place in the memory, only for an active segment
 * @param start the position of the first byte in the module's bytes
 * @param length the number of bytes
 */
public record DataDef(
        SegmentMode mode, int memoryIndex, @Nullable Expr offset, int start, int length) {}

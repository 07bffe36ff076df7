// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * The layouts of the static arguments that follow an opcode.
 *
 * <p>Specification: 5.4 "Instructions". A layout names its parts in the order of the binary format; the text format puts
 * a few of them the other way round (see each constant).
 */
public enum Immediates {
    /** Nothing follows. */
    NONE,
    /** A block type: nothing, a value type, or a type index. */
    BLOCK_TYPE,
    /** A label index. */
    LABEL,
    /** A vector of label indices and the default label. */
    LABELS,
    /** A block type and a vector of catch clauses. */
    CATCHES,
    /** A tag index. */
    TAG,
    /** A function index. */
    FUNCTION,
    /** A type index. */
    TYPE,
    /** A type index and a table index; the text has the table first. */
    TYPE_TABLE,
    /** A type index and a field index. */
    TYPE_FIELD,
    /** A type index and a number of operands. */
    TYPE_COUNT,
    /** A type index and a data segment index. */
    TYPE_DATA,
    /** A type index and an element segment index. */
    TYPE_ELEM,
    /** The type index of the destination and that of the source. */
    TYPE_TYPE,
    /** A type index and a tag index. */
    TYPE_TAG,
    /** A type index and a vector of handler clauses. */
    TYPE_HANDLERS,
    /** A type index, a tag index and a vector of handler clauses. */
    TYPE_TAG_HANDLERS,
    /** A vector of value types. */
    TYPES,
    /** A heap type. */
    HEAP_TYPE,
    /** Nullability flags, a label index, and the heap types of source and target. */
    CAST_BRANCH,
    /** A local index. */
    LOCAL,
    /** A global index. */
    GLOBAL,
    /** A table index. */
    TABLE,
    /** The table index of the destination and that of the source. */
    TABLE_TABLE,
    /** An element segment index and a table index; the text has the table first. */
    TABLE_ELEM,
    /** An element segment index. */
    ELEM,
    /** A data segment index. */
    DATA,
    /** A memory index. */
    MEMORY,
    /** The memory index of the destination and that of the source. */
    MEMORY_MEMORY,
    /** A data segment index and a memory index; the text has the memory first. */
    DATA_MEMORY,
    /** A memory argument: alignment exponent, memory index where it is not 0, and offset. */
    MEMARG,
    /** A memory argument and a lane index. */
    MEMARG_LANE,
    /** A lane index. */
    LANE,
    /** Sixteen lane indices. */
    SHUFFLE_LANES,
    /** A signed 32-bit integer. */
    I32,
    /** A signed 64-bit integer. */
    I64,
    /** Four bytes of an IEEE 754 number. */
    F32,
    /** Eight bytes of an IEEE 754 number. */
    F64,
    /** Sixteen bytes of a vector. */
    V128,
    /** A reserved zero byte, the ordering of a fence. */
    FENCE
}

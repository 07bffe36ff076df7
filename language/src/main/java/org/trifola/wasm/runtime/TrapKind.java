// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

/**
 * The reasons for a trap, with the messages of the official test suite and the numbers that embedders know from wasmtime.
 *
 * <p>Specification: 4.2.1 "Results", appendix "Implementation Limitations" for exhaustion.
 */
public enum TrapKind {
    UNREACHABLE("unreachable", 9),
    INTEGER_DIVIDE_BY_ZERO("integer divide by zero", 7),
    INTEGER_OVERFLOW("integer overflow", 6),
    INVALID_CONVERSION("invalid conversion to integer", 8),
    OUT_OF_BOUNDS_MEMORY_ACCESS("out of bounds memory access", 1),
    OUT_OF_BOUNDS_TABLE_ACCESS("out of bounds table access", 3),
    UNDEFINED_ELEMENT("undefined element", 3),
    UNINITIALIZED_ELEMENT("uninitialized element", 4),
    INDIRECT_CALL_TYPE_MISMATCH("indirect call type mismatch", 5),
    NULL_REFERENCE("null reference", 13),
    NULL_FUNCTION_REFERENCE("null function reference", 13),
    NULL_STRUCTURE_REFERENCE("null structure reference", 13),
    NULL_ARRAY_REFERENCE("null array reference", 13),
    NULL_I31_REFERENCE("null i31 reference", 13),
    NULL_EXCEPTION_REFERENCE("null exception reference", 13),
    NULL_DESCRIPTOR_REFERENCE("null descriptor reference", 13),
    OUT_OF_BOUNDS_ARRAY_ACCESS("out of bounds array access", 14),
    CAST_FAILURE("cast failure", 16),
    DESCRIPTOR_CAST_FAILURE("descriptor cast failure", 16),
    UNALIGNED_ATOMIC("unaligned atomic", 2),
    EXPECTED_SHARED_MEMORY("expected shared memory", 12),
    CALL_STACK_EXHAUSTED("call stack exhausted", 0),
    OUT_OF_MEMORY("out of memory", 15),
    NULL_CONTINUATION_REFERENCE("null continuation reference", 13),
    UNHANDLED_TAG("unhandled tag", 19),
    CONTINUATION_ALREADY_CONSUMED("continuation already consumed", 20);

    private final String message;
    private final int code;

    TrapKind(String message, int code) {
        this.message = message;
        this.code = code;
    }

    /** The message of the official test suite. */
    public String message() {
        return message;
    }

    /** The number of the trap as wasmtime's API counts them. */
    public int code() {
        return code;
    }

    /** Whether the program asked for more than the engine has, rather than doing something undefined. */
    public boolean isExhaustion() {
        return this == CALL_STACK_EXHAUSTED || this == OUT_OF_MEMORY;
    }
}

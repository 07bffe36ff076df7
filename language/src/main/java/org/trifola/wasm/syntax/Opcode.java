// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * One row of the instruction table: an instruction with its code, its name in the text format and its shape.
 *
 * <p>Decoder, encoder, validator, text parser, printer and translator all read these rows, so an instruction is
 * described once. There is one enum per section of the specification's chapter 2.4, so that a {@code switch} over a
 * section stays short and exhaustive.
 */
public sealed interface Opcode
        permits ControlOpcode,
                ParametricOpcode,
                VariableOpcode,
                TableOpcode,
                MemoryOpcode,
                ReferenceOpcode,
                AggregateOpcode,
                NumericOpcode,
                VectorOpcode,
                AtomicOpcode,
                ContinuationOpcode {

    /**
     * The number of the instruction in the binary format: the byte itself, or {@code prefix << 16 | subopcode} for an
     * instruction with a prefix byte, so that {@code 0xFC_0008} is {@code memory.init}.
     */
    int code();

    /** The keyword of the text format; a few instructions share one ({@code select}, {@code ref.test}, {@code ref.cast}). */
    String mnemonic();

    /** What kind of instruction this is: its immediates and, where they are fixed, its operand and result types. */
    Shape shape();

    /** The proposal that brought the instruction, {@link Feature#CORE} for the first version of WebAssembly. */
    Feature feature();
}

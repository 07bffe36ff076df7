// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import static org.trifola.wasm.syntax.Feature.BULK_MEMORY_AND_REF_TYPES;
import static org.trifola.wasm.syntax.Immediates.DATA;
import static org.trifola.wasm.syntax.Immediates.DATA_MEMORY;
import static org.trifola.wasm.syntax.Immediates.MEMORY;
import static org.trifola.wasm.syntax.Immediates.MEMORY_MEMORY;
import static org.trifola.wasm.syntax.NumType.F32;
import static org.trifola.wasm.syntax.NumType.F64;
import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;
import static org.trifola.wasm.syntax.Shape.load;
import static org.trifola.wasm.syntax.Shape.store;
import static org.trifola.wasm.syntax.Shape.untyped;

/**
 * Memory instructions on numbers: loads, stores, size, bulk operations; vectors and atomics have their own tables.
 *
 * <p>Specification: 2.4 "Memory Instructions".
 */
public enum MemoryOpcode implements Opcode {
    // format:off
    I32_LOAD     (0x28,      "i32.load",      load(I32, 4)),
    I64_LOAD     (0x29,      "i64.load",      load(I64, 8)),
    F32_LOAD     (0x2A,      "f32.load",      load(F32, 4)),
    F64_LOAD     (0x2B,      "f64.load",      load(F64, 8)),
    I32_LOAD8_S  (0x2C,      "i32.load8_s",   load(I32, 1)),
    I32_LOAD8_U  (0x2D,      "i32.load8_u",   load(I32, 1)),
    I32_LOAD16_S (0x2E,      "i32.load16_s",  load(I32, 2)),
    I32_LOAD16_U (0x2F,      "i32.load16_u",  load(I32, 2)),
    I64_LOAD8_S  (0x30,      "i64.load8_s",   load(I64, 1)),
    I64_LOAD8_U  (0x31,      "i64.load8_u",   load(I64, 1)),
    I64_LOAD16_S (0x32,      "i64.load16_s",  load(I64, 2)),
    I64_LOAD16_U (0x33,      "i64.load16_u",  load(I64, 2)),
    I64_LOAD32_S (0x34,      "i64.load32_s",  load(I64, 4)),
    I64_LOAD32_U (0x35,      "i64.load32_u",  load(I64, 4)),
    I32_STORE    (0x36,      "i32.store",     store(I32, 4)),
    I64_STORE    (0x37,      "i64.store",     store(I64, 8)),
    F32_STORE    (0x38,      "f32.store",     store(F32, 4)),
    F64_STORE    (0x39,      "f64.store",     store(F64, 8)),
    I32_STORE8   (0x3A,      "i32.store8",    store(I32, 1)),
    I32_STORE16  (0x3B,      "i32.store16",   store(I32, 2)),
    I64_STORE8   (0x3C,      "i64.store8",    store(I64, 1)),
    I64_STORE16  (0x3D,      "i64.store16",   store(I64, 2)),
    I64_STORE32  (0x3E,      "i64.store32",   store(I64, 4)),
    MEMORY_SIZE  (0x3F,      "memory.size",   untyped(MEMORY)),
    MEMORY_GROW  (0x40,      "memory.grow",   untyped(MEMORY)),
    MEMORY_INIT  (0xFC_0008, "memory.init",   untyped(DATA_MEMORY).trapping(),   BULK_MEMORY_AND_REF_TYPES),
    DATA_DROP    (0xFC_0009, "data.drop",     untyped(DATA),                     BULK_MEMORY_AND_REF_TYPES),
    MEMORY_COPY  (0xFC_000A, "memory.copy",   untyped(MEMORY_MEMORY).trapping(), BULK_MEMORY_AND_REF_TYPES),
    MEMORY_FILL  (0xFC_000B, "memory.fill",   untyped(MEMORY).trapping(),        BULK_MEMORY_AND_REF_TYPES);
    // format:on

    private final int code;
    private final String mnemonic;
    private final Shape shape;
    private final Feature feature;

    MemoryOpcode(int code, String mnemonic, Shape shape) {
        this(code, mnemonic, shape, Feature.CORE);
    }

    MemoryOpcode(int code, String mnemonic, Shape shape, Feature feature) {
        this.code = code;
        this.mnemonic = mnemonic;
        this.shape = shape;
        this.feature = feature;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String mnemonic() {
        return mnemonic;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public Feature feature() {
        return feature;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import static org.trifola.wasm.syntax.Feature.THREADS;
import static org.trifola.wasm.syntax.Immediates.FENCE;
import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;
import static org.trifola.wasm.syntax.Shape.atomic;
import static org.trifola.wasm.syntax.Shape.fixed;

import java.util.List;

/**
 * Atomic memory instructions, in order of opcode.
 *
 * <p>Threads proposal, "Atomic Memory Instructions".
 */
public enum AtomicOpcode implements Opcode {
    // format:off
    MEMORY_ATOMIC_NOTIFY       (0xFE_0000, "memory.atomic.notify",        atomic(4, List.of(I32), List.of(I32)),      THREADS),
    MEMORY_ATOMIC_WAIT32       (0xFE_0001, "memory.atomic.wait32",        atomic(4, List.of(I32, I64), List.of(I32)), THREADS),
    MEMORY_ATOMIC_WAIT64       (0xFE_0002, "memory.atomic.wait64",        atomic(8, List.of(I64, I64), List.of(I32)), THREADS),
    ATOMIC_FENCE               (0xFE_0003, "atomic.fence",                fixed(FENCE, List.of(), List.of()),         THREADS),
    I32_ATOMIC_LOAD            (0xFE_0010, "i32.atomic.load",             atomic(4, List.of(), List.of(I32)),         THREADS),
    I64_ATOMIC_LOAD            (0xFE_0011, "i64.atomic.load",             atomic(8, List.of(), List.of(I64)),         THREADS),
    I32_ATOMIC_LOAD8_U         (0xFE_0012, "i32.atomic.load8_u",          atomic(1, List.of(), List.of(I32)),         THREADS),
    I32_ATOMIC_LOAD16_U        (0xFE_0013, "i32.atomic.load16_u",         atomic(2, List.of(), List.of(I32)),         THREADS),
    I64_ATOMIC_LOAD8_U         (0xFE_0014, "i64.atomic.load8_u",          atomic(1, List.of(), List.of(I64)),         THREADS),
    I64_ATOMIC_LOAD16_U        (0xFE_0015, "i64.atomic.load16_u",         atomic(2, List.of(), List.of(I64)),         THREADS),
    I64_ATOMIC_LOAD32_U        (0xFE_0016, "i64.atomic.load32_u",         atomic(4, List.of(), List.of(I64)),         THREADS),
    I32_ATOMIC_STORE           (0xFE_0017, "i32.atomic.store",            atomic(4, List.of(I32), List.of()),         THREADS),
    I64_ATOMIC_STORE           (0xFE_0018, "i64.atomic.store",            atomic(8, List.of(I64), List.of()),         THREADS),
    I32_ATOMIC_STORE8          (0xFE_0019, "i32.atomic.store8",           atomic(1, List.of(I32), List.of()),         THREADS),
    I32_ATOMIC_STORE16         (0xFE_001A, "i32.atomic.store16",          atomic(2, List.of(I32), List.of()),         THREADS),
    I64_ATOMIC_STORE8          (0xFE_001B, "i64.atomic.store8",           atomic(1, List.of(I64), List.of()),         THREADS),
    I64_ATOMIC_STORE16         (0xFE_001C, "i64.atomic.store16",          atomic(2, List.of(I64), List.of()),         THREADS),
    I64_ATOMIC_STORE32         (0xFE_001D, "i64.atomic.store32",          atomic(4, List.of(I64), List.of()),         THREADS),
    I32_ATOMIC_RMW_ADD         (0xFE_001E, "i32.atomic.rmw.add",          atomic(4, List.of(I32), List.of(I32)),      THREADS),
    I64_ATOMIC_RMW_ADD         (0xFE_001F, "i64.atomic.rmw.add",          atomic(8, List.of(I64), List.of(I64)),      THREADS),
    I32_ATOMIC_RMW8_ADD_U      (0xFE_0020, "i32.atomic.rmw8.add_u",       atomic(1, List.of(I32), List.of(I32)),      THREADS),
    I32_ATOMIC_RMW16_ADD_U     (0xFE_0021, "i32.atomic.rmw16.add_u",      atomic(2, List.of(I32), List.of(I32)),      THREADS),
    I64_ATOMIC_RMW8_ADD_U      (0xFE_0022, "i64.atomic.rmw8.add_u",       atomic(1, List.of(I64), List.of(I64)),      THREADS),
    I64_ATOMIC_RMW16_ADD_U     (0xFE_0023, "i64.atomic.rmw16.add_u",      atomic(2, List.of(I64), List.of(I64)),      THREADS),
    I64_ATOMIC_RMW32_ADD_U     (0xFE_0024, "i64.atomic.rmw32.add_u",      atomic(4, List.of(I64), List.of(I64)),      THREADS),
    I32_ATOMIC_RMW_SUB         (0xFE_0025, "i32.atomic.rmw.sub",          atomic(4, List.of(I32), List.of(I32)),      THREADS),
    I64_ATOMIC_RMW_SUB         (0xFE_0026, "i64.atomic.rmw.sub",          atomic(8, List.of(I64), List.of(I64)),      THREADS),
    I32_ATOMIC_RMW8_SUB_U      (0xFE_0027, "i32.atomic.rmw8.sub_u",       atomic(1, List.of(I32), List.of(I32)),      THREADS),
    I32_ATOMIC_RMW16_SUB_U     (0xFE_0028, "i32.atomic.rmw16.sub_u",      atomic(2, List.of(I32), List.of(I32)),      THREADS),
    I64_ATOMIC_RMW8_SUB_U      (0xFE_0029, "i64.atomic.rmw8.sub_u",       atomic(1, List.of(I64), List.of(I64)),      THREADS),
    I64_ATOMIC_RMW16_SUB_U     (0xFE_002A, "i64.atomic.rmw16.sub_u",      atomic(2, List.of(I64), List.of(I64)),      THREADS),
    I64_ATOMIC_RMW32_SUB_U     (0xFE_002B, "i64.atomic.rmw32.sub_u",      atomic(4, List.of(I64), List.of(I64)),      THREADS),
    I32_ATOMIC_RMW_AND         (0xFE_002C, "i32.atomic.rmw.and",          atomic(4, List.of(I32), List.of(I32)),      THREADS),
    I64_ATOMIC_RMW_AND         (0xFE_002D, "i64.atomic.rmw.and",          atomic(8, List.of(I64), List.of(I64)),      THREADS),
    I32_ATOMIC_RMW8_AND_U      (0xFE_002E, "i32.atomic.rmw8.and_u",       atomic(1, List.of(I32), List.of(I32)),      THREADS),
    I32_ATOMIC_RMW16_AND_U     (0xFE_002F, "i32.atomic.rmw16.and_u",      atomic(2, List.of(I32), List.of(I32)),      THREADS),
    I64_ATOMIC_RMW8_AND_U      (0xFE_0030, "i64.atomic.rmw8.and_u",       atomic(1, List.of(I64), List.of(I64)),      THREADS),
    I64_ATOMIC_RMW16_AND_U     (0xFE_0031, "i64.atomic.rmw16.and_u",      atomic(2, List.of(I64), List.of(I64)),      THREADS),
    I64_ATOMIC_RMW32_AND_U     (0xFE_0032, "i64.atomic.rmw32.and_u",      atomic(4, List.of(I64), List.of(I64)),      THREADS),
    I32_ATOMIC_RMW_OR          (0xFE_0033, "i32.atomic.rmw.or",           atomic(4, List.of(I32), List.of(I32)),      THREADS),
    I64_ATOMIC_RMW_OR          (0xFE_0034, "i64.atomic.rmw.or",           atomic(8, List.of(I64), List.of(I64)),      THREADS),
    I32_ATOMIC_RMW8_OR_U       (0xFE_0035, "i32.atomic.rmw8.or_u",        atomic(1, List.of(I32), List.of(I32)),      THREADS),
    I32_ATOMIC_RMW16_OR_U      (0xFE_0036, "i32.atomic.rmw16.or_u",       atomic(2, List.of(I32), List.of(I32)),      THREADS),
    I64_ATOMIC_RMW8_OR_U       (0xFE_0037, "i64.atomic.rmw8.or_u",        atomic(1, List.of(I64), List.of(I64)),      THREADS),
    I64_ATOMIC_RMW16_OR_U      (0xFE_0038, "i64.atomic.rmw16.or_u",       atomic(2, List.of(I64), List.of(I64)),      THREADS),
    I64_ATOMIC_RMW32_OR_U      (0xFE_0039, "i64.atomic.rmw32.or_u",       atomic(4, List.of(I64), List.of(I64)),      THREADS),
    I32_ATOMIC_RMW_XOR         (0xFE_003A, "i32.atomic.rmw.xor",          atomic(4, List.of(I32), List.of(I32)),      THREADS),
    I64_ATOMIC_RMW_XOR         (0xFE_003B, "i64.atomic.rmw.xor",          atomic(8, List.of(I64), List.of(I64)),      THREADS),
    I32_ATOMIC_RMW8_XOR_U      (0xFE_003C, "i32.atomic.rmw8.xor_u",       atomic(1, List.of(I32), List.of(I32)),      THREADS),
    I32_ATOMIC_RMW16_XOR_U     (0xFE_003D, "i32.atomic.rmw16.xor_u",      atomic(2, List.of(I32), List.of(I32)),      THREADS),
    I64_ATOMIC_RMW8_XOR_U      (0xFE_003E, "i64.atomic.rmw8.xor_u",       atomic(1, List.of(I64), List.of(I64)),      THREADS),
    I64_ATOMIC_RMW16_XOR_U     (0xFE_003F, "i64.atomic.rmw16.xor_u",      atomic(2, List.of(I64), List.of(I64)),      THREADS),
    I64_ATOMIC_RMW32_XOR_U     (0xFE_0040, "i64.atomic.rmw32.xor_u",      atomic(4, List.of(I64), List.of(I64)),      THREADS),
    I32_ATOMIC_RMW_XCHG        (0xFE_0041, "i32.atomic.rmw.xchg",         atomic(4, List.of(I32), List.of(I32)),      THREADS),
    I64_ATOMIC_RMW_XCHG        (0xFE_0042, "i64.atomic.rmw.xchg",         atomic(8, List.of(I64), List.of(I64)),      THREADS),
    I32_ATOMIC_RMW8_XCHG_U     (0xFE_0043, "i32.atomic.rmw8.xchg_u",      atomic(1, List.of(I32), List.of(I32)),      THREADS),
    I32_ATOMIC_RMW16_XCHG_U    (0xFE_0044, "i32.atomic.rmw16.xchg_u",     atomic(2, List.of(I32), List.of(I32)),      THREADS),
    I64_ATOMIC_RMW8_XCHG_U     (0xFE_0045, "i64.atomic.rmw8.xchg_u",      atomic(1, List.of(I64), List.of(I64)),      THREADS),
    I64_ATOMIC_RMW16_XCHG_U    (0xFE_0046, "i64.atomic.rmw16.xchg_u",     atomic(2, List.of(I64), List.of(I64)),      THREADS),
    I64_ATOMIC_RMW32_XCHG_U    (0xFE_0047, "i64.atomic.rmw32.xchg_u",     atomic(4, List.of(I64), List.of(I64)),      THREADS),
    I32_ATOMIC_RMW_CMPXCHG     (0xFE_0048, "i32.atomic.rmw.cmpxchg",      atomic(4, List.of(I32, I32), List.of(I32)), THREADS),
    I64_ATOMIC_RMW_CMPXCHG     (0xFE_0049, "i64.atomic.rmw.cmpxchg",      atomic(8, List.of(I64, I64), List.of(I64)), THREADS),
    I32_ATOMIC_RMW8_CMPXCHG_U  (0xFE_004A, "i32.atomic.rmw8.cmpxchg_u",   atomic(1, List.of(I32, I32), List.of(I32)), THREADS),
    I32_ATOMIC_RMW16_CMPXCHG_U (0xFE_004B, "i32.atomic.rmw16.cmpxchg_u",  atomic(2, List.of(I32, I32), List.of(I32)), THREADS),
    I64_ATOMIC_RMW8_CMPXCHG_U  (0xFE_004C, "i64.atomic.rmw8.cmpxchg_u",   atomic(1, List.of(I64, I64), List.of(I64)), THREADS),
    I64_ATOMIC_RMW16_CMPXCHG_U (0xFE_004D, "i64.atomic.rmw16.cmpxchg_u",  atomic(2, List.of(I64, I64), List.of(I64)), THREADS),
    I64_ATOMIC_RMW32_CMPXCHG_U (0xFE_004E, "i64.atomic.rmw32.cmpxchg_u",  atomic(4, List.of(I64, I64), List.of(I64)), THREADS);
    // format:on

    private final int code;
    private final String mnemonic;
    private final Shape shape;
    private final Feature feature;
    private final AtomicOperation operation;

    AtomicOpcode(int code, String mnemonic, Shape shape, Feature feature) {
        this.code = code;
        this.mnemonic = mnemonic;
        this.shape = shape;
        this.feature = feature;
        operation = AtomicOperation.of(mnemonic);
    }

    /** What the instruction does. */
    public AtomicOperation operation() {
        return operation;
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

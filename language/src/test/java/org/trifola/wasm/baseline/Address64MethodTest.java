// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That functions with memories and tables of 64-bit addresses are methods. */
class Address64MethodTest {
    private static final String FIELDS = """
            (memory $m i64 1 2) (memory $narrow 1)
            (data $d "\\01\\02\\03\\04\\05\\06\\07\\08")
            (table $t i64 3 5 funcref) (table $small 2 funcref)
            (elem $e func $one $two)
            (func $one (result i64) (i64.const 1))
            (func $two (result i64) (i64.const 2))
            """;

    private final Context context = Context.create("wasm");

    @AfterEach
    void close() {
        context.close(true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    -2  | (i32.store offset=4 (i64.const 8) (i32.const -2)) (i64.load32_s (i64.const 12))
                    9   | (i64.store (i64.const 65528) (i64.const 9)) (i64.load offset=65520 (i64.const 8))
                    254 | (i64.store8 (i64.const 3) (i64.const -2)) (i64.load8_u offset=1 (i64.const 2))
                    2   | (f64.store (i64.const 16) (f64.const 2.5)) (i64.trunc_f64_s (f64.load (i64.const 16)))
                    7   | (i64.const 16) (block (param i64) (i64.store (i64.const 7)) (br 0)) (i64.load (i64.const 16))
                    1   | (memory.size $m)
                    1   | (memory.grow $m (i64.const 1))
                    -1  | (memory.grow $m (i64.const 0x100000000))
                    257 | (memory.fill $m (i64.const 2) (i32.const 1) (i64.const 2)) (i64.load16_u (i64.const 2))
                    1027 | (memory.init $m $d (i64.const 1) (i32.const 2) (i32.const 2)) (memory.copy $m $m (i64.const 5) (i64.const 1) (i64.const 2)) (i64.load16_u offset=1 (i64.const 4))
                    5   | (memory.init $m $d (i64.const 1) (i32.const 4) (i32.const 1)) (memory.copy $narrow $m (i32.const 5) (i64.const 1) (i32.const 1)) (i64.load8_u $narrow (i32.const 5))
                    3   | (table.size $t)
                    3   | (table.grow $t (ref.null func) (i64.const 2))
                    -1  | (table.grow $t (ref.null func) (i64.const 0x100000000))
                    2   | (table.set $t (i64.const 2) (ref.func $two)) (call_indirect $t (result i64) (i64.const 2))
                    1   | (table.fill $t (i64.const 1) (ref.func $one) (i64.const 2)) (call_indirect $t (result i64) (i64.const 2))
                    2   | (table.init $t $e (i64.const 1) (i32.const 0) (i32.const 2)) (table.copy $small $t (i32.const 0) (i64.const 2) (i32.const 1)) (call_indirect $small (result i64) (i32.const 0))
                    1   | (i64.extend_i32_s (ref.is_null (table.get $t (i64.const 2))))
                    """)
    void an_instruction_is_compiled(long expected, String code) {
        Methods methods =
                new Methods(context, FIELDS + "(func (export \"run\") (result i64) (call $look) " + code + ")");
        assertEquals(expected, methods.run("run").asLong());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    out of bounds memory access: 4 bytes at 4294967296, the memory has 65536 | (drop (i32.load (i64.const 0x100000000)))
                    out of bounds memory access: 4 bytes at 4294967304, the memory has 65536 | (i32.store offset=0x100000000 (i64.const 8) (i32.const 1))
                    out of bounds memory access: 8 bytes at 4611686018427387904, the memory has 65536 | (drop (i64.load offset=8 (i64.const -8)))
                    out of bounds memory access: 1 bytes at 4611686018427387904, the memory has 65536 | (drop (i64.load8_u offset=0xffffffffffffffff (i64.const 1)))
                    out of bounds memory access: 8 bytes at 4611686018427387904, the memory has 65536 | (drop (i64.load offset=0x7fffffffffffffff (i64.const 0)))
                    out of bounds memory access: 8 bytes at 4611686018427387904, the memory has 65536 | (drop (i64.load offset=0x7fffffffffffffff (i64.const 0x7ffffffffffffffa)))
                    out of bounds memory access: 1 bytes at 4294967296, the memory has 65536 | (memory.fill $m (i64.const 0x100000000) (i32.const 0) (i64.const 1))
                    out of bounds table access: element 4294967296, the table has 3 | (drop (table.get $t (i64.const 0x100000000)))
                    undefined element | (drop (call_indirect $t (result i64) (i64.const 0x100000000)))
                    uninitialized element 1 | (drop (call_indirect $t (result i64) (i64.const 1)))
                    """)
    void an_address_is_not_cut_short(String message, String code) {
        for (String baseline : new String[] {"true", "false"}) {
            try (Context other =
                    Context.newBuilder("wasm").option("wasm.Baseline", baseline).build()) {
                Methods methods = new Methods(other, FIELDS + "(func (export \"run\") (call $look) " + code + ")");
                PolyglotException trap = assertThrows(PolyglotException.class, () -> methods.isMethod("run"));
                assertEquals(message, trap.getMessage());
            }
        }
    }
}

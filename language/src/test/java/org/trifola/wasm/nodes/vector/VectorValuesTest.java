// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.function.Consumer;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trifola.wasm.text.WatParser;

/**
 * Vectors survive wherever a value can be: in locals, globals, structures, arrays, exceptions, blocks and calls.
 *
 * <p>The build runs this class a second time without the Vector API.
 */
class VectorValuesTest {
    private static final String MODULE = """
            (module
              (type $pair (struct (field $v (mut v128)) (field $n i32)))
              (type $vectors (array (mut v128)))
              (import "host" "swap" (func $swap (param v128 i64) (result i64 v128)))
              (tag $t (param v128 i32))
              (global $g (mut v128) (v128.const i32x4 1 2 3 4))
              (global $c v128 (v128.const i32x4 5 6 7 8))
              (memory 1)
              (data (i32.const 0) "\\\\00\\\\01\\\\02\\\\03\\\\04\\\\05\\\\06\\\\07\\\\08\\\\09\\\\0a\\\\0b\\\\0c\\\\0d\\\\0e\\\\0f")
              (data $bytes "\\\\10\\\\11\\\\12\\\\13\\\\14\\\\15\\\\16\\\\17\\\\18\\\\19\\\\1a\\\\1b\\\\1c\\\\1d\\\\1e\\\\1f")

              (func (export "identity") (param v128) (result v128) (local.get 0))
              (func (export "global") (param v128) (result v128 v128 v128)
                (global.get $g) (global.set $g (local.get 0)) (global.get $g) (global.get $c))
              (func (export "struct") (param v128) (result v128 v128)
                (local $p (ref $pair))
                (local.set $p (struct.new $pair (local.get 0) (i32.const 1)))
                (struct.get $pair $v (local.get $p))
                (struct.set $pair $v (local.get $p) (i32x4.splat (i32.const 9)))
                (struct.get $pair $v (local.get $p)))
              (func (export "default") (result v128 v128)
                (struct.get $pair $v (struct.new_default $pair))
                (array.get $vectors (array.new_default $vectors (i32.const 3)) (i32.const 2)))
              (func (export "array") (param v128) (result v128 v128 v128)
                (local $a (ref $vectors))
                (local.set $a (array.new $vectors (local.get 0) (i32.const 3)))
                (array.get $vectors (local.get $a) (i32.const 2))
                (array.set $vectors (local.get $a) (i32.const 1) (i32x4.splat (i32.const 9)))
                (array.copy $vectors $vectors (local.get $a) (i32.const 0) (local.get $a) (i32.const 1) (i32.const 2))
                (array.get $vectors (local.get $a) (i32.const 0))
                (array.get $vectors (array.new_data $vectors $bytes (i32.const 0) (i32.const 1)) (i32.const 0)))
              (func (export "select") (param v128 v128 i32) (result v128)
                (select (local.get 0) (local.get 1) (local.get 2)))
              (func $throw (param v128 i32) (throw $t (local.get 0) (local.get 1)))
              (func (export "exception") (param v128) (result v128)
                (block $caught (result v128 i32)
                  (try_table (catch $t $caught)
                    (call $throw (local.get 0) (i32.const 5)))
                  (unreachable))
                (i32x4.splat)
                (i32x4.add))
              (func (export "throw") (param v128) (call $throw (local.get 0) (i32.const 5)))
              (func (export "block") (param v128 i32) (result v128)
                (local.get 0)
                (block (param v128) (result v128)
                  (br_if 0 (local.get 1))
                  (i32x4.splat (i32.const 1))
                  (i32x4.add)))
              (func (export "loop") (param i32) (result v128)
                (local $sum v128)
                (local $step v128)
                (local.set $step (i32x4.splat (i32.const 3)))
                (loop $again
                  (local.set $sum (i32x4.add (local.get $sum) (local.get $step)))
                  (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                  (br_if $again (local.get 0)))
                (local.get $sum))
              (func $count (export "tail") (param v128 i32) (result v128)
                (if (i32.eqz (local.get 1)) (then (return (local.get 0))))
                (return_call $next
                  (i32x4.add (local.get 0) (i32x4.splat (i32.const 1)))
                  (i32.sub (local.get 1) (i32.const 1))))
              (func $next (param v128 i32) (result v128)
                (return_call $count (local.get 0) (local.get 1)))
              (func (export "host") (param v128) (result i64 v128)
                (call $swap (local.get 0) (i64.const 77)))
              (func (export "memory") (param i32) (result v128 v128 v128 v128)
                (v128.store (local.get 0) (v128.not (v128.load (i32.const 0))))
                (v128.load8_lane 3 (local.get 0) (v128.const i64x2 0 0))
                (v128.load64_lane 1 (i32.const 0) (v128.const i64x2 0 0))
                (v128.store16_lane 1 (local.get 0) (i16x8.splat (i32.const 0x1234)))
                (v128.load32_zero (local.get 0))
                (v128.load16x4_s (local.get 0))))
            """.replace("\\\\", "\\");

    private static final byte[] A = vector(0x01020304, 0x05060708, 0x090A0B0C, 0x0D0E0F10);
    private static final byte[] B = vector(-1, 0, 0x7FFFFFFF, 0x80000000);
    private static final byte[] ZERO = vector(0, 0, 0, 0);
    private static final byte[] NINES = vector(9, 9, 9, 9);

    private enum Mode {
        INTERPRETER(Map.of("engine.Compilation", "false")),
        FIRST_TIER(Map.of(
                "engine.BackgroundCompilation", "false",
                "engine.FirstTierCompilationThreshold", "1",
                "engine.FirstTierMinInvokeThreshold", "1",
                "engine.CompileOnly", "vectors.",
                "engine.CompilationFailureAction", "Throw",
                "compiler.TreatPerformanceWarningsAsErrors", "all")),
        LAST_TIER(Map.of(
                "engine.BackgroundCompilation", "false",
                "engine.MultiTier", "false",
                "engine.SingleTierCompilationThreshold", "1",
                "engine.CompileOnly", "vectors.",
                "engine.CompilationFailureAction", "Throw",
                "compiler.TreatPerformanceWarningsAsErrors", "all"));

        private final Map<String, String> options;

        Mode(Map<String, String> options) {
            this.options = options;
        }
    }

    @ParameterizedTest
    @EnumSource
    void are_parameters_and_results(Mode mode) throws IOException {
        run(mode, exports -> {
            assertVectors(exports.invokeMember("identity", (Object) A), A);
            assertVectors(exports.invokeMember("identity", exports.invokeMember("identity", (Object) B)), B);
            assertVectors(exports.invokeMember("identity", ByteBuffer.wrap(A)), A);
        });
    }

    @ParameterizedTest
    @EnumSource
    void fit_only_as_sixteen_bytes(Mode mode) throws IOException {
        run(mode, exports -> {
            assertThrows(PolyglotException.class, () -> exports.invokeMember("identity", (Object) new byte[15]));
            assertThrows(PolyglotException.class, () -> exports.invokeMember("identity", 1));
            assertThrows(
                    PolyglotException.class,
                    () -> exports.invokeMember(
                            "identity", (Object) new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 256}));
        });
    }

    @ParameterizedTest
    @EnumSource
    void are_read_only_buffers_and_arrays_to_the_host(Mode mode) throws IOException {
        run(mode, exports -> {
            Value result = exports.invokeMember("identity", (Object) A);
            assertTrue(result.hasArrayElements());
            assertEquals(16, result.getArraySize());
            assertEquals(0x04, result.getArrayElement(0).asByte());
            assertFalse(result.isBufferWritable());
            assertEquals(0x01020304, result.readBufferInt(ByteOrder.LITTLE_ENDIAN, 0));
            assertEquals((short) 0x0C0B, result.readBufferShort(ByteOrder.BIG_ENDIAN, 8));
            assertThrows(IndexOutOfBoundsException.class, () -> result.readBufferLong(ByteOrder.LITTLE_ENDIAN, 9));
        });
    }

    @ParameterizedTest
    @EnumSource
    void are_in_globals(Mode mode) throws IOException {
        run(mode, exports -> {
            byte[] constant = vector(5, 6, 7, 8);
            assertVectors(exports.invokeMember("global", (Object) A), vector(1, 2, 3, 4), A, constant);
            assertVectors(exports.invokeMember("global", (Object) B), A, B, constant);
        });
    }

    @ParameterizedTest
    @EnumSource
    void are_in_structures_and_arrays(Mode mode) throws IOException {
        run(mode, exports -> {
            assertVectors(exports.invokeMember("struct", (Object) A), A, NINES);
            assertVectors(exports.invokeMember("default"), ZERO, ZERO);
            byte[] data = vector(0x13121110, 0x17161514, 0x1B1A1918, 0x1F1E1D1C);
            assertVectors(exports.invokeMember("array", (Object) A), A, NINES, data);
        });
    }

    @ParameterizedTest
    @EnumSource
    void are_selected(Mode mode) throws IOException {
        run(mode, exports -> {
            assertVectors(exports.invokeMember("select", A, B, 7), A);
            assertVectors(exports.invokeMember("select", A, B, 0), B);
        });
    }

    @ParameterizedTest
    @EnumSource
    void are_in_exceptions(Mode mode) throws IOException {
        run(mode, exports -> {
            byte[] sum = vector(5, 6, 7, 8);
            assertVectors(exports.invokeMember("exception", (Object) vector(0, 1, 2, 3)), sum);
            PolyglotException thrown =
                    assertThrows(PolyglotException.class, () -> exports.invokeMember("throw", (Object) A));
            assertFalse(thrown.isInternalError(), thrown::toString);
            assertArrayEquals(A, bytes(thrown.getGuestObject().getArrayElement(0)));
        });
    }

    @ParameterizedTest
    @EnumSource
    void are_parameters_and_results_of_blocks(Mode mode) throws IOException {
        run(mode, exports -> {
            assertVectors(exports.invokeMember("block", vector(1, 2, 3, 4), 0), vector(2, 3, 4, 5));
            assertVectors(exports.invokeMember("block", vector(1, 2, 3, 4), 1), vector(1, 2, 3, 4));
        });
    }

    @ParameterizedTest
    @EnumSource
    void survive_replacement_on_the_stack(Mode mode) throws IOException {
        run(mode, exports -> {
            int rounds = 300_000;
            byte[] sums = vector(3 * rounds, 3 * rounds, 3 * rounds, 3 * rounds);
            assertVectors(exports.invokeMember("loop", rounds), sums);
            assertVectors(exports.invokeMember("loop", rounds), sums);
        });
    }

    @ParameterizedTest
    @EnumSource
    void are_passed_by_tail_calls(Mode mode) throws IOException {
        run(
                mode,
                exports -> assertVectors(
                        exports.invokeMember("tail", vector(0, 1, 2, 3), 1000), vector(1000, 1001, 1002, 1003)));
    }

    @ParameterizedTest
    @EnumSource
    void go_to_host_functions_and_back(Mode mode) throws IOException {
        run(mode, exports -> {
            Value results = exports.invokeMember("host", (Object) A);
            assertEquals(77, results.getArrayElement(0).asLong());
            assertArrayEquals(A, bytes(results.getArrayElement(1)));
        });
    }

    @ParameterizedTest
    @EnumSource
    void are_loaded_and_stored(Mode mode) throws IOException {
        run(mode, exports -> {
            Value results = exports.invokeMember("memory", 32);
            assertVectors(
                    results,
                    vector(0xFF000000, 0, 0, 0),
                    vector(0, 0, 0x03020100, 0x07060504),
                    vector(0xFCFD1234, 0, 0, 0),
                    vector(0x1234, 0xFFFFFCFD, 0xFFFFFAFB, 0xFFFFF8F9));
            assertThrows(PolyglotException.class, () -> exports.invokeMember("memory", 65536 - 15));
        });
    }

    private static void run(Mode mode, Consumer<Value> test) throws IOException {
        HostAccess access =
                HostAccess.newBuilder(HostAccess.ALL).allowBufferAccess(true).build();
        try (Engine engine = Engine.newBuilder("wasm")
                        .allowExperimentalOptions(true)
                        .options(mode.options)
                        .build();
                Context context = Context.newBuilder("wasm")
                        .engine(engine)
                        .allowHostAccess(access)
                        .build()) {
            ProxyExecutable swap = arguments -> ProxyArray.fromArray(arguments[1], arguments[0]);
            Source source = Source.newBuilder("wasm", ByteSequence.create(WatParser.parse(MODULE)), "vectors")
                    .build();
            Value instance = context.eval(source)
                    .newInstance(ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("swap", swap)))));
            test.accept(instance.getMember("exports"));
        }
    }

    private static void assertVectors(Value result, byte[]... expected) {
        if (expected.length == 1) {
            assertArrayEquals(expected[0], bytes(result));
            return;
        }
        assertEquals(expected.length, result.getArraySize());
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], bytes(result.getArrayElement(i)), "result " + i);
        }
    }

    private static byte[] bytes(Value vector) {
        assertEquals(16, vector.getBufferSize());
        byte[] bytes = new byte[16];
        vector.readBuffer(0, bytes, 0, bytes.length);
        return bytes;
    }

    private static byte[] vector(int... lanes) {
        ByteBuffer buffer = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asIntBuffer().put(lanes);
        return buffer.array();
    }
}

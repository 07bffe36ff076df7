// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host can tell all errors apart, and where they come from. */
class ErrorTest {
    private static final String TRAPS = """
            (module $traps
              (memory 1)
              (table 2 funcref)
              (elem (i32.const 1) func $wrong)
              (type $struct (struct (field i32)))
              (type $array (array i32))
              (func $wrong (param i32))
              (func (export "unreachable") (unreachable))
              (func (export "divide") (drop (i32.div_s (i32.const 1) (i32.const 0))))
              (func (export "overflow") (drop (i32.div_s (i32.const 0x80000000) (i32.const -1))))
              (func (export "conversion") (drop (i32.trunc_f64_s (f64.const nan))))
              (func (export "memory") (drop (i32.load (i32.const 65533))))
              (func (export "table") (drop (table.get 0 (i32.const 2))))
              (func (export "undefined") (call_indirect (i32.const 2)))
              (func (export "uninitialized") (call_indirect (i32.const 0)))
              (func (export "mismatch") (call_indirect (i32.const 1)))
              (func (export "struct") (drop (struct.get $struct 0 (ref.null $struct))))
              (func (export "array") (drop (array.get $array (array.new_default $array (i32.const 1)) (i32.const 1))))
              (func (export "cast") (drop (ref.cast (ref i31) (ref.null i31)))))
            """;

    private final Context context = Context.newBuilder("wasm")
            .allowHostAccess(HostAccess.ALL)
            .option("wasm.Builtins", "wasi_snapshot_preview1")
            .build();

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    private PolyglotException failureOf(String text, Object... imports) {
        return assertThrows(PolyglotException.class, () -> Modules.exports(context, text, imports));
    }

    private static void assertFailure(PolyglotException e, String type, String failure, String meta) {
        assertTrue(e.isGuestException());
        assertFalse(e.isHostException());
        assertFalse(e.isInternalError());
        Value error = e.getGuestObject();
        assertTrue(error.isException());
        assertEquals(type, error.getMember("failureType").asString());
        assertEquals(failure, error.getMember("failure").asString());
        assertEquals(e.getMessage(), error.getMember("message").asString());
        assertTrue(error.getMemberKeys().containsAll(Set.of("message", "failureType", "failure", "backtrace")));
        assertEquals("WebAssembly." + meta, error.getMetaObject().getMetaQualifiedName());
    }

    @Test
    void malformed_module_is_a_syntax_error_with_its_byte_offset() {
        byte[] bytes = {0, 'a', 's', 'm', 1, 0, 0, 0, 77, 0};
        Source source = Source.newBuilder("wasm", ByteSequence.create(bytes), "bad.wasm")
                .buildLiteral();
        PolyglotException e = assertThrows(PolyglotException.class, () -> context.eval(source));
        assertTrue(e.isSyntaxError());
        assertFailure(e, "malformed", "malformed section id (77)", "CompileError");
        assertEquals("malformed section id (77) (at byte 0x8)", e.getMessage());
        assertEquals(8, e.getSourceLocation().getCharIndex());
        assertEquals("bad.wasm", e.getSourceLocation().getSource().getName());
    }

    @Test
    void invalid_module_is_a_syntax_error_with_its_byte_offset() {
        PolyglotException e = failureOf("(module (func (result i32) (i64.const 1)))");
        assertTrue(e.isSyntaxError());
        assertTrue(e.getGuestObject().getMember("failure").asString().startsWith("type mismatch"));
        assertFailure(e, "invalid", e.getGuestObject().getMember("failure").asString(), "CompileError");
        assertTrue(String.valueOf(e.getMessage()).endsWith("in function 0)"), e.getMessage());
        assertTrue(e.getSourceLocation().getCharIndex() > 8);
    }

    @Test
    void missing_import_is_a_link_error() {
        PolyglotException e = failureOf("(module (import \"env\" \"f\" (func)))");
        assertFailure(e, "unlinkable", "unknown import", "LinkError");
        assertFalse(e.isSyntaxError());
        assertEquals("unknown import: `env::f` (func) was not given", e.getMessage());
    }

    @Test
    void import_of_another_type_is_a_link_error() {
        PolyglotException e =
                failureOf("(module (import \"env\" \"f\" (func)))", Map.of("env", Map.of("f", "no function")));
        assertFailure(e, "unlinkable", "incompatible import type", "LinkError");
    }

    @ParameterizedTest
    @CsvSource({
        "unreachable, unreachable, 9",
        "divide, integer divide by zero, 7",
        "overflow, integer overflow, 6",
        "conversion, invalid conversion to integer, 8",
        "memory, out of bounds memory access, 1",
        "table, out of bounds table access, 3",
        "undefined, undefined element, 3",
        "uninitialized, uninitialized element, 4",
        "mismatch, indirect call type mismatch, 5",
        "struct, null structure reference, 13",
        "array, out of bounds array access, 14",
        "cast, cast failure, 16",
    })
    void trap_has_a_code(String function, String failure, int code) {
        Value exports = Modules.exports(context, TRAPS);
        PolyglotException e = assertThrows(PolyglotException.class, () -> exports.invokeMember(function));
        assertFailure(e, "trap", failure, "RuntimeError");
        assertEquals(code, e.getGuestObject().getMember("code").asInt());
        assertFalse(e.isSyntaxError());
    }

    @Test
    void trap_in_a_segment_or_a_start_function_comes_out_of_instantiation() {
        PolyglotException e = failureOf("(module (memory 1) (data (i32.const 65536) \"x\"))");
        assertFailure(e, "trap", "out of bounds memory access", "RuntimeError");
        e = failureOf("(module (start $f) (func $f (unreachable)))");
        assertFailure(e, "trap", "unreachable", "RuntimeError");
    }

    @Test
    void memory_that_does_not_fit_is_exhaustion() {
        PolyglotException e = failureOf("(module (memory i64 0x100000000000))");
        assertEquals("exhaustion", e.getGuestObject().getMember("failureType").asString());
    }

    @Test
    void frames_name_module_function_and_byte_offset() {
        Value exports = Modules.exports(context, """
                (module $deep
                  (func $inner (unreachable))
                  (func $middle (param i32) (if (local.get 0) (then (call $inner))))
                  (func (export "outer") (call $middle (i32.const 1))))
                """);
        PolyglotException e = assertThrows(PolyglotException.class, () -> exports.invokeMember("outer"));
        List<PolyglotException.StackFrame> frames = StreamSupport.stream(
                        e.getPolyglotStackTrace().spliterator(), false)
                .filter(PolyglotException.StackFrame::isGuestFrame)
                .toList();
        assertEquals(
                List.of("inner", "middle", "wasm-function[2]"),
                frames.stream().map(PolyglotException.StackFrame::getRootName).toList());
        for (PolyglotException.StackFrame frame : frames) {
            SourceSection location = frame.getSourceLocation();
            assertEquals("test", location.getSource().getName());
            assertTrue(location.getCharIndex() > 8);
        }
        int unreachable = frames.getFirst().getSourceLocation().getCharIndex();
        assertEquals(unreachable, e.getSourceLocation().getCharIndex());
        Value backtrace = e.getGuestObject().getMember("backtrace");
        List<String> lines = LongStream.range(0, backtrace.getArraySize())
                .mapToObj(i -> backtrace.getArrayElement(i).asString())
                .toList();
        assertEquals(3, lines.size());
        assertEquals("inner (deep:wasm-function[0]:0x" + Integer.toHexString(unreachable) + ")", lines.getFirst());
    }

    @Test
    void uncaught_exception_of_the_program_is_no_trap() {
        Value exports = Modules.exports(context, """
                (module (tag $t (param i32)) (func (export "f") (throw $t (i32.const 3))))
                """);
        PolyglotException e = assertThrows(PolyglotException.class, () -> exports.invokeMember("f"));
        assertTrue(e.isGuestException());
        assertEquals("uncaught WebAssembly exception (3)", e.getMessage());
        assertFalse(e.getGuestObject().hasMember("failureType"));
        assertEquals("WebAssembly.Exception", e.getGuestObject().getMetaObject().getMetaQualifiedName());
        assertTrue(e.getSourceLocation().getCharIndex() > 8);
    }

    @Test
    void wrong_argument_is_an_error_of_its_own() {
        Value exports = Modules.exports(context, "(module (func (export \"f\") (param i32)))");
        PolyglotException e = assertThrows(PolyglotException.class, () -> exports.invokeMember("f", "x"));
        assertFailure(e, "internal", "unspecified", "RuntimeError");
    }

    @Test
    void exception_of_the_host_comes_back_as_the_same_object() {
        RuntimeException thrown = new RuntimeException("from the host");
        ProxyExecutable thrower = _ -> {
            throw thrown;
        };
        Value exports = Modules.exports(context, """
                (module
                  (import "host" "f" (func $f))
                  (func (export "direct") (call $f))
                  (func (export "caught") (result i32)
                    (block (try_table (catch_all 0) (call $f)) (return (i32.const 0)))
                    (i32.const 1)))
                """, Map.of("host", Map.of("f", thrower)));
        PolyglotException e = assertThrows(PolyglotException.class, () -> exports.invokeMember("direct"));
        assertTrue(e.isHostException());
        assertSame(thrown, e.asHostException());
        assertEquals(1, exports.invokeMember("caught").asInt());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "42"})
    void exit_of_a_program_ends_the_call_but_not_the_context(int status) {
        Value exports = Modules.exports(context, """
                (module
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (memory (export "memory") 1)
                  (func (export "_start") (call $exit (i32.const %d)) (unreachable))
                  (func (export "f") (result i32) (i32.const 5)))
                """.formatted(status));
        PolyglotException e = assertThrows(PolyglotException.class, () -> exports.invokeMember("_start"));
        assertTrue(e.isExit());
        assertEquals(status, e.getExitStatus());
        assertEquals(5, exports.invokeMember("f").asInt());
        assertEquals(
                9,
                Modules.exports(context, "(module (func (export \"g\") (result i32) (i32.const 9)))")
                        .invokeMember("g")
                        .asInt());
    }
}

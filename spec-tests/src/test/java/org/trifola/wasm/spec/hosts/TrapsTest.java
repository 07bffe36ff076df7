// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trifola.wasm.runtime.TrapKind;

/** Each kind of trap as Java, JavaScript and Python meet it, from methods and from nodes. */
class TrapsTest {
    /** A function for each kind, named after it. */
    private static final String MODULE = """
            (module $traps
              (type $void (func))
              (type $struct (struct (field i32)))
              (type $array (array i32))
              (rec
                (type $described (descriptor $descriptor) (struct))
                (type $descriptor (describes $described) (struct)))
              (type $continuation (cont $void))
              (memory 1)
              (table 2 funcref)
              (elem (i32.const 1) func $one)
              (tag $tag)
              (func $one (param i32))
              (func $nothing)
              (elem declare func $nothing)
              (func (export "UNREACHABLE") (unreachable))
              (func (export "INTEGER_DIVIDE_BY_ZERO") (drop (i32.div_s (i32.const 1) (i32.const 0))))
              (func (export "INTEGER_OVERFLOW") (drop (i32.div_s (i32.const 0x80000000) (i32.const -1))))
              (func (export "INVALID_CONVERSION") (drop (i32.trunc_f64_s (f64.const nan))))
              (func (export "OUT_OF_BOUNDS_MEMORY_ACCESS") (drop (i32.load (i32.const 65533))))
              (func (export "OUT_OF_BOUNDS_TABLE_ACCESS") (drop (table.get 0 (i32.const 2))))
              (func (export "UNDEFINED_ELEMENT") (call_indirect (i32.const 2)))
              (func (export "UNINITIALIZED_ELEMENT") (call_indirect (i32.const 0)))
              (func (export "INDIRECT_CALL_TYPE_MISMATCH") (call_indirect (i32.const 1)))
              (func (export "NULL_REFERENCE") (drop (ref.as_non_null (ref.null extern))))
              (func (export "NULL_FUNCTION_REFERENCE") (call_ref $void (ref.null $void)))
              (func (export "NULL_STRUCTURE_REFERENCE") (drop (struct.get $struct 0 (ref.null $struct))))
              (func (export "NULL_ARRAY_REFERENCE") (drop (array.len (ref.null array))))
              (func (export "NULL_I31_REFERENCE") (drop (i31.get_s (ref.null i31))))
              (func (export "NULL_EXCEPTION_REFERENCE") (throw_ref (ref.null exn)))
              (func (export "NULL_DESCRIPTOR_REFERENCE") (drop (struct.new_desc $described (ref.null none))))
              (func (export "OUT_OF_BOUNDS_ARRAY_ACCESS")
                (drop (array.get $array (array.new_default $array (i32.const 1)) (i32.const 1))))
              (func (export "CAST_FAILURE") (drop (ref.cast (ref i31) (ref.null i31))))
              (func (export "DESCRIPTOR_CAST_FAILURE")
                (drop (ref.cast_desc_eq (ref $described) (ref.null none) (struct.new $descriptor))))
              (func (export "UNALIGNED_ATOMIC") (drop (i32.atomic.load (i32.const 1))))
              (func (export "EXPECTED_SHARED_MEMORY")
                (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const 0))))
              (func $endless (export "CALL_STACK_EXHAUSTED") (call $endless) (call $endless))
              (func (export "OUT_OF_MEMORY") (drop (array.new_default $array (i32.const -1))))
              (func (export "NULL_CONTINUATION_REFERENCE") (resume $continuation (ref.null $continuation)))
              (func (export "UNHANDLED_TAG") (suspend $tag))
              (func (export "CONTINUATION_ALREADY_CONSUMED") (local $used (ref null $continuation))
                (local.set $used (cont.new $continuation (ref.func $nothing)))
                (drop (cont.bind $continuation $continuation (local.get $used)))
                (resume $continuation (local.get $used))))
            """;

    private static final Hosts METHODS = new Hosts("js", true);
    private static final Hosts NODES = new Hosts("js", false);
    private static final Hosts PYTHON = new Hosts("python", true);
    private static final Map<Hosts, Value> EXPORTS =
            Stream.of(METHODS, NODES, PYTHON).collect(Collectors.toMap(hosts -> hosts, hosts -> hosts.exports(MODULE)));
    private static final Map<Hosts, Value> WEB_ASSEMBLY_EXPORTS = Stream.of(METHODS, NODES)
            .collect(Collectors.toMap(hosts -> hosts, hosts -> hosts.webAssemblyExports(MODULE)));

    @AfterAll
    static void close() {
        METHODS.close();
        NODES.close();
        PYTHON.close();
    }

    @Test
    void no_kind_is_missing() {
        Set<String> kinds = Stream.of(TrapKind.values()).map(TrapKind::name).collect(Collectors.toSet());
        assertEquals(kinds, Objects.requireNonNull(EXPORTS.get(METHODS)).getMemberKeys());
    }

    @ParameterizedTest
    @EnumSource
    void java_gets_a_guest_exception(TrapKind kind) {
        assertJava(kind, METHODS);
        assertJava(kind, NODES);
    }

    private static Value function(TrapKind kind, Map<Hosts, Value> exports, Hosts hosts) {
        return Objects.requireNonNull(exports.get(hosts)).getMember(kind.name());
    }

    private static void assertJava(TrapKind kind, Hosts hosts) {
        PolyglotException e = assertThrows(
                PolyglotException.class, () -> function(kind, EXPORTS, hosts).execute());
        assertTrue(e.isGuestException());
        assertFalse(e.isInternalError() || e.isSyntaxError() || e.isExit() || e.isCancelled() || e.isInterrupted());
        assertError(kind, e.getGuestObject());
        PolyglotException.StackFrame frame =
                e.getPolyglotStackTrace().iterator().next();
        assertTrue(frame.isGuestFrame(), frame.toString());
        assertTrue(frame.getSourceLocation().getCharIndex() > 8, frame.toString());
    }

    private static void assertError(TrapKind kind, Value error) {
        assertTrue(error.isException());
        assertEquals(
                kind.isExhaustion() ? "exhaustion" : "trap",
                error.getMember("failureType").asString());
        assertEquals(kind.message(), error.getMember("failure").asString());
        assertEquals(kind.code(), error.getMember("code").asInt());
        String message = error.getMember("message").asString();
        assertTrue(message.startsWith(kind.message()), message);
        String innermost = error.getMember("backtrace").getArrayElement(0).asString();
        assertTrue(innermost.matches("(endless \\()?traps:wasm-function\\[\\d+]:0x[0-9a-f]+\\)?"), innermost);
    }

    @ParameterizedTest
    @EnumSource
    void javascript_catches_a_foreign_object(TrapKind kind) {
        assertForeign(kind, METHODS);
        assertForeign(kind, NODES);
    }

    private static void assertForeign(TrapKind kind, Hosts hosts) {
        Value caught = hosts.eval("js", "(task) => { try { task(); } catch (e) { return e; } return 'nothing'; }");
        assertError(kind, caught.execute(function(kind, EXPORTS, hosts)));
    }

    @ParameterizedTest
    @EnumSource
    void javascript_catches_a_runtime_error_of_its_object_webassembly(TrapKind kind) {
        assertRuntimeError(kind, METHODS);
        assertRuntimeError(kind, NODES);
    }

    private static void assertRuntimeError(TrapKind kind, Hosts hosts) {
        Value caught = hosts.eval("js", """
                (task) => {
                    try {
                        task();
                    } catch (e) {
                        return (e instanceof WebAssembly.RuntimeError) + ' ' + e.message;
                    }
                }
                """);
        String error =
                caught.execute(function(kind, WEB_ASSEMBLY_EXPORTS, hosts)).asString();
        assertTrue(error.startsWith("true " + kind.message()), error);
    }

    @ParameterizedTest
    @EnumSource
    void python_catches_a_foreign_exception(TrapKind kind) {
        Value caught = PYTHON.eval("python", """
                import polyglot

                def caught(task):
                    try:
                        task()
                    except polyglot.ForeignException as error:
                        return error

                caught
                """);
        assertError(kind, caught.execute(function(kind, EXPORTS, PYTHON)));
    }
}

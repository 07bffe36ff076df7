// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.text.WatParser;

/** The functions behind the symbol {@code WebAssembly}, called as GraalJS calls them. */
class WebAssemblyObjectTest {
    /** What GraalJS 25.0 asks for. */
    private static final Set<String> ASKED_BY_25_0 = Set.of(
            "module_instantiate",
            "module_imports",
            "module_exports",
            "custom_sections",
            "instance_export",
            "table_alloc",
            "table_grow",
            "table_read",
            "table_write",
            "table_size",
            "func_type",
            "is_func",
            "mem_alloc",
            "mem_grow",
            "mem_as_byte_buffer",
            "mem_set_grow_callback",
            "mem_set_notify_callback",
            "mem_set_wait_callback",
            "global_alloc",
            "global_read",
            "global_write",
            "ref_null",
            "embedder_data_get",
            "embedder_data_set");

    private final Context context = Context.newBuilder("wasm")
            .allowPolyglotAccess(PolyglotAccess.ALL)
            .allowHostAccess(HostAccess.newBuilder()
                    .allowArrayAccess(true)
                    .allowBufferAccess(true)
                    .build())
            .build();
    private Value object;

    @BeforeEach
    void find() {
        context.initialize("wasm");
        object = context.getPolyglotBindings().getMember("WebAssembly");
    }

    @AfterEach
    void close() {
        context.close();
    }

    private Value call(String member, Object... arguments) {
        return object.getMember(member).execute(arguments);
    }

    private Value module(String text) {
        return call("module_decode", ByteBuffer.wrap(WatParser.parse(text.getBytes(StandardCharsets.UTF_8))));
    }

    private Value instance(String text) {
        return call("module_instantiate", module(text), ProxyObject.fromMap(Map.of()));
    }

    private Value nothing() {
        return object.getMember("ref_null");
    }

    private void assertError(String message, String member, Object... arguments) {
        PolyglotException e = assertThrows(PolyglotException.class, () -> call(member, arguments));
        assertTrue(e.isGuestException());
        assertFalse(e.isInternalError());
        assertEquals(message, e.getMessage());
    }

    @Test
    void all_that_a_realm_asks_for_is_there() {
        Set<String> missing = new TreeSet<>(ASKED_BY_25_0);
        missing.removeIf(name -> object.getMember(name) != null);
        assertEquals(Set.of(), missing);
        assertTrue(object.getMemberKeys().containsAll(ASKED_BY_25_0));
        assertTrue(nothing().isNull());
        assertFalse(object.hasMember("nonsense"));
    }

    @Test
    void a_module_is_decoded_from_a_buffer_or_an_array() {
        byte[] bytes = WatParser.parse("(module)".getBytes(StandardCharsets.UTF_8));
        assertTrue(call("module_decode", bytes).canInstantiate());
        assertTrue(call("module_validate", ByteBuffer.wrap(bytes)).asBoolean());
        bytes[4] = 7;
        assertFalse(call("module_validate", bytes).asBoolean());
        assertThrows(PolyglotException.class, () -> call("module_decode", bytes));
        assertError(
                "module_decode: argument 1 must be a buffer or an array of bytes but is 5 (integer)",
                "module_decode",
                5);
    }

    @Test
    void too_few_arguments_are_an_error_and_too_many_are_ignored() {
        assertError("table_read expects 2 argument(s) but got 1", "table_read", 1);
        assertFalse(call("is_func", 1, 2, 3).asBoolean());
    }

    @Test
    void a_custom_section_is_an_array_of_bytes() {
        Value sections = call("custom_sections", module("(module (@custom \"a\" \"\\ff\\01\") (@custom \"b\"))"), "a");
        assertEquals(1, sections.getArraySize());
        assertEquals(-1, sections.getArrayElement(0).getArrayElement(0).asByte());
        assertEquals(2, sections.getArrayElement(0).getArraySize());
    }

    @Test
    void an_instance_gives_its_exports() {
        Value instance = instance("(module (func (export \"f\") (param i32) (result i64) (i64.const 1)))");
        Value function = call("instance_export", instance, "f");
        assertTrue(call("is_func", function).asBoolean());
        assertEquals("0(i32)i64", call("func_type", function).asString());
        assertError("the instance exports no \"g\"", "instance_export", instance, "g");
        assertError(
                "instance_export: argument 1 must be a WebAssembly instance but is 5 (integer)",
                "instance_export",
                5,
                "f");
    }

    @Test
    void a_memory_tells_of_its_growth() {
        List<Long> sizes = new ArrayList<>();
        call("mem_set_grow_callback", (ProxyExecutable) arguments -> {
            sizes.add(arguments[0].getBufferSize());
            return 0;
        });
        Value memory = call("mem_alloc", 1, 3, false);
        assertEquals(1, call("mem_grow", memory, 1).asInt());
        assertEquals(2, call("mem_grow", memory, 0).asInt());
        assertError("a memory of type 2 3 can not grow by 2 page(s)", "mem_grow", memory, 2);
        assertEquals(List.of(131072L, 131072L), sizes);
        assertEquals(3, call("mem_max", memory).asInt());
        assertFalse(call("mem_has_address_type_64", memory).asBoolean());
    }

    @Test
    void threads_that_wait_are_those_of_javascript() {
        List<String> calls = new ArrayList<>();
        ProxyExecutable callback = arguments -> {
            calls.add(Stream.of(arguments).skip(1).map(Value::toString).collect(Collectors.joining(" ")));
            return arguments.length;
        };
        Value instance = instance("""
                (module (memory 1 1 shared)
                  (func (export "wait32") (result i32)
                    (memory.atomic.wait32 offset=8 (i32.const 8) (i32.const -1) (i64.const 5)))
                  (func (export "wait64") (result i32)
                    (memory.atomic.wait64 (i32.const 8) (i64.const 1) (i64.const -1)))
                  (func (export "notify") (result i32) (memory.atomic.notify (i32.const 8) (i32.const 3))))
                """);
        assertEquals(1, call("instance_export", instance, "wait32").execute().asInt(), "not equal");
        assertEquals(0, call("instance_export", instance, "notify").execute().asInt(), "nobody waits");
        call("mem_set_wait_callback", callback);
        call("mem_set_notify_callback", callback);
        assertEquals(5, call("instance_export", instance, "wait32").execute().asInt());
        assertEquals(5, call("instance_export", instance, "wait64").execute().asInt());
        assertEquals(3, call("instance_export", instance, "notify").execute().asInt());
        assertEquals(List.of("16 -1 5 false", "8 1 -1 true", "8 3"), calls);
    }

    @Test
    void a_memory_may_have_64_bit_addresses_and_no_maximum() {
        Value memory = call("mem_alloc", 1L, -1L, false, true);
        assertEquals(-1, call("mem_max", memory).asInt());
        assertTrue(call("mem_has_address_type_64", memory).asBoolean());
        assertEquals(1, call("mem_grow", memory, 1L).asLong());
    }

    @Test
    void a_memory_and_nothing_else_is_a_byte_buffer() {
        assertTrue(call("mem_as_byte_buffer", call("mem_alloc", 1, 1, true)).isHostObject());
        assertTrue(call("mem_as_byte_buffer", call("mem_alloc", 1, 1, false)).isHostObject());
        assertFalse(call("mem_as_byte_buffer", "anything").isHostObject());
    }

    @Test
    void a_table_keeps_to_its_bounds_and_its_type() {
        Value table = call("table_alloc", 1, 2, "anyfunc", nothing());
        assertTrue(call("table_read", table, 0).isNull());
        assertEquals(1, call("table_grow", table, 1, nothing()).asInt());
        assertEquals(2, call("table_size", table).asInt());
        assertError("there is no element 2, the table has 2", "table_read", table, 2);
        assertError("there is no element 4294967295, the table has 2", "table_write", table, -1, nothing());
        assertError("a table of type 2 2 funcref can not grow by 1 element(s)", "table_grow", table, 1, nothing());
        assertThrows(PolyglotException.class, () -> call("table_write", table, 0, 5));
        assertEquals(
                1,
                call("table_size", call("table_alloc", 1L, 2L, "funcref", nothing(), true))
                        .asLong());
    }

    @Test
    void a_global_is_read_and_written() {
        Value global = call("global_alloc", "i64", true, 5L);
        call("global_write", global, 6L);
        assertEquals(6, call("global_read", global).asLong());
        assertError("the global is immutable", "global_write", call("global_alloc", "f32", false, 1.5f), 1.5f);
        assertError(
                "global_alloc: argument 1 must be the name of a type but is i8 (string)",
                "global_alloc",
                "i8",
                true,
                1);
    }

    @Test
    void a_tag_makes_exceptions() {
        Value tag = call("tag_alloc", "(i32 externref)");
        assertEquals("(i32 externref)", call("tag_type", tag).asString());
        Value exception = call("exn_alloc", tag, 7, "text");
        assertTrue(exception.isException());
        assertEquals(tag, call("exn_tag", exception));
        assertNotEquals(tag, call("tag_alloc", "(i32 externref)"));
        assertEquals(7, exception.getArrayElement(0).asInt());
        assertEquals("text", exception.getArrayElement(1).asString());
        assertError("a payload of 2 value(s) is expected but there are 1", "exn_alloc", tag, 7);
        assertThrows(PolyglotException.class, () -> call("exn_tag", 5));
        assertThrows(PolyglotException.class, () -> call("tag_alloc", "i32"));
    }

    @Test
    void structures_and_arrays_are_told_apart() {
        Value instance = instance("""
                (module (type $s (struct)) (type $a (array i8))
                  (func (export "struct") (result anyref) (struct.new $s))
                  (func (export "array") (result anyref) (array.new_default $a (i32.const 1))))
                """);
        Value structure = call("instance_export", instance, "struct").execute();
        Value array = call("instance_export", instance, "array").execute();
        assertTrue(call("is_struct", structure).asBoolean()
                && call("is_array", array).asBoolean());
        assertFalse(call("is_struct", array).asBoolean()
                || call("is_array", structure).asBoolean());
    }

    @Test
    void an_object_keeps_what_a_host_gives_it() {
        Value memory = call("mem_alloc", 1, 1, false);
        Value tag = call("tag_alloc", "()");
        for (Value holder : List.of(memory, tag, call("exn_alloc", tag))) {
            assertTrue(call("embedder_data_get", holder).isNull());
            call("embedder_data_set", holder, "mine");
            assertEquals("mine", call("embedder_data_get", holder).asString());
        }
        assertError(
                "embedder_data_get: argument 1 must be an object of WebAssembly but is 5 (integer)",
                "embedder_data_get",
                5);
    }
}

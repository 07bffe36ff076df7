// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.text.WatParser;

/** What a host sees of modules, instances and their parts, and how it makes its own. */
class ReflectionTest {
    private static final String EVERYTHING = """
            (module $everything
              (import "env" "f" (func $f (param i32 externref) (result f64)))
              (import "env" "m" (memory 1 2))
              (import "env" "t" (table 3 funcref))
              (import "env" "g" (global (mut i64)))
              (import "env" "e" (tag (param i32)))
              (func $add (export "z_add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
              (table (export "table") 2 5 funcref)
              (memory (export "memory") 1 3)
              (global (export "counter") (mut i32) (i32.const 7))
              (global (export "constant") f32 (f32.const 1.5))
              (tag $tag (export "tag") (param i32 f64))
              (func (export "a_anonymous"))
              (export "add_again" (func $add))
              (@custom "notes" "first")
              (@custom "other" "")
              (@custom "notes" "second"))
            """;

    private final Context context =
            Context.newBuilder("wasm").allowHostAccess(HostAccess.ALL).build();

    private final Value bindings = context.getBindings("wasm");

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    private Value exports(String text, Object... imports) {
        return Modules.exports(context, text, imports);
    }

    private Value make(String kind, Object... arguments) {
        return bindings.getMember(kind).newInstance(arguments);
    }

    private static Map<String, Object> memoryType(int minimum, int maximum) {
        return Map.of("minimum", minimum, "maximum", maximum);
    }

    private Value everything() {
        Map<String, Object> env = Map.of(
                "f", (ProxyExecutable) _ -> 0.5,
                "m", make("Memory", memoryType(1, 2)),
                "t", make("Table", Map.of("element", "funcref", "minimum", 3)),
                "g", make("Global", Map.of("value", "i64", "mutable", true), 5L),
                "e", make("Tag", Map.of("parameters", List.of("i32"))));
        return context.eval(Modules.source("source", EVERYTHING)).newInstance(Map.of("env", env));
    }

    @Test
    void module_has_a_name_and_its_custom_sections() {
        Value module = context.eval(Modules.source("source", EVERYTHING));
        assertEquals(Set.of("name", "imports", "exports", "customSections", "newInstance"), module.getMemberKeys());
        assertEquals("everything", module.getMember("name").asString());
        Value notes = module.invokeMember("customSections", "notes");
        assertEquals(2, notes.getArraySize());
        byte[] second = new byte[6];
        notes.getArrayElement(1).readBuffer(0, second, 0, 6);
        assertArrayEquals("second".getBytes(java.nio.charset.StandardCharsets.UTF_8), second);
        assertEquals('f', notes.getArrayElement(0).getArrayElement(0).asInt());
        assertEquals(0, module.invokeMember("customSections", "absent").getArraySize());
        assertEquals("module everything", module.toString());
        assertEquals(
                "source",
                context.eval(Modules.source("source", "(module)"))
                        .getMember("name")
                        .asString());
    }

    @Test
    void module_tells_its_imports_with_types() {
        Value imports = context.eval(Modules.source("source", EVERYTHING)).getMember("imports");
        assertEquals(5, imports.getArraySize());
        Value function = imports.getArrayElement(0);
        assertEquals("env", function.getMember("module").asString());
        assertEquals("f", function.getMember("name").asString());
        assertEquals("function", function.getMember("kind").asString());
        assertEquals(
                List.of("i32", "externref"), strings(function.getMember("type").getMember("parameters")));
        assertEquals(List.of("f64"), strings(function.getMember("type").getMember("results")));
        Value memory = imports.getArrayElement(1).getMember("type");
        assertEquals(1, memory.getMember("minimum").asInt());
        assertEquals(2, memory.getMember("maximum").asInt());
        assertEquals("i32", memory.getMember("address").asString());
        assertFalse(memory.getMember("shared").asBoolean());
        Value table = imports.getArrayElement(2).getMember("type");
        assertEquals("funcref", table.getMember("element").asString());
        assertFalse(table.hasMember("maximum"));
        Value global = imports.getArrayElement(3).getMember("type");
        assertEquals("i64", global.getMember("value").asString());
        assertTrue(global.getMember("mutable").asBoolean());
        assertEquals("tag", imports.getArrayElement(4).getMember("kind").asString());
        assertEquals(
                List.of("i32"),
                strings(imports.getArrayElement(4).getMember("type").getMember("parameters")));
    }

    @Test
    void module_tells_its_exports_in_their_order() {
        Value exports = context.eval(Modules.source("source", EVERYTHING)).getMember("exports");
        assertEquals(
                List.of("z_add", "table", "memory", "counter", "constant", "tag", "a_anonymous", "add_again"),
                LongStream.range(0, exports.getArraySize())
                        .mapToObj(i ->
                                exports.getArrayElement(i).getMember("name").asString())
                        .toList());
        assertEquals("global", exports.getArrayElement(3).getMember("kind").asString());
        assertEquals(
                "i32",
                exports.getArrayElement(3).getMember("type").getMember("value").asString());
    }

    @Test
    void instance_has_its_module_and_always_the_same_exports() {
        Value instance = everything();
        assertEquals(Set.of("exports", "module"), instance.getMemberKeys());
        assertEquals(instance.getMember("exports"), instance.getMember("exports"));
        assertEquals(
                "everything", instance.getMember("module").getMember("name").asString());
        Value exports = instance.getMember("exports");
        assertEquals(
                List.of("z_add", "table", "memory", "counter", "constant", "tag", "a_anonymous", "add_again"),
                List.copyOf(exports.getMemberKeys()));
        assertEquals(exports.getMember("z_add"), exports.getMember("add_again"));
        assertEquals(3, exports.invokeMember("z_add", 1, 2).asInt());
        assertThrows(
                UnsupportedOperationException.class, () -> exports.putMember("counter", 1), "exports are a fixed set");
        assertEquals("exports of module everything", exports.toString());
        assertEquals("instance of module everything", instance.toString());
    }

    @Test
    void function_has_name_type_and_index() {
        Value exports = everything().getMember("exports");
        Value add = exports.getMember("z_add");
        assertTrue(add.canExecute());
        assertEquals("add", add.getMember("name").asString());
        assertEquals(1, add.getMember("index").asInt());
        assertEquals(List.of("i32", "i32"), strings(add.getMember("type").getMember("parameters")));
        assertEquals(List.of("i32"), strings(add.getMember("type").getMember("results")));
        assertEquals("[i32 i32] -> [i32]", add.getMember("type").toString());
        assertEquals("function add", add.toString());
        assertEquals(
                "wasm-function[2]",
                exports.getMember("a_anonymous").getMember("name").asString());
    }

    @Test
    void memory_is_a_buffer_and_an_array_of_unsigned_bytes() {
        Value memory = make("Memory", memoryType(1, 2));
        assertTrue(memory.hasBufferElements());
        assertTrue(memory.isBufferWritable());
        assertEquals(65536, memory.getBufferSize());
        memory.writeBufferInt(ByteOrder.LITTLE_ENDIAN, 4, 0x01020380);
        assertEquals(0x80, memory.getArrayElement(4).asInt());
        memory.setArrayElement(4, 200);
        memory.setArrayElement(5, -1);
        assertEquals(0x0102FFC8, memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, 4));
        assertEquals(65536, memory.getArraySize());
        assertThrows(ClassCastException.class, () -> memory.setArrayElement(4, 256));
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> memory.getArrayElement(65536));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, 65533));
    }

    @Test
    void memory_grows_and_tells_its_size_and_type() {
        Value memory = make("Memory", memoryType(1, 2));
        assertEquals(1, memory.getMember("size").asInt());
        assertEquals(1, memory.invokeMember("grow", 1).asInt());
        assertEquals(2, memory.getMember("size").asInt());
        assertEquals(131072, memory.getMember("byteSize").asInt());
        assertEquals(2, memory.getMember("type").getMember("minimum").asInt());
        assertEquals("memory of 2 pages, 131072 bytes", memory.toString());
        PolyglotException e = assertThrows(PolyglotException.class, () -> memory.invokeMember("grow", 1));
        assertEquals("grow: a memory of type 2 2 can not grow by 1 pages", e.getMessage());
        assertThrows(PolyglotException.class, () -> memory.invokeMember("grow", -1));
    }

    @Test
    void memory_reads_and_writes_strings_and_bytes() {
        Value memory = make("Memory", memoryType(1, 2));
        assertEquals(7, memory.invokeMember("writeString", 8, "Grüße").asInt());
        assertEquals("Grüße", memory.invokeMember("readString", 8, 7).asString());
        assertEquals("Grüße", memory.invokeMember("readString", 8).asString());
        assertEquals(3, memory.invokeMember("write", 100, new byte[] {1, -2, 3}).asInt());
        assertEquals(254, memory.getArrayElement(101).asInt());
        memory.invokeMember("write", 200, ByteBuffer.wrap(new byte[] {9, 8}));
        assertEquals(8, memory.getArrayElement(201).asInt());
        memory.invokeMember("write", 300, new int[] {7, 250, -1});
        assertEquals(250, memory.getArrayElement(301).asInt());
        assertThrows(PolyglotException.class, () -> memory.invokeMember("write", 300, new int[] {256}));
        PolyglotException e =
                assertThrows(PolyglotException.class, () -> memory.invokeMember("writeString", 65535, "ab"));
        assertEquals("writeString: 2 bytes at 65535 are not inside memory of 1 pages, 65536 bytes", e.getMessage());
        assertThrows(PolyglotException.class, () -> memory.invokeMember("readString", 0, 65537));
        assertThrows(PolyglotException.class, () -> memory.invokeMember("write", 0, "text"));
    }

    @Test
    void megabytes_are_written_from_an_array_of_java_at_once() {
        Value memory = make("Memory", memoryType(1024, 1024));
        byte[] bytes = new byte[64 << 20];
        bytes[bytes.length - 1] = 77;
        long start = System.nanoTime();
        memory.invokeMember("write", 0, bytes);
        // Element by element it takes seconds.
        assertTrue(System.nanoTime() - start < 1_000_000_000L);
        assertEquals(77, memory.readBufferByte(bytes.length - 1));
    }

    @Test
    void memory_is_seen_by_java_without_a_copy() {
        Value memory = make("Memory", memoryType(1, 2));
        ByteBuffer view = bindings.invokeMember("byteBuffer", memory).asHostObject();
        view.order(ByteOrder.LITTLE_ENDIAN).putInt(16, 42);
        assertEquals(42, memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, 16));
        memory.writeBufferByte(0, (byte) 3);
        assertEquals(3, view.get(0));
        assertEquals(65536, view.capacity());
    }

    @Test
    void table_is_an_array() {
        Value exports = everything().getMember("exports");
        Value table = exports.getMember("table");
        Value add = exports.getMember("z_add");
        assertEquals(2, table.getArraySize());
        assertTrue(table.getArrayElement(0).isNull());
        table.setArrayElement(0, add);
        assertEquals(add, table.getArrayElement(0));
        table.invokeMember("set", 1, table.invokeMember("get", 0));
        assertEquals(5, table.getArrayElement(1).execute(2, 3).asInt());
        table.setArrayElement(1, null);
        assertTrue(table.getArrayElement(1).isNull());
        assertEquals(2, table.invokeMember("grow", 3, add).asInt());
        assertEquals(5, table.getMember("length").asInt());
        assertEquals(add, table.getArrayElement(4));
        assertEquals(5, table.getMember("type").getMember("minimum").asInt());
        assertEquals("table of 5 funcref", table.toString());
        assertThrows(ClassCastException.class, () -> table.setArrayElement(0, "text"));
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> table.getArrayElement(5));
        assertThrows(PolyglotException.class, () -> table.invokeMember("get", 5));
        assertThrows(PolyglotException.class, () -> table.invokeMember("grow", 1));
    }

    @Test
    void global_has_a_value_that_can_be_written_if_it_is_mutable() {
        Value exports = everything().getMember("exports");
        Value counter = exports.getMember("counter");
        assertEquals(7, counter.getMember("value").asInt());
        counter.putMember("value", 8L);
        assertEquals(8, counter.getMember("value").asInt());
        assertTrue(counter.getMember("type").getMember("mutable").asBoolean());
        assertEquals("global (mut i32) = 8", counter.toString());
        PolyglotException e = assertThrows(PolyglotException.class, () -> counter.putMember("value", "x"));
        assertTrue(String.valueOf(e.getMessage()).contains("must be of type i32 but is x (string)"), e.getMessage());
        Value constant = exports.getMember("constant");
        assertEquals(1.5, constant.getMember("value").asDouble());
        assertThrows(UnsupportedOperationException.class, () -> constant.putMember("value", 1));
    }

    @Test
    void tag_has_a_type_and_an_identity() {
        Value tag = everything().getMember("exports").getMember("tag");
        assertEquals(List.of("i32", "f64"), strings(tag.getMember("type").getMember("parameters")));
        assertEquals("tag [i32, f64]", tag.toString());
        assertFalse(tag.equals(make("Tag", Map.of("parameters", List.of("i32", "f64")))));
    }

    @Test
    void structures_and_arrays_are_arrays_of_their_fields() {
        Value exports = exports("""
                (module
                  (type $point (struct (field (mut i32)) (field f64) (field (mut i8)) (field (ref null $point))))
                  (type $bytes (array (mut i8)))
                  (func (export "point") (result anyref)
                    (struct.new $point (i32.const 1) (f64.const 2.5) (i32.const -1)
                      (struct.new $point (i32.const 2) (f64.const 0) (i32.const 0) (ref.null $point))))
                  (func (export "bytes") (result (ref $bytes)) (array.new $bytes (i32.const 200) (i32.const 3)))
                  (func (export "scalar") (result anyref) (ref.i31 (i32.const -7)))
                  (func (export "same") (param anyref anyref) (result i32)
                    (ref.eq (ref.cast eqref (local.get 0)) (ref.cast eqref (local.get 1)))))
                """);
        Value structure = exports.invokeMember("point");
        Value point = bindings.invokeMember("fields", structure);
        assertEquals(4, point.getArraySize());
        assertEquals(2.5, point.getArrayElement(1).asDouble());
        assertEquals(255, point.getArrayElement(2).asInt());
        Value inner = bindings.invokeMember("fields", point.getArrayElement(3));
        assertEquals(2, inner.getArrayElement(0).asInt());
        assertTrue(inner.getArrayElement(3).isNull());
        point.setArrayElement(0, 10);
        point.setArrayElement(2, -128);
        assertEquals(10, point.getArrayElement(0).asInt());
        assertEquals(128, point.getArrayElement(2).asInt());
        assertThrows(ClassCastException.class, () -> point.setArrayElement(2, 256));
        assertThrows(UnsupportedOperationException.class, () -> point.setArrayElement(1, 1.0));
        assertEquals("$struct(10, 2.5, 128, $struct(…))", structure.toString());
        Value array = exports.invokeMember("bytes");
        Value bytes = bindings.invokeMember("fields", array);
        assertEquals(3, bytes.getArraySize());
        assertEquals(200, bytes.getArrayElement(2).asInt());
        assertEquals("$array(200, 200, 200)", array.toString());
        assertEquals(-7, exports.invokeMember("scalar").asInt());
        assertEquals(1, exports.invokeMember("same", structure, structure).asInt());
        assertEquals(0, exports.invokeMember("same", structure, array).asInt());
    }

    @Test
    void structure_has_the_descriptor_it_was_made_with() {
        String text = """
                (module
                  (rec
                    (type $described (descriptor $descriptor) (struct))
                    (type $descriptor (describes $described) (struct (field i32))))
                  (global $d (export "d") (ref (exact $descriptor)) (struct.new $descriptor (i32.const 5)))
                  (func (export "new") (result anyref) (struct.new_desc $described (global.get $d))))
                """;
        try (Context described = Context.newBuilder("wasm")
                .option("wasm.CustomDescriptors", "true")
                .build()) {
            Value exports = Modules.exports(described, text);
            Value members = described.getBindings("wasm");
            Value descriptor = members.invokeMember("descriptor", exports.invokeMember("new"));
            assertEquals(exports.getMember("d").getMember("value"), descriptor);
            assertEquals(
                    5,
                    members.invokeMember("fields", descriptor)
                            .getArrayElement(0)
                            .asInt());
            assertTrue(members.invokeMember("descriptor", descriptor).isNull());
            assertThrows(PolyglotException.class, () -> members.invokeMember("descriptor", 5));
        }
    }

    @Test
    void exception_has_a_tag_and_an_array_of_its_payload() {
        Value exports = exports("""
                (module
                  (tag $t (export "tag") (param i32 externref))
                  (func (export "throw") (param externref) (throw $t (i32.const 5) (local.get 0))))
                """);
        Object object = new Object();
        PolyglotException e = assertThrows(PolyglotException.class, () -> exports.invokeMember("throw", object));
        assertTrue(e.isGuestException());
        Value exception = e.getGuestObject();
        assertTrue(exception.isException());
        assertEquals(2, exception.getArraySize());
        assertEquals(5, exception.getArrayElement(0).asInt());
        assertSame(object, exception.getArrayElement(1).asHostObject());
        assertEquals(exports.getMember("tag"), exception.getMember("tag"));
        assertEquals("WebAssembly.Exception", exception.getMetaObject().getMetaQualifiedName());
    }

    @Test
    void every_object_has_a_meta_object_and_a_readable_text() {
        Value instance = everything();
        Value exports = instance.getMember("exports");
        assertMeta("Module", instance.getMember("module"));
        assertMeta("Instance", instance);
        assertMeta("Function", exports.getMember("z_add"));
        assertMeta("Memory", exports.getMember("memory"));
        assertMeta("Table", exports.getMember("table"));
        assertMeta("Global", exports.getMember("counter"));
        assertMeta("Tag", exports.getMember("tag"));
        assertTrue(bindings.getMember("Memory").isMetaInstance(exports.getMember("memory")));
        assertFalse(bindings.getMember("Memory").isMetaInstance(exports.getMember("table")));
    }

    private static void assertMeta(String name, Value object) {
        Value meta = object.getMetaObject();
        assertEquals(name, meta.getMetaSimpleName());
        assertEquals("WebAssembly." + name, meta.getMetaQualifiedName());
        assertTrue(meta.isMetaInstance(object));
        assertFalse(object.toString().contains("@"), object.toString());
    }

    @Test
    void several_import_objects_and_the_exports_of_instances_are_searched_in_order() {
        Value library = exports("""
                (module
                  (func (export "one") (result i32) (i32.const 1))
                  (func (export "two") (result i32) (i32.const 2)))
                """);
        String text = """
                (module
                  (import "a" "one" (func $one (result i32)))
                  (import "a" "two" (func $two (result i32)))
                  (import "b" "three" (func $three (result i32)))
                  (func (export "sum") (result i32)
                    (i32.add (i32.mul (i32.const 100) (call $one))
                      (i32.add (i32.mul (i32.const 10) (call $two)) (call $three)))))
                """;
        ProxyExecutable seven = _ -> 7;
        ProxyExecutable three = _ -> 3;
        Value exports = exports(
                text,
                ProxyObject.fromMap(Map.of("a", ProxyObject.fromMap(Map.of("one", seven)))),
                Map.of("a", library),
                Map.of("b", Map.of("three", three)));
        assertEquals(723, exports.invokeMember("sum").asInt());
        Value instance = context.eval(Modules.source("library", """
                (module (func (export "three") (result i32) (i32.const 4)))
                """)).newInstance();
        assertEquals(
                124,
                exports(text, Map.of("a", library, "b", instance))
                        .invokeMember("sum")
                        .asInt());
        PolyglotException e = assertThrows(PolyglotException.class, () -> exports(text, 5));
        assertEquals("newInstance expects objects or maps of imports but argument 1 is 5 (integer)", e.getMessage());
        assertFalse(e.isSyntaxError());
    }

    @Test
    void host_makes_functions_of_a_type() {
        ProxyExecutable half = arguments -> arguments[0].asInt() / 2;
        Value function = make("Function", Map.of("parameters", List.of("i32"), "results", List.of("i32")), half);
        assertEquals(21, function.execute(42).asInt());
        assertThrows(PolyglotException.class, () -> function.execute("x"));
        Value table = make("Table", Map.of("element", "funcref", "minimum", 1));
        table.setArrayElement(0, function);
        Value exports = exports("""
                (module
                  (import "host" "table" (table 1 funcref))
                  (func (export "f") (param i32) (result i32)
                    (call_indirect (param i32) (result i32) (local.get 0) (i32.const 0))))
                """, Map.of("host", Map.of("table", table)));
        assertEquals(4, exports.invokeMember("f", 9).asInt());
        assertEquals(function, table.getArrayElement(0));
        assertTrue(function.getMember("index").isNull());
    }

    @Test
    void host_makes_tags_memories_and_globals_that_instances_share() {
        Value memory = make("Memory", memoryType(1, 2));
        Value global = make("Global", Map.of("value", "i32", "mutable", true), 1);
        Value tag = make("Tag", Map.of("parameters", List.of("i32")));
        Value exports = exports("""
                (module
                  (import "host" "memory" (memory 1))
                  (import "host" "global" (global $g (mut i32)))
                  (import "host" "tag" (tag $t (param i32)))
                  (func (export "f")
                    (i32.store (i32.const 0) (i32.const 77))
                    (global.set $g (i32.const 78))
                    (throw $t (i32.const 79))))
                """, Map.of("host", Map.of("memory", memory, "global", global, "tag", tag)));
        PolyglotException e = assertThrows(PolyglotException.class, () -> exports.invokeMember("f"));
        assertEquals(79, e.getGuestObject().getArrayElement(0).asInt());
        assertEquals(tag, e.getGuestObject().getMember("tag"));
        assertEquals(77, memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, 0));
        assertEquals(78, global.getMember("value").asInt());
    }

    @Test
    void constructors_say_what_is_wrong_with_a_type() {
        assertMessage("Memory: the type is no object with a member minimum", () -> make("Memory", Map.of()));
        assertMessage(
                "Memory: minimum must be an integer from 0 to 65536 but is 65537 (integer)",
                () -> make("Memory", Map.of("minimum", 65537)));
        assertMessage("Memory: the maximum 1 is less than the minimum 2", () -> make("Memory", memoryType(2, 1)));
        assertMessage(
                "Memory: a shared memory needs a maximum", () -> make("Memory", Map.of("minimum", 1, "shared", true)));
        assertMessage(
                "Table: the elements of a table are references",
                () -> make("Table", Map.of("element", "i32", "minimum", 1)));
        assertMessage(
                "Global: there is no type of values i33 (string)", () -> make("Global", Map.of("value", "i33"), 1));
        assertMessage(
                "Global: a value of type i32 is needed as second argument",
                () -> make("Global", Map.of("value", "i32")));
        assertMessage(
                "Global: argument 2 must be of type i32 but is 1.5 (double)",
                () -> make("Global", Map.of("value", "i32"), 1.5));
        assertMessage("Function expects 2 argument(s) but got 1", () -> make("Function", Map.of()));
    }

    private static void assertMessage(String expected, Runnable call) {
        PolyglotException e = assertThrows(PolyglotException.class, call::run);
        assertTrue(e.isGuestException());
        assertEquals(expected, e.getMessage());
    }

    @Test
    void bindings_validate_bytes_without_making_a_module() {
        byte[] valid = WatParser.parse("(module (func (result i32) (i32.const 1)))");
        byte[] invalid = WatParser.parse("(module (func (result i32) (f32.const 1)))");
        assertTrue(bindings.invokeMember("validate", valid).asBoolean());
        assertFalse(bindings.invokeMember("validate", invalid).asBoolean());
        assertFalse(bindings.invokeMember("validate", new byte[] {1, 2}).asBoolean());
        assertTrue(bindings.invokeMember("validate", ByteBuffer.wrap(valid)).asBoolean());
        assertThrows(PolyglotException.class, () -> bindings.invokeMember("validate", "text"));
        assertTrue(ByteSequence.create(valid).length() > 0);
        assertTrue(bindings.invokeMember("validate", ProxyArray.fromList(boxed(valid)))
                .asBoolean());
    }

    private static List<Object> boxed(byte[] bytes) {
        return java.util.stream.IntStream.range(0, bytes.length)
                .mapToObj(i -> (Object) bytes[i])
                .toList();
    }

    private static List<String> strings(Value array) {
        return LongStream.range(0, array.getArraySize())
                .mapToObj(i -> array.getArrayElement(i).asString())
                .toList();
    }
}

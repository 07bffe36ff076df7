// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What JavaScript and Python see of modules and instances; for Java there is {@code ReflectionTest} of the language. */
class MembersTest {
    private static final String MODULE = """
            (module $everything
              (type $point (struct (field i32) (field (mut i8))))
              (type $bytes (array (mut i8)))
              (import "env" "f" (func $f (param i32 externref) (result f64)))
              (import "env" "m" (memory 1 2))
              (import "env" "t" (table 3 funcref))
              (import "env" "g" (global (mut i64)))
              (import "env" "e" (tag $tag (param i32)))
              (import "more" "h" (func (param i32)))
              (func $add (export "z_add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
              (table (export "table") 2 5 funcref)
              (memory (export "memory") 1 3)
              (global (export "counter") (mut i32) (i32.const 7))
              (global (export "constant") f32 (f32.const 1.5))
              (export "tag" (tag $tag))
              (export "add_again" (func $add))
              (func (export "throw") (throw $tag (i32.const 9)))
              (func (export "store") (i32.store8 (i32.const 3) (i32.const 77)))
              (func (export "count") (global.set 0 (i64.add (global.get 0) (i64.const 1))))
              (func (export "point") (result anyref) (struct.new $point (i32.const 4) (i32.const -1)))
              (func (export "bytes") (result anyref) (array.new $bytes (i32.const 200) (i32.const 3)))
              (@custom "notes" "one")
              (@custom "other" "")
              (@custom "notes" "two"))
            """;

    private static final Hosts JAVASCRIPT = new Hosts("js", true);
    private static final Hosts PYTHON = new Hosts("python", true);

    @BeforeAll
    static void instantiate() {
        Value bindings = JAVASCRIPT.context().getBindings("js");
        bindings.putMember("module", JAVASCRIPT.module(MODULE));
        bindings.putMember("wasm", JAVASCRIPT.context().getBindings("wasm"));
        bindings.putMember("valid", JAVASCRIPT.bytes("(module)"));
        bindings.putMember("invalid", JAVASCRIPT.bytes("(module (func (result i32)))"));
        JAVASCRIPT.eval("js", """
                const memory = new wasm.Memory({minimum: 1, maximum: 2});
                const table = new wasm.Table({element: 'funcref', minimum: 3});
                const global = new wasm.Global({value: 'i64', mutable: true}, 5);
                const tag = new wasm.Tag({parameters: ['i32']});
                const double = new wasm.Function({parameters: ['i32'], results: ['i32']}, (x) => 2 * x);
                const instance = module.newInstance(
                    {env: {f: (x) => 0.5, m: memory, t: table, g: global, e: tag}}, {more: {h() {}}});
                const x = instance.exports;

                function caught(task) {
                    try {
                        return task();
                    } catch (e) {
                        return e;
                    }
                }

                const text = (value) => Array.isArray(value) ? value.map(text).join(' ') : String(value);
                const all = (array) => Array.from(array);
                """);
        PYTHON.context().getPolyglotBindings().putMember("module", PYTHON.module(MODULE));
        PYTHON.context()
                .getPolyglotBindings()
                .putMember("wasm", PYTHON.context().getBindings("wasm"));
        PYTHON.eval("python", """
                import polyglot

                module = polyglot.import_value("module")
                wasm = polyglot.import_value("wasm")
                memory = wasm.Memory({"minimum": 1, "maximum": 2})
                table = wasm.Table({"element": "funcref", "minimum": 3})
                counter = wasm.Global({"value": "i64", "mutable": True}, 5)
                tag = wasm.Tag({"parameters": ["i32"]})
                double = wasm.Function({"parameters": ["i32"], "results": ["i32"]}, lambda x: 2 * x)
                env = {"f": lambda x, y: 0.5, "m": memory, "t": table, "g": counter, "e": tag}
                instance = module.newInstance({"env": env}, {"more": {"h": lambda x: None}})
                x = instance.exports

                def caught(task):
                    try:
                        return task()
                    except polyglot.ForeignException as error:
                        return error
                """);
    }

    @AfterAll
    static void close() {
        JAVASCRIPT.close();
        PYTHON.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            module.name                                       | everything
            module.imports.length                             | 6
            all(module.imports).map((i) => i.module + '.' + i.name + ':' + i.kind) | env.f:function env.m:memory env.t:table env.g:global env.e:tag more.h:function
            all(module.imports[0].type.parameters)            | i32 externref
            all(module.imports[0].type.results)               | f64
            [module.imports[1].type.minimum, module.imports[1].type.maximum] | 1 2
            [module.imports[1].type.address, module.imports[1].type.shared]  | i32 false
            module.imports[2].type.element                    | funcref
            [module.imports[3].type.value, module.imports[3].type.mutable]   | i64 true
            all(module.imports[4].type.parameters)            | i32
            all(module.exports).map((e) => e.name + ':' + e.kind).slice(0, 6) | z_add:function table:table memory:memory counter:global constant:global tag:tag
            all(module.exports[0].type.parameters)            | i32 i32
            module.customSections('notes').length             | 2
            String.fromCharCode(...module.customSections('notes')[1]) | two
            new DataView(module.customSections('notes')[1]).getUint8(0) | 116
            module.customSections('absent').length            | 0
            instance.module === module                        | true
            instance.exports === instance.exports             | true
            Object.keys(x).slice(0, 4)                        | z_add table memory counter
            x.z_add === x.add_again                           | true
            x.z_add(2, 3)                                     | 5
            [x.z_add.name, x.z_add.index]                     | add 2
            typeof x.z_add                                    | function
            double(21)                                        | 42
            double.index === null                             | true
            [x.memory.length, x.memory.size, x.memory.byteSize] | 65536 1 65536
            (x.memory[4] = 200, x.memory[5] = -1, all(x.memory).slice(4, 6)) | 200 255
            (new DataView(x.memory).setInt32(8, 0x01020304, true), all(x.memory).slice(8, 12)) | 4 3 2 1
            new DataView(x.memory).byteLength                 | 65536
            [x.memory.writeString(16, 'Grüße'), x.memory.readString(16), x.memory.readString(16, 2)] | 7 Grüße Gr
            [x.memory.write(32, [1, 2, 250]), x.memory[34]]   | 3 250
            [x.memory.grow(1), x.memory.size, x.memory.type.minimum, x.memory.type.maximum] | 1 2 2 3
            caught(() => x.memory.grow(5)).message            | grow: a memory of type 2 3 can not grow by 5 pages
            caught(() => memory[65536])                       | undefined
            [x.table.length, x.table[0] === null, x.table.get(0) === null] | 2 true true
            (x.table.set(0, x.z_add), x.table[0](3, 4))       | 7
            (x.table[1] = double, x.table.get(1) === double)  | true
            [x.table.grow(1, x.z_add), x.table.length, x.table[2] === x.z_add] | 2 3 true
            x.table.type.element                              | funcref
            caught(() => x.table.get(9)).message              | get: there is no element 9 in table of 3 funcref
            (x.counter.value = 8, x.counter.value)            | 8
            [x.counter.type.value, x.counter.type.mutable]    | i32 true
            x.constant.value                                  | 1.5
            (x.count(), global.value)                         | 6
            x.tag === tag                                     | true
            all(x.tag.type.parameters)                        | i32
            caught(x.throw).tag === tag                       | true
            [caught(x.throw).length, caught(x.throw)[0]]      | 1 9
            caught(x.throw).message                           | uncaught WebAssembly exception (9)
            all(wasm.fields(x.point()))                       | 4 255
            ((p) => p === p)(x.point())                       | true
            ((p) => (wasm.fields(p)[1] = 7, wasm.fields(p)[1]))(x.point()) | 7
            wasm.descriptor(x.point()) === null               | true
            [x.memory instanceof wasm.Memory, x.table instanceof wasm.Table] | true true
            [x.counter instanceof wasm.Global, tag instanceof wasm.Tag, double instanceof wasm.Function] | true true true
            x.memory instanceof wasm.Table                    | false
            [wasm.validate(valid.buffer), wasm.validate(invalid.buffer)] | true false
            caught(() => new wasm.Memory({})).message         | Memory: the type is no object with a member minimum
            caught(() => module.newInstance({env: {}})).failureType | unlinkable
            """)
    void javascript(String expression, String expected) {
        assertEquals(expected, JAVASCRIPT.eval("js", "text(" + expression + ")").asString(), expression);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            module.name                                       | everything
            [i.module + '.' + i.name + ':' + i.kind for i in module.imports][:2] | ['env.f:function', 'env.m:memory']
            [e.name + ':' + e.kind for e in module.exports][:2] | ['z_add:function', 'table:table']
            list(module.imports[0].type.parameters)           | ['i32', 'externref']
            [bytes(s) for s in module.customSections('notes')] | [b'one', b'two']
            instance.module is module                         | True
            x.z_add is x.add_again                            | True
            x.z_add(2, 3)                                     | 5
            [x.z_add.name, x.z_add.index, double(21)]         | ['add', 2, 42]
            [len(x.memory), x.memory.size, x.memory.byteSize] | [65536, 1, 65536]
            [x.memory.writeString(16, 'Grüße'), x.memory.readString(16)] | [7, 'Grüße']
            [x.memory.write(32, b'abc'), bytes(x.memory[32:35])] | [3, b'abc']
            [x.memory.grow(1), x.memory.size]                 | [1, 2]
            [len(x.table), x.table[0], x.table.grow(1, x.z_add), x.table[2](1, 2)] | [2, None, 2, 3]
            [x.counter.value, x.constant.value]               | [7, 1.5]
            [setattr(x.counter, 'value', 8), x.counter.value] | [None, 8]
            [x.count(), counter.value]                        | [None, 6]
            [x.tag is tag, caught(getattr(x, 'throw')).tag is tag, list(caught(getattr(x, 'throw')))] | [True, True, [9]]
            [str(o) for o in [module, instance, x, x.z_add, x.z_add.type]] | ['module everything', 'instance of module everything', 'exports of module everything', 'function add', '[i32 i32] -> [i32]']
            [str(o) for o in [x.counter, x.tag]]              | ['global (mut i32) = 8', 'tag [i32]']
            [str(o) for o in [x.point(), x.bytes()]]          | ['$struct(4, 255)', '$array(200, 200, 200)']
            list(wasm.fields(x.bytes()))                      | [200, 200, 200]
            [wasm.validate(b'\\0asm\\1\\0\\0\\0'), wasm.validate(b'\\0asm')] | [True, False]
            [isinstance(x.memory, wasm.Memory), isinstance(x.memory, wasm.Table)] | [True, False]
            """)
    void python(String expression, String expected) {
        assertEquals(expected, PYTHON.eval("python", "str(" + expression + ")").asString(), expression);
    }
}

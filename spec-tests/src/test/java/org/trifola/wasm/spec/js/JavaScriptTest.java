// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.js;

import org.graalvm.polyglot.Engine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programs as JavaScript meets them: modules with glue code, values of all types, errors in both directions. */
class JavaScriptTest {
    private static final Engine ENGINE = Engine.create();

    private final JavaScript js = new JavaScript(ENGINE);

    @AfterEach
    void closeContext() {
        js.close();
    }

    @AfterAll
    static void closeEngine() {
        ENGINE.close();
    }

    /** What the output of Emscripten does: views of the exported memory, imports that read it, growth. */
    @Test
    void glue_code_reads_memory_through_views_and_sees_growth() {
        js.module("bytes", """
                (module
                  (import "env" "log" (func $log (param i32 i32)))
                  (import "env" "memory_grown" (func $memory_grown (param i32)))
                  (memory (export "memory") 1 10)
                  (data (i32.const 16) "hello")
                  (func (export "greet") (call $log (i32.const 16) (i32.const 5)))
                  (func (export "allocate") (param $pages i32) (result i32)
                    (local $old i32)
                    (local.set $old (memory.grow (local.get $pages)))
                    (call $memory_grown (i32.const 0))
                    (local.get $old))
                  (func (export "sum") (param $from i32) (param $to i32) (result i32)
                    (local $sum i32)
                    (loop $next
                      (if (i32.lt_u (local.get $from) (local.get $to))
                        (then
                          (local.set $sum (i32.add (local.get $sum) (i32.load8_u (local.get $from))))
                          (local.set $from (i32.add (local.get $from) (i32.const 1)))
                          (br $next))))
                    (local.get $sum)))
                """);
        js.eval("""
                var memory, HEAPU8, HEAP32, log = [];

                function updateViews() {
                    HEAPU8 = new Uint8Array(memory.buffer);
                    HEAP32 = new Int32Array(memory.buffer);
                }

                var imports = {
                    env: {
                        log: (start, length) => log.push(String.fromCharCode(...HEAPU8.subarray(start, start + length))),
                        memory_grown: (index) => updateViews(),
                    },
                };

                WebAssembly.instantiate(bytes, imports).then(({module, instance}) => {
                    globalThis.exports = instance.exports;
                    memory = exports.memory;
                    updateViews();
                });
                """);
        js.eval("exports.greet();");
        js.assertValue("hello", "log");

        js.eval("HEAPU8.set([1, 2, 3, 250], 100); HEAP32[50] = 0x01020304;");
        js.assertValue("256", "exports.sum(100, 104)");
        js.assertValue("4,3,2,1", "HEAPU8.subarray(200, 204)");
        js.assertValue("67305985", "new DataView(memory.buffer).getInt32(200, false)");

        js.eval("var before = memory.buffer;");
        js.assertValue("1", "exports.allocate(2)");
        js.assertValue("0", "before.byteLength");
        js.assertValue("196608", "HEAPU8.length");
        js.assertValue("1,2,3,250", "HEAPU8.subarray(100, 104)");
        js.eval("HEAPU8[196607] = 9;");
        js.assertValue("9", "exports.sum(196600, 196608)");
        js.assertValue("-1", "exports.allocate(100)");
    }

    @Test
    void growing_by_zero_pages_gives_a_new_buffer() {
        js.eval("var memory = new WebAssembly.Memory({initial: 1, maximum: 2}), before = memory.buffer;");
        js.assertValue("1", "memory.grow(0)");
        js.assertValue("0 65536", "before.byteLength + ' ' + memory.buffer.byteLength");
        js.assertThrows("RangeError", "a memory of type 1 2 can not grow by 2 page(s)", "memory.grow(2)");
    }

    @Test
    void an_imported_memory_is_the_same_object_when_exported_again() {
        js.module("bytes", """
                (module (memory (import "m" "memory") 1) (export "memory" (memory 0))
                  (func (export "store") (i32.store8 (i32.const 7) (i32.const 42))))
                """);
        js.eval("""
                var memory = new WebAssembly.Memory({initial: 1});
                var exports = new WebAssembly.Instance(new WebAssembly.Module(bytes), {m: {memory}}).exports;
                exports.store();
                """);
        js.assertValue("true", "exports.memory === memory");
        js.assertValue("42", "new Uint8Array(memory.buffer)[7]");
    }

    @Test
    void a_shared_memory_is_a_shared_array_buffer() {
        js.eval("var memory = new WebAssembly.Memory({initial: 1, maximum: 2, shared: true});");
        js.assertValue("true", "memory.buffer instanceof SharedArrayBuffer && memory.buffer === memory.buffer");
        js.eval("var view = new Int32Array(memory.buffer); view[0] = 5; Atomics.add(view, 0, 2);");
        js.assertValue("1", "memory.grow(1)");
        js.assertValue("65536 131072", "view.byteLength + ' ' + memory.buffer.byteLength");
        js.assertValue("7", "Atomics.load(new Int32Array(memory.buffer), 0)");
    }

    @Test
    void numbers_pass_unchanged() {
        js.instance("exports", """
                (module
                  (func (export "i32") (param i32) (result i32) (local.get 0))
                  (func (export "i64") (param i64) (result i64) (local.get 0))
                  (func (export "f32") (param f32) (result f32) (local.get 0))
                  (func (export "f64") (param f64) (result f64) (local.get 0)))
                """);
        js.assertValue("-2147483648", "exports.i32(2 ** 31)");
        js.assertValue("0", "exports.i32('nothing')");
        js.assertValue("9223372036854775807", "exports.i64(2n ** 63n - 1n)");
        js.assertValue("bigint -9223372036854775808", "(typeof exports.i64(1n)) + ' ' + exports.i64(2n ** 63n)");
        js.assertThrows("TypeError", "Cannot convert", "exports.i64(1)");
        js.assertValue("0.10000000149011612", "exports.f32(0.1)");
        js.assertValue("true", "Object.is(exports.f32(-0), -0) && Object.is(exports.f64(-0), -0)");
        js.assertValue(
                "NaN Infinity 5e-324", "[exports.f32(NaN), exports.f64(Infinity), exports.f64(5e-324)].join(' ')");
    }

    @Test
    void several_results_are_an_array() {
        js.instance("exports", """
                (module
                  (func (export "two") (result i32 i64) (i32.const 1) (i64.const 2))
                  (func (export "forty") (result
                      i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32
                      f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64)
                    (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 5) (i32.const 6) (i32.const 7)
                    (i32.const 8) (i32.const 9) (i32.const 10) (i32.const 11) (i32.const 12) (i32.const 13)
                    (i32.const 14) (i32.const 15) (i32.const 16) (i32.const 17) (i32.const 18) (i32.const 19)
                    (i32.const 20) (f64.const 21) (f64.const 22) (f64.const 23) (f64.const 24) (f64.const 25)
                    (f64.const 26) (f64.const 27) (f64.const 28) (f64.const 29) (f64.const 30) (f64.const 31)
                    (f64.const 32) (f64.const 33) (f64.const 34) (f64.const 35) (f64.const 36) (f64.const 37)
                    (f64.const 38) (f64.const 39) (f64.const 40)))
                """);
        js.assertValue("true 1,2", "Array.isArray(exports.two()) + ' ' + exports.two()");
        js.assertValue("40 820", "exports.forty().length + ' ' + exports.forty().reduce((sum, each) => sum + each)");
    }

    @Test
    void an_imported_function_returns_several_results_as_an_iterable() {
        js.module("bytes", """
                (module (import "m" "pair" (func $pair (result i32 i64)))
                  (func (export "pair") (result i32 i64) (call $pair)))
                """);
        js.eval("""
                var result = [];
                var m = {pair: () => result};
                var exports = new WebAssembly.Instance(new WebAssembly.Module(bytes), {m}).exports;
                """);
        js.assertValue("3,4", "(result = new Set(['3', 4n]), exports.pair())");
        js.assertThrows("TypeError", "", "result = [1n, 1n]; exports.pair();");
        js.assertThrows("TypeError", "", "result = [1]; exports.pair();");
    }

    @Test
    void any_value_is_an_externref_and_keeps_its_identity() {
        js.instance("exports", """
                (module
                  (table (export "table") 4 externref)
                  (func (export "same") (param externref) (result externref) (local.get 0))
                  (func (export "store") (param i32 externref) (table.set (local.get 0) (local.get 1)))
                  (func (export "is_null") (param externref) (result i32) (ref.is_null (local.get 0))))
                """);
        js.eval("""
                var values = [{}, [], () => 1, Symbol('s'), 'text', 1, 1.5, -0, 10n ** 30n, true, undefined, null, NaN];
                """);
        js.assertValue("true", "values.every((value) => Object.is(exports.same(value), value))");
        js.assertValue("null", "values.filter((value) => exports.is_null(value)).map(String)");
        js.assertValue(
                "true", "values.every((value) => (exports.store(1, value), Object.is(exports.table.get(1), value)))");
        js.assertValue(
                "true",
                "values.every((value) => (exports.table.set(2, value), Object.is(exports.table.get(2), value)))");
    }

    @Test
    void a_function_is_one_object_wherever_it_shows_up() {
        js.instance("exports", """
                (module
                  (table (export "table") 2 funcref)
                  (elem (i32.const 0) $f)
                  (global (export "global") funcref (ref.func $f))
                  (func $f (export "f") (export "g") (result i32) (i32.const 5))
                  (func (export "same") (param funcref) (result funcref) (local.get 0)))
                """);
        js.module("importing", """
                (module (import "m" "f" (func (result i32))) (export "f" (func 0)))
                """);
        js.eval("var other = new WebAssembly.Instance(new WebAssembly.Module(importing), {m: exports}).exports;");
        js.assertValue("true", "exports.f === exports.g && exports.f === exports.table.get(0)");
        js.assertValue("true", "exports.f === exports.global.value && exports.f === exports.same(exports.f)");
        js.assertValue("true", "other.f === exports.f && exports.table.get(1) === null");
        js.assertValue("0 0 5", "exports.f.name + ' ' + exports.f.length + ' ' + exports.f()");
        js.assertThrows("TypeError", "", "exports.same(() => 1)");
    }

    @Test
    void a_function_of_javascript_becomes_a_function_of_webassembly_by_each_import() {
        js.module("bytes", """
                (module (import "m" "f" (func $f (param i32) (result i32))) (export "f" (func $f))
                  (table (export "table") 1 funcref) (elem (i32.const 0) $f))
                """);
        js.eval("""
                var f = (x) => x + 1;
                var module = new WebAssembly.Module(bytes);
                var first = new WebAssembly.Instance(module, {m: {f}}).exports;
                var second = new WebAssembly.Instance(module, {m: {f}}).exports;
                """);
        js.assertValue("true", "first.f !== f && first.f === first.table.get(0)");
        js.assertValue("false", "first.f === second.f");
        js.assertValue("6", "first.f(5)");
    }

    @Test
    void globals_and_tables_are_shared_with_javascript() {
        js.module("bytes", """
                (module
                  (global $counter (import "m" "counter") (mut i64))
                  (global $step (import "m" "step") i32)
                  (table (import "m" "table") 1 2 funcref)
                  (func $count (export "count")
                    (global.set $counter (i64.add (global.get $counter) (i64.extend_i32_s (global.get $step)))))
                  (elem (i32.const 0) $count))
                """);
        js.eval("""
                var counter = new WebAssembly.Global({value: 'i64', mutable: true}, 40n);
                var table = new WebAssembly.Table({element: 'anyfunc', initial: 1, maximum: 2});
                var m = {counter, table, step: 2};
                var exports = new WebAssembly.Instance(new WebAssembly.Module(bytes), {m}).exports;
                table.get(0)();
                """);
        js.assertValue("42", "counter.value");
        js.assertValue("1 2", "table.grow(1, exports.count) + ' ' + table.length");
        js.eval("counter.value = -1n; table.get(1)();");
        js.assertValue("1", "counter.value");
        js.assertThrows("RangeError", "a table of type 2 2 funcref can not grow by 1 element(s)", "table.grow(1)");
        js.assertThrows("RangeError", "there is no element 2, the table has 2", "table.get(2)");
    }

    @Test
    void an_exception_of_javascript_comes_back_as_it_was_thrown() {
        js.module("bytes", """
                (module (import "m" "f" (func $f (param i32))) (func (export "f") (param i32) (call $f (local.get 0))))
                """);
        js.eval("""
                var thrown = {}, exports;
                var f = (depth) => { if (depth === 0) { throw thrown; } exports.f(depth - 1); };
                exports = new WebAssembly.Instance(new WebAssembly.Module(bytes), {m: {f}}).exports;
                var caught;
                try { exports.f(5); } catch (e) { caught = e; }
                """);
        js.assertValue("true", "caught === thrown");
    }

    @Test
    void webassembly_code_can_catch_an_exception_of_javascript() {
        js.module("bytes", """
                (module (import "m" "f" (func $f))
                  (func (export "swallow") (result i32)
                    (block $caught (try_table (catch_all $caught) (call $f)) (return (i32.const 0)))
                    (i32.const 1))
                  (func (export "rethrow")
                    (throw_ref (block $caught (result exnref) (try_table (catch_all_ref $caught) (call $f)) (return)))))
                """);
        js.eval("""
                var thrown = new Error('no'), caught;
                var f = () => { throw thrown; };
                var exports = new WebAssembly.Instance(new WebAssembly.Module(bytes), {m: {f}}).exports;
                try { exports.rethrow(); } catch (e) { caught = e; }
                """);
        js.assertValue("1", "exports.swallow()");
        js.assertValue("true", "caught === thrown");
    }

    @Test
    void tags_among_the_exports_are_left_out() {
        js.instance("exports", """
                (module (tag (export "tag") (param i32)) (func (export "f") (result i32) (i32.const 5)))
                """);
        js.assertValue("f", "Object.keys(exports)");
        js.assertValue("5", "exports.f()");
    }

    @Test
    void an_uncaught_exception_of_webassembly_is_a_runtime_error() {
        js.instance("exports", """
                (module (tag $t (param i32)) (func (export "f") (throw $t (i32.const 7))))
                """);
        js.assertThrows("WebAssembly.RuntimeError", "uncaught WebAssembly exception (7)", "exports.f()");
    }

    @Test
    void a_trap_is_a_runtime_error_that_webassembly_code_can_not_catch() {
        js.instance("exports", """
                (module
                  (memory 1)
                  (table 1 funcref)
                  (type $t (func))
                  (func (export "unreachable") unreachable)
                  (func $div (export "div") (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))
                  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
                  (func (export "call") (param i32) (call_indirect (type $t) (local.get 0)))
                  (func (export "try") (result i32)
                    (block $caught (try_table (catch_all $caught) (drop (call $div (i32.const 0)))))
                    (i32.const 1)))
                """);
        js.assertThrows("WebAssembly.RuntimeError", "unreachable", "exports.unreachable()");
        js.assertThrows("WebAssembly.RuntimeError", "integer divide by zero", "exports.div(0)");
        js.assertThrows("WebAssembly.RuntimeError", "out of bounds memory access", "exports.load(-1)");
        js.assertThrows("WebAssembly.RuntimeError", "uninitialized element", "exports.call(0)");
        js.assertThrows("WebAssembly.RuntimeError", "undefined element", "exports.call(1)");
        js.assertThrows("WebAssembly.RuntimeError", "integer divide by zero", "exports.try()");
        js.assertValue("1", "exports.div(1)");
    }

    @Test
    void deep_recursion_is_an_error_after_which_the_instance_works() {
        js.module("bytes", """
                (module (import "m" "f" (func $f (param i32)))
                  (func $recurse (export "recurse") (param i32) (result i32)
                    (i32.add (i32.const 1) (call $recurse (i32.add (local.get 0) (i32.const 1)))))
                  (func (export "bounce") (param i32) (call $f (local.get 0)))
                  (func (export "works") (result i32) (i32.const 1)))
                """);
        js.eval("""
                var exports, f = (x) => exports.bounce(x + 1);
                exports = new WebAssembly.Instance(new WebAssembly.Module(bytes), {m: {f}}).exports;
                """);
        js.assertThrows("WebAssembly.RuntimeError", "call stack exhausted", "exports.recurse(0)");
        js.assertThrows("Error", "", "exports.bounce(0)");
        js.assertValue("1", "exports.works()");
    }

    @Test
    void bytes_that_are_no_module_are_a_compile_error() {
        js.assertThrows(
                "WebAssembly.CompileError",
                "",
                "new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 2, 0, 0, 0]))");
        js.module("invalid", "(module (func (result i32)))");
        js.assertThrows("WebAssembly.CompileError", "", "new WebAssembly.Module(invalid)");
        js.assertValue("false", "WebAssembly.validate(invalid)");
        js.eval("var caught; WebAssembly.compile(invalid).catch((e) => caught = e);");
        js.assertValue("true", "caught instanceof WebAssembly.CompileError");
    }

    @Test
    void imports_that_do_not_fit_are_a_link_error() {
        js.module("bytes", """
                (module (import "m" "f" (func (param i32))))
                """);
        js.instance("exports", """
                (module (func (export "f") (param i64)) (memory (export "memory") 1))
                """);
        js.eval("var module = new WebAssembly.Module(bytes);");
        js.assertThrows("TypeError", "", "new WebAssembly.Instance(module)");
        js.assertThrows("WebAssembly.LinkError", "", "new WebAssembly.Instance(module, {m: {}})");
        js.assertThrows("WebAssembly.LinkError", "", "new WebAssembly.Instance(module, {m: {f: exports.memory}})");
        js.assertThrows(
                "WebAssembly.LinkError",
                "incompatible import type: `m::f` must be",
                "new WebAssembly.Instance(module, {m: exports})");
        js.module("wasi", """
                (module (import "wasi_snapshot_preview1" "sched_yield" (func (result i32))))
                """);
        js.assertThrows(
                "WebAssembly.LinkError",
                "",
                "new WebAssembly.Instance(new WebAssembly.Module(wasi), {wasi_snapshot_preview1: {}})");
    }

    @Test
    void a_trap_at_the_start_is_a_link_error_and_an_exception_there_passes() {
        js.module("trapping", "(module (func $start unreachable) (start $start))");
        js.assertThrows(
                "WebAssembly.LinkError", "unreachable", "new WebAssembly.Instance(new WebAssembly.Module(trapping))");
        js.module("throwing", """
                (module (import "m" "f" (func $f)) (start $f))
                """);
        js.assertThrows("RangeError", "mine", """
                new WebAssembly.Instance(new WebAssembly.Module(throwing), {m: {f() { throw new RangeError('mine'); }}});
                """);
    }

    @Test
    void a_module_tells_its_imports_exports_and_custom_sections() {
        js.module("bytes", """
                (module
                  (@custom "notes" "one") (@custom "notes" "two")
                  (import "a" "" (func)) (import "\\c3\\a9" "g" (global i32)) (import "a" "m" (memory 1))
                  (export "e" (func 0)) (table (export "") 1 funcref))
                """);
        js.eval("var module = new WebAssembly.Module(bytes);");
        js.assertValue("""
                [{"module":"a","name":"","kind":"function"},{"module":"é","name":"g","kind":"global"},\
                {"module":"a","name":"m","kind":"memory"}]""", "JSON.stringify(WebAssembly.Module.imports(module))");
        js.assertValue("""
                [{"name":"e","kind":"function"},{"name":"","kind":"table"}]""", "JSON.stringify(WebAssembly.Module.exports(module))");
        js.assertValue("one two", """
                WebAssembly.Module.customSections(module, 'notes')
                        .map((section) => String.fromCharCode(...new Uint8Array(section))).join(' ')""");
    }

    @Test
    void contexts_of_an_engine_have_instances_of_their_own() {
        String text = """
                (module
                  (global $n (mut i32) (i32.const 0))
                  (func (export "next") (result i32)
                    (global.set $n (i32.add (global.get $n) (i32.const 1)))
                    (global.get $n)))
                """;
        try (JavaScript other = new JavaScript(ENGINE)) {
            js.instance("exports", text);
            other.instance("exports", text);
            js.assertValue("1,2", "[exports.next(), exports.next()]");
            other.assertValue("1", "exports.next()");
        }
        js.assertValue("3", "exports.next()");
        js.instance("again", text);
        js.assertValue("1", "again.next()");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.python;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs as Python meets them: a module with imports, its memory as bytes, and errors that can be told apart. */
class PythonTest {
    /** What docs/embedding.md shows, with lists in place of prints. */
    private static final String EXAMPLE = """
            import polyglot

            module = polyglot.eval(language="application/wasm-text", string='''(module
              (import "host" "log" (func $log (param i32 i32)))
              (memory (export "memory") 1)
              (data (i32.const 8) "hello")
              (func (export "greet") (call $log (i32.const 8) (i32.const 5)))
              (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1))))''')

            lines = []

            def log(start, length):
                lines.append(bytes(memory[start:start + length]))

            exports = module.newInstance({"host": {"log": log}}).exports
            memory = exports.memory
            exports.greet()

            def failure(task):
                try:
                    return task()
                except polyglot.ForeignException as error:
                    return error.failureType + ": " + str(error)
            """;

    private static Context context;

    @BeforeAll
    static void runTheExample() {
        context = Context.newBuilder("python", "wasm")
                .allowPolyglotAccess(PolyglotAccess.ALL)
                .build();
        context.eval("python", EXAMPLE);
    }

    @AfterAll
    static void closeContext() {
        context.close();
    }

    private static Value python(String expression) {
        return context.eval("python", expression);
    }

    @Test
    void function_of_python_is_imported_and_reads_memory_as_bytes() {
        assertEquals("[b'hello']", python("str(lines)").asString());
        assertEquals("[104, 65536]", python("str([memory[8], len(memory)])").asString());
    }

    @Test
    void memory_is_written_from_python() {
        assertEquals(
                "b'Jello'",
                python("memory.__setitem__(8, ord('J')) or str(bytes(memory[8:13]))")
                        .asString());
        python("memory.__setitem__(8, ord('h'))");
    }

    @Test
    void exported_function_is_called_from_python() {
        assertEquals(3, python("exports.divide(7, 2)").asInt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exports.divide(1, 0)                                              | trap: WebAssembly.RuntimeError: integer divide by zero
            module.newInstance({})                                            | unlinkable: WebAssembly.LinkError: unknown import: `host::log` (func) was not given
            polyglot.eval(language='application/wasm-text', string='(fun')    | malformed: WebAssembly.CompileError: unknown operator fun (at line 1, column 2)
            """)
    void errors_can_be_told_apart(String task, String message) {
        assertEquals(message, python("failure(lambda: " + task + ")").asString());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.js;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.trifola.wasm.text.WatParser;

/** A GraalJS context with the global object {@code WebAssembly}, for tests that are written in JavaScript. */
final class JavaScript implements AutoCloseable {
    private final Context context;

    /** A context of an engine. */
    JavaScript(Engine engine) {
        context = newContext(engine);
    }

    /** A context of an engine as a host has to make it. */
    static Context newContext(Engine engine) {
        return Context.newBuilder("js", "wasm")
                .engine(engine)
                .allowPolyglotAccess(PolyglotAccess.ALL)
                .option("js.webassembly", "true")
                .build();
    }

    /** Defines a global variable with the bytes of a module in text format. */
    JavaScript module(String name, String text) {
        StringJoiner bytes = new StringJoiner(",", "var " + name + " = new Uint8Array([", "]);");
        for (byte value : WatParser.parse(text.getBytes(StandardCharsets.UTF_8))) {
            bytes.add(Integer.toString(value & 0xff));
        }
        context.eval("js", bytes.toString());
        return this;
    }

    /** Defines a global variable with the exports of an instance without imports. */
    JavaScript instance(String name, String text) {
        module(name + "Bytes", text);
        context.eval(
                "js",
                "var " + name + " = new WebAssembly.Instance(new WebAssembly.Module(" + name + "Bytes)).exports;");
        return this;
    }

    /** Runs a script and gives its value. */
    Value eval(String script) {
        return context.eval("js", script);
    }

    /** Checks the value of an expression, converted to a string. */
    void assertValue(String expected, String expression) {
        assertEquals(expected, eval("String(" + expression + ")").asString(), expression);
    }

    /** Checks that a script throws an error of a class, and how its message begins. */
    void assertThrows(String errorClass, String message, String script) {
        eval("var thrown = null;");
        try {
            eval("try { " + script + " } catch (e) { thrown = e; }");
        } catch (PolyglotException e) {
            throw new AssertionError("not an error of JavaScript: " + script, e);
        }
        assertValue("true", "thrown instanceof " + errorClass);
        String actual = eval("thrown.message").asString();
        assertTrue(actual.startsWith(message), actual);
    }

    @Override
    public void close() {
        context.close();
    }
}

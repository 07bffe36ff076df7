// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Test;

/** What calls from methods to functions outside of WebAssembly give the Graal compiler to do. */
class HostCallsTest {
    private static final Map<String, String> OPTIONS = Map.of(
            "engine.BackgroundCompilation",
            "false",
            "engine.TraceCompilation",
            "true",
            "wasm.Builtins",
            "wasi_snapshot_preview1");

    /** The call stands in a function of its own: a short loop around calls of the host would stay with the nodes. */
    private static final String LOOP = """
            (func $outside (result i32) (call $f))
            (func (export "run") (param $n i32) (result i32) (local $sum i32)
              (loop $next
                (local.set $sum (i32.add (local.get $sum) (call $outside)))
                (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
              (local.get $sum)))
            """;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private int run(String function, int calls) throws IOException {
        Source source = Source.newBuilder("wasm", "(module (import " + function + ") " + LOOP, "host.wat")
                .mimeType("application/wasm-text")
                .build();
        ProxyExecutable one = _ -> 1;
        try (Context context = Context.newBuilder("wasm")
                .allowExperimentalOptions(true)
                .options(OPTIONS)
                .logHandler(log)
                .build()) {
            ProxyObject imports = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("one", one))));
            Value exports = context.eval(source).newInstance(imports).getMember("exports");
            return exports.getMember("run").execute(calls).asInt();
        }
    }

    private boolean compiled(String root) {
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .anyMatch(line -> line.matches(".*opt done.*" + root + ".*"));
    }

    @Test
    void wasi_functions_are_never_compiled() throws IOException {
        assertEquals(0, run("\"wasi_snapshot_preview1\" \"sched_yield\" (func $f (result i32))", 20_000));
        assertFalse(compiled("WasiCode"), log::toString);
    }

    @Test
    void host_functions_are_compiled_when_they_are_called_often() throws IOException {
        String function = "\"host\" \"one\" (func $f (result i32))";
        assertEquals(5_000, run(function, 5_000));
        assertFalse(compiled("HostCode"), log::toString);
        assertEquals(20_000, run(function, 20_000));
        assertTrue(compiled("HostCode"), log::toString);
    }
}

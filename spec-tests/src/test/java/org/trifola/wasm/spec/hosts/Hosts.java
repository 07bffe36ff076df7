// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.hosts;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.trifola.wasm.text.WatParser;

/**
 * A context in which programs of Java, JavaScript and Python use the same objects of WebAssembly.
 *
 * <p>JavaScript has two ways: the global object {@code WebAssembly}, with the conversions and errors of its standard, and the
 * objects of the polyglot API, which Python has, too.
 */
final class Hosts implements AutoCloseable {
    /** One for all: the languages start faster the second time. */
    private static final Engine ENGINE = Engine.create();

    private final Context context;

    /** Programs in this language, with functions as methods of the virtual machine or as nodes. */
    Hosts(String language, boolean baseline) {
        Context.Builder builder = Context.newBuilder(language, "wasm")
                .engine(ENGINE)
                .allowPolyglotAccess(PolyglotAccess.ALL)
                .allowHostAccess(HostAccess.ALL)
                .option("wasm.Baseline", Boolean.toString(baseline))
                .option("wasm.Builtins", "wasi_snapshot_preview1")
                .option("wasm.CustomDescriptors", "true")
                .allowExperimentalOptions(true)
                .option("wasm.StackSwitching", "true");
        if (language.equals("js")) {
            builder.option("js.webassembly", "true");
        }
        context = builder.build();
    }

    /** The context. */
    Context context() {
        return context;
    }

    /** Evaluates a script of a language. */
    Value eval(String language, String script) {
        return context.eval(language, script);
    }

    /** A module in text format. */
    Value module(String text) {
        return context.eval(Source.newBuilder("wasm", ByteSequence.create(WatParser.parse(text)), "module")
                .buildLiteral());
    }

    /** The exports of a new instance. */
    Value exports(String text, Object... imports) {
        return module(text).newInstance(imports).getMember("exports");
    }

    /** The exports of a new instance without imports as JavaScript's {@code WebAssembly} has them. */
    Value webAssemblyExports(String text) {
        return eval("js", "(bytes) => new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports")
                .execute(bytes(text));
    }

    /** A module as an array of JavaScript. */
    Value bytes(String text) {
        StringJoiner bytes = new StringJoiner(",", "new Uint8Array([", "])");
        for (byte value : WatParser.parse(text.getBytes(StandardCharsets.UTF_8))) {
            bytes.add(Integer.toString(value & 0xff));
        }
        return eval("js", bytes.toString());
    }

    @Override
    public void close() {
        context.close(true);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.embedding;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.trifola.wasm.text.WatParser;

/** Modules in text format for tests. */
final class Modules {
    private Modules() {}

    /** A module as a source. */
    static Source source(String name, String text) {
        return Source.newBuilder("wasm", ByteSequence.create(WatParser.parse(text)), name)
                .buildLiteral();
    }

    /** The exports of a new instance of a module. */
    static Value exports(Context context, String text, Object... imports) {
        return context.eval(source("test", text)).newInstance(imports).getMember("exports");
    }
}

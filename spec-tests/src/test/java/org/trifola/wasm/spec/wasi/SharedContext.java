// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.io.IOAccess;

/** A context that runs one program after the other. */
final class SharedContext implements AutoCloseable {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Context context;

    SharedContext(WasiProgram.Setting setting) {
        List<String> arguments = new ArrayList<>(List.of("program.wasm"));
        arguments.addAll(setting.args());
        context = Context.newBuilder("wasm")
                .in(InputStream.nullInputStream())
                .out(out)
                .err(err)
                .environment(setting.env())
                .arguments("wasm", arguments.toArray(String[]::new))
                .allowIO(setting.root() == null ? IOAccess.NONE : IOAccess.ALL)
                .option("wasm.Builtins", "wasi_snapshot_preview1")
                .option("wasm.WasiDir", setting.root() == null ? "" : setting.root() + "::/")
                .build();
    }

    /** Runs a program to its end. */
    Outcome run(WasiProgram program) throws IOException {
        out.reset();
        err.reset();
        ByteSequence bytes = ByteSequence.create(Files.readAllBytes(program.module()));
        Value module =
                context.eval(Source.newBuilder("wasm", bytes, program.name()).build());
        int exitCode = 0;
        try {
            module.newInstance().getMember("exports").getMember("_start").executeVoid();
        } catch (PolyglotException e) {
            if (!e.isExit()) {
                throw e;
            }
            exitCode = e.getExitStatus();
        }
        return new Outcome(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }

    @Override
    public void close() {
        context.close();
    }
}

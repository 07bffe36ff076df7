// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.ByteSequence;
import org.trifola.wasm.text.SyntaxException;
import org.trifola.wasm.text.WatParser;

/** Files with modules; those that end in {@code .wat} are in text format. */
final class ModuleFile {
    static final String TEXT_ENDING = ".wat";
    static final String BINARY_ENDING = ".wasm";

    private ModuleFile() {}

    static byte[] read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw CommandException.failed(file, Files.exists(file) ? "not a file" : "no such file");
        }
        return Files.readAllBytes(file);
    }

    /** The module as the engine takes it; its syntax errors tell positions in the file. */
    static Source source(Path file) throws IOException {
        byte[] content = read(file);
        byte[] bytes = isText(file) ? encode(file, content) : content;
        return Source.newBuilder("wasm", ByteSequence.create(bytes), file.toString())
                .build();
    }

    /** The binary format of a module in text format. */
    static byte[] encode(Path file, byte[] utf8) {
        try {
            return WatParser.parse(utf8);
        } catch (SyntaxException e) {
            throw CommandException.failed(file + ":" + e.line() + ":" + e.column(), String.valueOf(e.getMessage()));
        }
    }

    private static boolean isText(Path file) {
        return file.toString().endsWith(TEXT_ENDING);
    }
}

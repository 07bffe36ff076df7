// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.ByteSequence;
import org.trifola.wasm.text.SyntaxException;
import org.trifola.wasm.text.WatParser;

/** Files with modules; those that end in {@code .wat} are in text format. */
final class ModuleFile {
    static final String TEXT_ENDING = ".wat";
    static final String BINARY_ENDING = ".wasm";

    private static final byte[] MAGIC = {0, 'a', 's', 'm'};

    private ModuleFile() {}

    /** The content of a file, which may be a pipe. */
    static byte[] read(Path file) {
        if (!Files.exists(file)) {
            throw CommandException.failed(file, "no such file");
        }
        if (Files.isDirectory(file)) {
            throw CommandException.failed(file, "not a file");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw CommandException.failed(file, "cannot read: " + CommandException.reason(e));
        }
    }

    /** The module as the engine takes it, with options for it; its syntax errors tell positions in the file. */
    static Source source(Path file, Map<String, String> options) {
        byte[] content = read(file);
        byte[] bytes = isText(file) ? encode(file, content) : content;
        return Source.newBuilder("wasm", ByteSequence.create(bytes), file.toString())
                .options(options)
                .buildLiteral();
    }

    /** The binary format of a module in text format. */
    static byte[] encode(Path file, byte[] utf8) {
        if (startsWithMagic(utf8)) {
            throw CommandException.failed(file, "expected a module in text format, but it is in binary format");
        }
        try {
            return WatParser.parse(utf8);
        } catch (SyntaxException e) {
            throw CommandException.failed(file + ":" + e.line() + ":" + e.column(), String.valueOf(e.getMessage()));
        }
    }

    private static boolean startsWithMagic(byte[] content) {
        return Arrays.equals(content, 0, Math.min(content.length, MAGIC.length), MAGIC, 0, MAGIC.length);
    }

    private static boolean isText(Path file) {
        return file.toString().endsWith(TEXT_ENDING);
    }
}

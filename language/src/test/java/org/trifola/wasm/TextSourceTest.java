// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts give modules as text like modules as bytes. */
class TextSourceTest {
    private static final String ADD = """
            (module $adder
              (func (export "add") (param $x i32) (param $y i32) (result i32)
                (i32.add (local.get $x) (local.get $y))))
            """;

    private static Value add(Source source) {
        Context context = Context.create("wasm");
        return context.eval(source).newInstance().getMember("exports").getMember("add");
    }

    @Test
    void text_with_its_media_type_is_a_module() throws IOException {
        Source source = Source.newBuilder("wasm", ADD, "add")
                .mimeType("application/wasm-text")
                .build();
        assertEquals(5, add(source).execute(2, 3).asInt());
    }

    @Test
    void file_that_ends_in_wat_is_a_module(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("add.wat"), ADD);
        assertEquals("application/wasm-text", Source.findMimeType(file.toFile()));
        assertEquals("wasm", Source.findLanguage(file.toFile()));
        Source source = Source.newBuilder("wasm", file.toFile()).build();
        assertEquals(5, add(source).execute(2, 3).asInt());
    }

    @Test
    void file_with_names_in_other_scripts_is_read_as_utf_8(@TempDir Path folder) throws IOException {
        String text = "(func (export \"сложить\"))";
        Path file = Files.write(folder.resolve("names.wat"), text.getBytes(StandardCharsets.UTF_8));
        try (Context context = Context.create("wasm")) {
            Value exports = context.eval(
                            Source.newBuilder("wasm", file.toFile()).build())
                    .newInstance()
                    .getMember("exports");
            assertTrue(exports.hasMember("сложить"));
        }
    }

    @Test
    void syntax_error_tells_line_and_column() throws IOException {
        Source source = Source.newBuilder("wasm", "(module\n  (func i32.const))", "broken.wat")
                .mimeType("application/wasm-text")
                .build();
        try (Context context = Context.create("wasm")) {
            PolyglotException error = assertThrows(PolyglotException.class, () -> context.eval(source));
            assertTrue(error.isSyntaxError());
            String message = String.valueOf(error.getMessage());
            assertTrue(message.endsWith("(at line 2, column 18)"), message);
            assertEquals(2, error.getSourceLocation().getStartLine());
            assertEquals(
                    "malformed", error.getGuestObject().getMember("failureType").asString());
        }
    }

    @Test
    void trap_shows_the_names_of_the_text() throws IOException {
        Source source = Source.newBuilder(
                        "wasm", "(func $inner unreachable) (func (export \"f\") (call $inner))", "traps")
                .mimeType("application/wasm-text")
                .build();
        try (Context context = Context.create("wasm")) {
            Value exports = context.eval(source).newInstance().getMember("exports");
            PolyglotException trap = assertThrows(
                    PolyglotException.class, () -> exports.getMember("f").execute());
            assertTrue(
                    trap.getPolyglotStackTrace().iterator().next().getRootName().contains("inner"));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.graalvm.options.OptionDescriptor;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionStability;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Language;
import org.junit.jupiter.api.Test;

/** The reference of the options is made of the options; {@code -Dbless} writes it anew. */
class OptionsPageTest {
    private static final Path PAGE = Path.of("../docs/options.md");
    private static final String TABLE_HEAD = "| option | values | default | |\n|---|---|---|---|\n";

    @Test
    void page_lists_every_option() throws IOException {
        String page = Files.readString(PAGE);
        String expected;
        try (Engine engine = Engine.create("wasm")) {
            Language wasm = Objects.requireNonNull(engine.getLanguages().get("wasm"));
            int next = page.indexOf(TABLE_HEAD) + TABLE_HEAD.length();
            expected = replaceRows(page, page.indexOf(TABLE_HEAD, next), wasm.getSourceOptions());
            expected = replaceRows(expected, page.indexOf(TABLE_HEAD), wasm.getOptions());
        }
        if (System.getProperty("bless") != null) {
            Files.writeString(PAGE, expected);
        }
        assertEquals(expected, Files.readString(PAGE), "run this test with -Dbless to write " + PAGE);
    }

    private static String replaceRows(String page, int table, OptionDescriptors options) {
        int start = table + TABLE_HEAD.length();
        int end = page.indexOf("\n\n", start - 1) + 1;
        String rows = StreamSupport.stream(options.spliterator(), false)
                .filter(option -> !option.isDeprecated())
                .map(OptionsPageTest::row)
                .collect(Collectors.joining());
        return page.substring(0, start) + rows + page.substring(end);
    }

    private static String row(OptionDescriptor option) {
        Object otherwise = option.getKey().getDefaultValue();
        return String.format(
                "| `%s` | `%s` | %s | %s%s |%n",
                option.getName(),
                option.getUsageSyntax().replace("|", "\\|"),
                otherwise.equals("") ? "none" : "`" + otherwise + "`",
                option.getHelp(),
                option.getStability() == OptionStability.EXPERIMENTAL ? " Experimental." : "");
    }
}

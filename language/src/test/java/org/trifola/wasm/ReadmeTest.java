// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Test;

/** The Java example of the README: it compiles, runs, and is what the README shows. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern REGION = Pattern.compile("// example \\{\\R(.*?)\\R *// example }", Pattern.DOTALL);

    private static List<Long> example(File file) throws IOException {
        List<Long> visited = new ArrayList<>();
        // example {
        try (Context context = Context.create("wasm")) {
            Source source = Source.newBuilder("wasm", file).build();
            ProxyExecutable visit = arguments -> visited.add(arguments[0].asLong());
            Object imports = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("visit", visit))));

            Value module = context.eval(source);
            Value exports = module.newInstance(imports).getMember("exports");
            int steps = exports.getMember("steps").execute(6).asInt();
            assertEquals(8, steps);
        }
        assertEquals(List.of(6L, 3L, 10L, 5L, 16L, 8L, 4L, 2L, 1L), visited);
        // example }
        return visited;
    }

    @Test
    void example_runs() throws IOException {
        File file = ROOT.resolve("launcher/examples/collatz.wasm").toFile();
        assertEquals(9, example(file).size());
    }

    @Test
    void readme_shows_the_example() throws IOException {
        Path source = Path.of("src/test/java/org/trifola/wasm/ReadmeTest.java");
        Matcher region = REGION.matcher(Files.readString(source));
        assertTrue(region.find());
        String example = region.group(1).replaceAll("(?m)^ {4}", "");
        assertTrue(Files.readString(ROOT.resolve("README.md")).contains(example), example);
    }
}

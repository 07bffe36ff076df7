// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.script.ScriptModule;
import org.trifola.wasm.text.WatParser;
import org.trifola.wasm.text.WatPrinter;

/** Every module of the suite and every program of the corpus is the same after printing, flat or folded, and parsing. */
class RoundTripTest {
    private static final Path CORPUS = Path.of(System.getProperty("wasm.corpus", "no folder given"));

    @TestFactory
    Stream<DynamicTest> suite() {
        return Suite.files().stream()
                .map(file -> dynamicTest(
                        Suite.name(file), () -> ScriptModules.of(file).forEach(RoundTripTest::check)));
    }

    @TestFactory
    Stream<DynamicTest> corpus() throws IOException {
        assumeTrue(Files.isDirectory(CORPUS), "the programs are missing: there is no folder " + CORPUS);
        List<Path> files;
        try (Stream<Path> all = Files.walk(CORPUS)) {
            files = all.filter(file -> file.toString().endsWith(".wasm"))
                    .sorted()
                    .toList();
        }
        assertTrue(!files.isEmpty(), "there are no programs in " + CORPUS);
        return files.stream()
                .map(file ->
                        dynamicTest(CORPUS.relativize(file).toString(), () -> checkForeign(Files.readAllBytes(file))));
    }

    private static void check(ScriptModule module) {
        byte[] bytes = module.encode();
        if (module instanceof ScriptModule.Binary) {
            checkForeign(bytes);
        } else {
            String text = print(bytes);
            assertArrayEquals(bytes, WatParser.parse(text), () -> text);
            checkFolded(bytes, bytes);
        }
    }

    /** Other encoders choose other forms for the same thing; what ours chooses must stay. */
    private static void checkForeign(byte[] bytes) {
        String text = print(bytes);
        byte[] ours = WatParser.parse(text);
        String again = print(ours);
        assertTrue(
                text.equals(again) || definitions(text).equals(definitions(again)),
                () -> "the texts differ: " + firstDifference(text, again));
        assertArrayEquals(ours, WatParser.parse(again));
        checkFolded(bytes, ours);
    }

    private static void checkFolded(byte[] bytes, byte[] expected) {
        String text = WatPrinter.printFolded(ModuleDecoder.decode(bytes));
        assertArrayEquals(expected, WatParser.parse(text), () -> text);
    }

    /** The text without custom sections: they move when there are empty sections, which are dropped. */
    private static List<String> definitions(String text) {
        return text.lines().filter(line -> !line.startsWith("  (@custom")).toList();
    }

    private static String firstDifference(String left, String right) {
        int at = 0;
        while (at < left.length() && at < right.length() && left.charAt(at) == right.charAt(at)) {
            at++;
        }
        int from = Math.max(0, at - 50);
        return left.substring(from, Math.min(left.length(), at + 50)) + "\n  against  "
                + right.substring(from, Math.min(right.length(), at + 50));
    }

    private static String print(byte[] module) {
        return WatPrinter.print(ModuleDecoder.decode(module));
    }
}

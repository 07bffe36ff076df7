// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.syntax.ModuleDef;

/**
 * Ten megabytes of text are parsed in less than three seconds, once the parser is warm.
 *
 * <p>The time is that of the processor, which does not depend on what else the machine does.
 */
class ParserSpeedTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final int SIZE = 10_000_000;
    private static final long LIMIT = 3_000_000_000L;
    private static final int ROUNDS = 5;

    private static final Path LARGE_PROGRAM =
            Path.of(System.getProperty("wasm.corpus", "no folder given"), "sqlite3", "sqlite3.wasm");

    @Test
    void flat_print_of_a_large_program_is_parsed_in_three_seconds() throws IOException {
        assertFast(print(WatPrinter::print));
    }

    @Test
    void folded_print_of_a_large_program_is_parsed_in_three_seconds() throws IOException {
        assertFast(print(WatPrinter::printFolded));
    }

    @Test
    void large_text_with_names_is_parsed_in_three_seconds() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < SIZE; i++) {
            text.append("(func $function").append(i).append(" (param $x i32) (result i32)\n");
            text.append("  (block $done (br_if $done (i32.lt_s (local.get $x) (i32.const 0x7fff_ffff))))\n");
            text.append("  (i32.add (call $function").append(i / 2).append(" (local.get $x)) (i32.const -1)))\n");
        }
        assertFast(text.toString());
    }

    private static String print(Function<ModuleDef, String> printer) throws IOException {
        assumeTrue(Files.exists(LARGE_PROGRAM), "the program is missing: there is no file " + LARGE_PROGRAM);
        return printer.apply(ModuleDecoder.decode(Files.readAllBytes(LARGE_PROGRAM)));
    }

    private static void assertFast(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        assertTrue(utf8.length >= SIZE, () -> "only " + utf8.length + " bytes");
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS && best > LIMIT; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            WatParser.parse(utf8);
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
        }
        long milliseconds = best / 1_000_000;
        assertTrue(best < LIMIT, () -> utf8.length + " bytes took " + milliseconds + " ms");
    }
}

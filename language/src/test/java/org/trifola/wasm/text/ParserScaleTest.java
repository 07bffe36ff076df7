// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trifola.wasm.binary.ModuleDecoder;

/** Twice the text takes twice the memory, whatever it is that is long, to parse it and to print it. */
class ParserScaleTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int SIZE = 10_000;

    /** Buffers that double their size may do so once more. */
    private static final double MAX_RATIO = 2.6;

    static Stream<Arguments> texts() {
        return Stream.of(
                text("functions", n -> numbered("(func $f# (param $x i32) (result i32) local.get $x)", n)),
                text("instructions", n -> "(func " + "i32.const 1 drop ".repeat(n) + ")"),
                text(
                        "folded instructions",
                        n -> "(func " + "(drop (i32.add (i32.const 1) (i32.const 2)))".repeat(n) + ")"),
                text("blocks", n -> "(func " + "block $b ".repeat(n) + "end ".repeat(n) + ")"),
                text("folded blocks", n -> "(func " + "(block $b ".repeat(n) + ")".repeat(n) + ")"),
                text("operands", n -> "(func (drop " + "(i32.eqz ".repeat(n) + "(i32.const 0)" + ")".repeat(n) + "))"),
                text("locals", n -> "(func (local $x i32) (local i64 i64))".repeat(n)),
                text("labels", n -> "(func i32.const 0 br_table " + "0 ".repeat(n) + ")"),
                text("types", n -> "(rec " + numbered("(type $t# (struct (field $f (ref null $t#))))", n) + ")"),
                text("imports", n -> numbered("(import \"module\" \"#\" (global $g# i32))", n)),
                text("exports", n -> "(func $f)" + numbered("(export \"#\" (func $f))", n)),
                text("elements", n -> "(table 0 funcref) (func $f) (elem (i32.const 0)" + " $f".repeat(n) + ")"),
                text("data", n -> "(data \"" + "text\\00\\ff".repeat(n) + "\")"),
                text("strings", n -> "(data" + " \"x\"".repeat(n) + ")"),
                text("custom sections", n -> "(@custom \"c\" \"x\")".repeat(n)),
                text("comments", n -> "(; x ;) ;; y\n".repeat(n)),
                text("nested comments", n -> "(;".repeat(n) + ";)".repeat(n)));
    }

    private static Arguments text(String name, IntFunction<String> text) {
        return Arguments.of(name, text);
    }

    /** The piece so often, with its number for each {@code #}. */
    private static String numbered(String piece, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(piece.replace("#", Integer.toString(i)));
        }
        return text.toString();
    }

    private static byte[] source(IntFunction<String> text, int size) {
        return text.apply(size).getBytes(StandardCharsets.UTF_8);
    }

    private static long allocated(Runnable task) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        task.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void memory_of_the_parser_is_linear(String name, IntFunction<String> text) {
        long[] bytes = new long[3];
        for (int i = 0; i < bytes.length; i++) {
            byte[] source = source(text, SIZE << i);
            bytes[i] = allocated(() -> WatParser.parse(source));
        }
        assertLinear(bytes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void memory_of_the_printer_is_linear(String name, IntFunction<String> text) {
        long[] flat = new long[3];
        long[] folded = new long[3];
        for (int i = 0; i < flat.length; i++) {
            byte[] module = WatParser.parse(source(text, SIZE << i));
            flat[i] = allocated(() -> WatPrinter.print(ModuleDecoder.decode(module)));
            folded[i] = allocated(() -> WatPrinter.printFolded(ModuleDecoder.decode(module)));
        }
        assertLinear(flat);
        assertLinear(folded);
    }

    /** Little memory, as for what is skipped, is not compared. */
    private static void assertLinear(long[] bytes) {
        for (int i = 1; i < bytes.length; i++) {
            long smaller = Math.max(bytes[i - 1], 100_000);
            long larger = bytes[i];
            assertTrue(larger < MAX_RATIO * smaller, () -> larger + " bytes for twice the text, after " + smaller);
        }
    }
}

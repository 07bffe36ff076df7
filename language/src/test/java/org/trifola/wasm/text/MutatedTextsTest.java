// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.binary.MalformedException;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.syntax.Opcodes;

/**
 * A damaged text is a module or a syntax error, never another exception.
 *
 * <p>{@code -Dtext.mutations=N} tries N texts instead of 100 000.
 */
class MutatedTextsTest {
    private static final int TEXTS = Integer.getInteger("text.mutations", 100_000);

    private static final List<String> PIECES = List.of(
            "(",
            ")",
            "\"",
            "$x",
            "$",
            " ",
            "0",
            "-1",
            "0x",
            "4294967296",
            "18446744073709551616",
            "1e400",
            "nan:0x0",
            "_",
            "(;",
            ";)",
            ";;",
            "\\",
            "\\u{110000}",
            "\n",
            "(@custom \"c\" (after code) \"\")",
            "(@name \"n\")",
            "(@metadata.code.branch_hint \"\\01\")",
            "(type 0)",
            "(param $x i32)",
            "(result i32 i64)",
            "(local i32)",
            "(ref null $x)",
            "(exact 0)",
            "(describes 0)",
            "(descriptor $b)",
            "(import \"\" \"\" (func))",
            "(export \"\")",
            "(elem func 0)",
            "(data \"\")",
            "offset=4",
            "align=3",
            "block",
            "loop",
            "if",
            "else",
            "end",
            "try",
            "catch",
            "delegate 0",
            "(then)",
            "(item)",
            "(rec",
            "(sub final",
            "shared",
            "(pagesize 1)",
            "i64",
            "declare",
            "v128.const i8x16",
            "i32.const",
            "br_table");

    private static final List<String> MODULES = List.of(
            "(module $m (import \"a\" \"b\" (func $f (param i32) (result f64))) (export \"x\" (func $f)) (start 0))",
            "(memory $m (data \"abc\")) (table $t funcref (elem $f)) (func $f) (data $d \"x\\00\") (elem $e declare func $f)",
            "(rec (type $a (sub (struct (field $x i8) (field (mut (ref null $b)))))) (type $b (array (mut i16))))",
            "(rec (type $a (descriptor $b) (struct)) (type $b (describes $a) (struct (field (ref (exact $a))))))",
            "(import \"m\" \"f\" (func $f (exact (param i32)))) (func (drop (ref.null (exact 0))))",
            "(global $g (mut i64) (i64.add (i64.const 1) (i64.const 0x7fff_ffff))) (tag $t (param i32 f32))",
            "(func $f (param $p i32) (result i32) (local $l f64) (if (result i32) (local.get $p) (then (i32.const 1)) (else"
                    + " (call $f (local.get $p)))))",
            "(func (block $l (try_table (catch_all $l) (nop)) (br_table 0 $l (i32.const 0))))",
            "(func (try (do (nop)) (catch_all (rethrow 0))))",
            "(memory i64 1 2 shared) (table i64 1 2 (ref null func) (ref.null func))");

    private static List<byte[]> samples() {
        List<byte[]> samples = new ArrayList<>();
        MODULES.forEach(text -> samples.add(bytes(text)));
        Opcodes.ALL.forEach(opcode -> samples.add(bytes("(func " + InstructionSamples.text(opcode) + ")")));
        return samples;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void mutated_text_is_a_module_or_a_syntax_error() {
        List<byte[]> samples = samples();
        int modules = 0;
        for (int seed = 0; seed < TEXTS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] text = samples.get(random.nextInt(samples.size()));
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                text = mutated(text, random);
            }
            modules += isModule(text, seed) ? 1 : 0;
        }
        int found = modules;
        assertTrue(found > TEXTS / 50, () -> "only " + found + " texts were modules: the mutations destroy too much");
    }

    private static boolean isModule(byte[] text, int seed) {
        byte[] module;
        try {
            module = WatParser.parse(text);
        } catch (SyntaxException e) {
            assertTrue(e.line() > 0 && e.column() > 0, () -> "no position: " + e.getMessage());
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("seed " + seed + ": " + new String(text, StandardCharsets.UTF_8), e);
        }
        try {
            ModuleDecoder.decode(module);
        } catch (MalformedException e) {
            fail("seed " + seed + " is encoded wrongly: " + new String(text, StandardCharsets.UTF_8), e);
        }
        return true;
    }

    private static byte[] mutated(byte[] text, SplittableRandom random) {
        int from = random.nextInt(text.length + 1);
        int to = Math.min(text.length, from + random.nextInt(12));
        return switch (random.nextInt(5)) {
            case 0 -> spliced(text, from, to, new byte[0]);
            case 1 -> spliced(text, from, from, bytes(PIECES.get(random.nextInt(PIECES.size()))));
            case 2 -> spliced(text, from, to, bytes(PIECES.get(random.nextInt(PIECES.size()))));
            case 3 -> spliced(text, from, from, Arrays.copyOfRange(text, from, to));
            default -> spliced(text, from, Math.min(text.length, from + 1), new byte[] {(byte) random.nextInt(256)});
        };
    }

    private static byte[] spliced(byte[] text, int from, int to, byte[] insertion) {
        byte[] result = new byte[text.length - (to - from) + insertion.length];
        System.arraycopy(text, 0, result, 0, from);
        System.arraycopy(insertion, 0, result, from, insertion.length);
        System.arraycopy(text, to, result, from + insertion.length, text.length - to);
        return result;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.FunctionDef;
import org.trifola.wasm.syntax.ModuleDef;

/** Where things stand in a listing. */
class ListingTest {
    private static final ModuleDef MODULE = ModuleDecoder.decode(WatParser.parse("""
                    (module
                      (import "m" "f" (func))
                      (global $g i32 (i32.const 1))
                      (func $a (param $x i32) (param i32) (result i32)
                        (block
                          (br_if 0 (i32.eqz (local.get $x)))
                          (local.set 1 (i32.add (local.get $x) (i32.const 1))))
                        i32.const 3
                        nop
                        i32.const 4
                        i32.add)
                      (func))
                    """), EnumSet.allOf(Feature.class));

    private static final Listing LISTING = Listing.of(MODULE);

    private static @Nullable String text(Listing.@Nullable Span span) {
        return span == null ? null : LISTING.text().substring(span.start(), span.end());
    }

    private static List<Integer> offsets(FunctionDef function) {
        InstructionReader reader = new InstructionReader(MODULE.bytes(), function.code());
        reader.locals();
        List<Integer> offsets = new ArrayList<>();
        while (!reader.atEnd()) {
            reader.next();
            offsets.add(reader.offset());
        }
        return offsets;
    }

    @Test
    void the_text_is_that_of_the_folded_printer() {
        assertEquals(WatPrinter.printFolded(MODULE), LISTING.text());
    }

    @Test
    void every_instruction_has_its_words() {
        List<String> words = new ArrayList<>();
        for (int offset : offsets(MODULE.functions().getFirst())) {
            words.add(String.valueOf(text(LISTING.instruction(offset))));
        }
        assertEquals(
                List.of(
                        "(block",
                        "(local.get $x",
                        "(i32.eqz",
                        "(br_if 0",
                        "(local.get $x",
                        "(i32.const 1",
                        "(i32.add",
                        "(local.set 1",
                        "null",
                        "(i32.const 3",
                        "(nop",
                        "(i32.const 4",
                        "(i32.add",
                        "null"),
                words);
    }

    @Test
    void a_statement_is_found_by_what_is_executed_first() {
        List<String> statements = new ArrayList<>();
        for (int offset : offsets(MODULE.functions().getFirst())) {
            String text = text(LISTING.statement(offset));
            if (text != null) {
                statements.add(text);
            }
        }
        assertEquals(
                List.of(
                        "(block",
                        "(br_if 0 (i32.eqz (local.get $x)))",
                        "(local.set 1 (i32.add (local.get $x) (i32.const 1)))"),
                statements.subList(0, 3));
    }

    @Test
    void functions_with_a_body_have_a_place() {
        assertNull(LISTING.function(0));
        String first = text(LISTING.function(1));
        assertNotNull(first);
        assertEquals(
                "(func $a (type 1) (param $x i32) (param i32) (result i32)",
                first.lines().findFirst().orElseThrow());
        assertEquals("(func (type 0))", text(LISTING.function(2)));
        assertNull(LISTING.function(3));
    }

    @Test
    void things_without_an_identifier_have_their_index() {
        assertEquals(List.of("$x", "1"), LISTING.locals(1, 2));
        assertEquals("$g", LISTING.name(ExternKind.GLOBAL, 0));
        assertEquals("2", LISTING.name(ExternKind.FUNC, 2));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.NameSection.Kind;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.ModuleDef;

/**
 * A module as text with folded instructions, and where its functions, statements and instructions stand in it.
 *
 * <p>It is what a debugger shows of a module in binary format. A <em>statement</em> is an instruction with its operands that is
 * no operand itself; it is known by the offset of the instruction that is executed first.
 */
public final class Listing {
    /** The characters of the text from {@code start} on, {@code end} not among them. */
    public record Span(int start, int end) {}

    private final Identifiers identifiers;
    private final String text;
    private final Places places;

    private Listing(ModuleDef module, String text, Places places) {
        identifiers = new Identifiers(module);
        this.text = text;
        this.places = places;
    }

    /**
     * The listing of a module.
     *
     * @throws org.trifola.wasm.binary.MalformedException when a body is malformed; the decoder does not look into bodies
     */
    public static Listing of(ModuleDef module) {
        Places places = new Places(module);
        return new Listing(module, WatPrinter.printFolded(module, places), places);
    }

    /** The text. */
    public String text() {
        return text;
    }

    /** How the text calls the first locals of a function: by their identifiers, or by their indices. */
    public List<String> locals(int functionIndex, int count) {
        List<String> names = new ArrayList<>();
        for (String id : identifiers.parts(Kind.LOCAL, functionIndex, count)) {
            names.add(id == null ? String.valueOf(names.size()) : id);
        }
        return names;
    }

    /** How the text calls something with an index: by its identifier, or by the index. */
    public String name(ExternKind kind, int index) {
        return identifiers.index(ModuleScope.nameKind(kind), index);
    }

    /** The definition of a function, by function index; null of imported ones. */
    public @Nullable Span function(int functionIndex) {
        return places.functions.get(functionIndex);
    }

    /** The words of the instruction at an offset of the module; null where none stands. */
    public @Nullable Span instruction(int offset) {
        return places.instructions.get(offset);
    }

    /** The first line of the statement whose execution begins at an offset of the module; null where none does. */
    public @Nullable Span statement(int offset) {
        Span span = places.statements.get(offset);
        if (span == null) {
            return null;
        }
        int line = text.indexOf('\n', span.start());
        return new Span(span.start(), Math.min(span.end(), line));
    }

    /** Takes note of places while a module is printed. */
    static final class Places {
        private final Spans functions;
        private final Spans instructions;
        private final Spans statements;

        private Places(ModuleDef module) {
            functions = new Spans(Identifiers.functions(module));
            instructions = new Spans(module.bytes().length);
            statements = new Spans(module.bytes().length);
        }

        void function(int functionIndex, int start, int end) {
            functions.put(functionIndex, start, end);
        }

        /** A fold begins; of several that begin with the same instruction the first one is the statement. */
        void begin(Fold fold, int at) {
            if (fold.place() != Fold.NOWHERE) {
                int wordsEnd = at + fold.head().length() + (fold.bare() ? 0 : 1);
                instructions.put(fold.place().offset(), at, wordsEnd);
                if (!statements.has(fold.place().first())) {
                    statements.put(fold.place().first(), at, wordsEnd);
                }
            }
        }

        /** The fold that began at a position ends. */
        void end(Fold fold, int start, int end) {
            if (fold.place() != Fold.NOWHERE && statements.start(fold.place().first()) == start) {
                statements.put(fold.place().first(), start, end);
            }
        }
    }

    /** Spans by number. No span begins at 0, where the module does. */
    private static final class Spans {
        private final int[] starts;
        private final int[] ends;

        Spans(int count) {
            starts = new int[count];
            ends = new int[count];
        }

        void put(int number, int start, int end) {
            starts[number] = start;
            ends[number] = end;
        }

        boolean has(int number) {
            return start(number) > 0;
        }

        int start(int number) {
            return number >= 0 && number < starts.length ? starts[number] : 0;
        }

        @Nullable
        Span get(int number) {
            return has(number) ? new Span(starts[number], ends[number]) : null;
        }
    }
}

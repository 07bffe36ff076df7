// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.trifola.wasm.binary.ByteWriter;
import org.trifola.wasm.binary.SectionId;
import org.trifola.wasm.syntax.CustomSection;

/**
 * Parses {@code (@custom …)} annotations into custom sections.
 *
 * <p>Specification: 7.4.2 "Custom Annotations".
 */
final class CustomAnnotations {
    /** A section with its order among those that stand between the same two other sections. */
    private record Placed(CustomSection section, boolean before) {}

    /** Where a section goes. */
    private record Place(int place, boolean before) {
        static final Place LAST = new Place(SectionId.DATA.place(), false);
    }

    private final TokenCursor cursor;
    private final ByteWriter bytes;
    private final List<Placed> sections = new ArrayList<>();

    /** A parser that appends the contents of sections to the given bytes. */
    CustomAnnotations(TokenCursor cursor, ByteWriter bytes) {
        this.cursor = cursor;
        this.bytes = bytes;
    }

    /** Passes over an annotation. */
    void annotation() {
        cursor.next();
        if (!cursor.at(TokenKind.STRING)) {
            throw error("missing section name");
        }
        int position = cursor.position();
        byte[] name = cursor.string();
        if (Utf8.firstMalformed(name, 0, name.length) >= 0) {
            throw cursor.errorAt(position, Annotation.CUSTOM.message("malformed UTF-8 encoding"));
        }
        Place place = cursor.at(TokenKind.LEFT_PAREN) ? place() : Place.LAST;
        int start = bytes.length();
        cursor.strings(bytes);
        if (!cursor.takeClose()) {
            throw error("unexpected token " + cursor.text());
        }
        add(new String(name, StandardCharsets.UTF_8), start, place);
    }

    private Place place() {
        cursor.next();
        String relation = cursor.text();
        if (!relation.equals("before") && !relation.equals("after")) {
            throw error("malformed placement");
        }
        cursor.next();
        boolean before = relation.equals("before");
        int place = sectionPlace(before);
        cursor.next();
        cursor.close();
        return new Place(before ? place - 1 : place, before);
    }

    private int sectionPlace(boolean before) {
        String kind = cursor.text();
        if (kind.equals(before ? "first" : "last")) {
            return before ? SectionId.TYPE.place() : SectionId.DATA.place();
        }
        for (SectionId id : SectionId.values()) {
            if (id != SectionId.CUSTOM && keyword(id).equals(kind)) {
                return id.place();
            }
        }
        throw error("malformed section kind");
    }

    /** How a placement calls a section. */
    static String keyword(SectionId id) {
        return switch (id) {
            case CUSTOM -> "custom";
            case TYPE -> "type";
            case IMPORT -> "import";
            case FUNCTION -> "func";
            case TABLE -> "table";
            case MEMORY -> "memory";
            case TAG -> "tag";
            case GLOBAL -> "global";
            case EXPORT -> "export";
            case START -> "start";
            case ELEMENT -> "elem";
            case DATA_COUNT -> "datacount";
            case CODE -> "code";
            case DATA -> "data";
        };
    }

    private SyntaxException error(String problem) {
        return cursor.error(Annotation.CUSTOM.message(problem));
    }

    private void add(String name, int start, Place place) {
        CustomSection section = new CustomSection(name, start, bytes.length() - start, place.place);
        sections.add(new Placed(section, place.before));
    }

    /** Adds a section before another one; its content is what was appended to the bytes since {@code start}. */
    void addBefore(SectionId next, String name, int start) {
        add(name, start, new Place(next.place() - 1, true));
    }

    /** Adds a section at the end of the module; its content is what was appended to the bytes since {@code start}. */
    void addLast(String name, int start) {
        add(name, start, Place.LAST);
    }

    /** Whether there is a section with this name. */
    boolean contains(String name) {
        return sections.stream().anyMatch(each -> each.section.name().equals(name));
    }

    /** The sections, in the order in which they follow each other. */
    List<CustomSection> sections() {
        return sections.stream()
                .sorted(Comparator.comparing(Placed::before))
                .map(Placed::section)
                .toList();
    }
}

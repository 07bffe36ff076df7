// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.trifola.wasm.binary.Bytes.bytes;
import static org.trifola.wasm.binary.Bytes.sized;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.binary.NameSection.Kind;

/** Names are read as far as they can be, and never make a module malformed. */
class NameSectionTest {
    private static NameSection names(Object... subsections) {
        return NameSection.of(
                new ModuleBuilder().custom("name", bytes(subsections)).decode());
    }

    private static byte[] subsection(Kind kind, Object content) {
        return bytes(kind.ordinal(), sized(content));
    }

    @Test
    void a_module_without_names_has_none() {
        NameSection names = NameSection.of(new ModuleBuilder().decode());
        assertNull(names.module());
        assertNull(names.function(0));
        assertNull(names.name(Kind.LOCAL, 0, 0));
    }

    @Test
    void names_are_found_by_kind_and_index() {
        NameSection names = names(
                subsection(Kind.MODULE, "m"),
                subsection(Kind.FUNCTION, List.of(bytes(0, "f"), bytes(7, "g"))),
                subsection(Kind.LOCAL, List.of(bytes(7, List.of(bytes(1, "x"))))),
                subsection(Kind.TAG, List.of(bytes(2, "t"))),
                subsection(Kind.FIELD, List.of(bytes(3, List.of(bytes(4, "y"))))));
        assertEquals("m", names.module());
        assertEquals("f", names.function(0));
        assertEquals("g", names.function(7));
        assertNull(names.function(1));
        assertEquals("x", names.name(Kind.LOCAL, 7, 1));
        assertNull(names.name(Kind.LOCAL, 7, 0));
        assertEquals("t", names.name(Kind.TAG, 2));
        assertEquals("y", names.name(Kind.FIELD, 3, 4));
    }

    @Test
    void unknown_subsections_are_passed_over() {
        NameSection names = names(bytes(99, sized("?")), subsection(Kind.MODULE, "m"));
        assertEquals("m", names.module());
    }

    @Test
    void what_stands_before_a_malformed_name_is_kept() {
        NameSection names =
                names(subsection(Kind.FUNCTION, bytes(2, 0, "f", 1, 1, new byte[] {(byte) 0xFF})), new byte[] {1, 99});
        assertEquals("f", names.function(0));
        assertNull(names.function(1));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

/**
 * The sections of a module, with the id as ordinal.
 *
 * <p>Specification: 5.5.2 "Sections". The ids do not follow the order in which sections must appear, see
 * {@link #place}.
 */
public enum SectionId {
    CUSTOM(0),
    TYPE(1),
    IMPORT(2),
    FUNCTION(3),
    TABLE(4),
    MEMORY(5),
    GLOBAL(7),
    EXPORT(8),
    START(9),
    ELEMENT(10),
    CODE(12),
    DATA(13),
    DATA_COUNT(11),
    TAG(6);

    private final int place;

    SectionId(int place) {
        this.place = place;
    }

    /** The position in the required order, from 1; 0 for custom sections, which may stand anywhere. */
    public int place() {
        return place;
    }

    /** The name for messages. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}

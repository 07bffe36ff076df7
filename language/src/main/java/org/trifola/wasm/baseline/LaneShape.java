// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a vector is held in variables: lane by lane, with narrow integers in two halves, or as one object that HotSpot's last
 * tier keeps in a vector register.
 */
enum LaneShape {
    LONGS(Kind.I64, 2, null),
    INTS(Kind.I32, 4, null),
    FLOATS(Kind.F32, 4, null),
    DOUBLES(Kind.F64, 2, null),
    BYTES_OBJECT(Kind.REF, 1, Element.BYTE),
    SHORTS_OBJECT(Kind.REF, 1, Element.SHORT),
    INTS_OBJECT(Kind.REF, 1, Element.INT),
    LONGS_OBJECT(Kind.REF, 1, Element.LONG),
    FLOATS_OBJECT(Kind.REF, 1, Element.FLOAT),
    DOUBLES_OBJECT(Kind.REF, 1, Element.DOUBLE);

    private final Kind kind;
    private final int count;
    private final @Nullable Element element;

    LaneShape(Kind kind, int count, @Nullable Element element) {
        this.kind = kind;
        this.count = count;
        this.element = element;
    }

    /** Vectors of such elements as objects. */
    static LaneShape object(Element element) {
        return switch (element) {
            case BYTE -> BYTES_OBJECT;
            case SHORT -> SHORTS_OBJECT;
            case INT -> INTS_OBJECT;
            case LONG -> LONGS_OBJECT;
            case FLOAT -> FLOATS_OBJECT;
            case DOUBLE -> DOUBLES_OBJECT;
        };
    }

    /** The shape that suits instructions on such elements when vectors are held lane by lane. */
    static LaneShape of(Element element) {
        return switch (element) {
            case INT -> INTS;
            case FLOAT -> FLOATS;
            case DOUBLE -> DOUBLES;
            case BYTE, SHORT, LONG -> LONGS;
        };
    }

    /** Whether the vector is an object. */
    boolean isObject() {
        return element != null;
    }

    /** What the lanes of the object are. */
    Element element() {
        return Objects.requireNonNull(element);
    }

    /** The kind of a lane. */
    Kind kind() {
        return kind;
    }

    /** How many lanes there are. */
    int count() {
        return count;
    }

    /** The size of a lane in bytes. */
    int width() {
        return 16 / count;
    }

    boolean isFloat() {
        return this == FLOATS || this == DOUBLES;
    }

    /** The shape of lanes that are integers of the same size; for objects two halves. */
    LaneShape bits() {
        return count == 4 ? INTS : LONGS;
    }
}

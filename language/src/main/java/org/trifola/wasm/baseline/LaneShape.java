// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

/** How the lanes of a vector are held in variables; vectors of narrow integers as two halves. */
enum LaneShape {
    LONGS(Kind.I64, 2),
    INTS(Kind.I32, 4),
    FLOATS(Kind.F32, 4),
    DOUBLES(Kind.F64, 2);

    private final Kind kind;
    private final int count;

    LaneShape(Kind kind, int count) {
        this.kind = kind;
        this.count = count;
    }

    /** The shape that suits instructions whose mnemonics begin like this. */
    static LaneShape of(String prefix) {
        return switch (prefix) {
            case "i32x4" -> INTS;
            case "f32x4" -> FLOATS;
            case "f64x2" -> DOUBLES;
            default -> LONGS;
        };
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

    /** The shape with integers of the same size. */
    LaneShape bits() {
        return count == 4 ? INTS : LONGS;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.VectorOpcode;

/**
 * A shift that may be half of a rotation, which is one instruction on some processors. WebAssembly has none for vectors.
 *
 * @param element what is rotated
 * @param isLeft whether the shift goes to the left
 * @param otherShift the other half
 */
record Rotation(Element element, boolean isLeft, VectorOpcode otherShift) {
    static @Nullable Rotation of(VectorOpcode shift) {
        return switch (shift) {
            case I32X4_SHL -> new Rotation(Element.INT, true, VectorOpcode.I32X4_SHR_U);
            case I32X4_SHR_U -> new Rotation(Element.INT, false, VectorOpcode.I32X4_SHL);
            case I64X2_SHL -> new Rotation(Element.LONG, true, VectorOpcode.I64X2_SHR_U);
            case I64X2_SHR_U -> new Rotation(Element.LONG, false, VectorOpcode.I64X2_SHL);
            default -> null;
        };
    }
}

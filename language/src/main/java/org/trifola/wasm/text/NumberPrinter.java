// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

/**
 * Writes floating-point numbers so that reading them gives the same bits.
 *
 * <p>Specification: 6.3.2 "Floating-Point".
 */
final class NumberPrinter {
    private NumberPrinter() {}

    static String f32(int bits) {
        String sign = bits < 0 ? "-" : "";
        int magnitude = bits & Integer.MAX_VALUE;
        float value = Float.intBitsToFloat(magnitude);
        if (Float.isNaN(value)) {
            return sign + "nan:0x" + Integer.toHexString(magnitude & 0x7F_FFFF);
        }
        return sign + (Float.isInfinite(value) ? "inf" : Float.toString(value));
    }

    static String f64(long bits) {
        String sign = bits < 0 ? "-" : "";
        long magnitude = bits & Long.MAX_VALUE;
        double value = Double.longBitsToDouble(magnitude);
        if (Double.isNaN(value)) {
            return sign + "nan:0x" + Long.toHexString(magnitude & 0xF_FFFF_FFFF_FFFFL);
        }
        return sign + (Double.isInfinite(value) ? "inf" : Double.toString(value));
    }
}

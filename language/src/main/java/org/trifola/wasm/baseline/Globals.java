// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Instance;

/** Reads and writes of globals for compiled methods. Specification: 4.4.5 "Variable Instructions". */
public final class Globals {
    private Globals() {}

    public static int getI32(Instance instance, int index) {
        return (int) instance.global(index).bits();
    }

    public static void set(int value, Instance instance, int index) {
        instance.global(index).setBits(value);
    }

    public static long getI64(Instance instance, int index) {
        return instance.global(index).bits();
    }

    public static void set(long value, Instance instance, int index) {
        instance.global(index).setBits(value);
    }

    public static float getF32(Instance instance, int index) {
        return Float.intBitsToFloat((int) instance.global(index).bits());
    }

    public static void set(float value, Instance instance, int index) {
        instance.global(index).setBits(Float.floatToRawIntBits(value));
    }

    public static double getF64(Instance instance, int index) {
        return Double.longBitsToDouble(instance.global(index).bits());
    }

    public static void set(double value, Instance instance, int index) {
        instance.global(index).setBits(Double.doubleToRawLongBits(value));
    }

    public static @Nullable Object getRef(Instance instance, int index) {
        return instance.global(index).object();
    }

    public static void set(@Nullable Object value, Instance instance, int index) {
        instance.global(index).setObject(value);
    }
}

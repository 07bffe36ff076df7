// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.constant.ClassDesc;
import org.trifola.wasm.numeric.V128;

/** What the lanes of a vector that is an object are, see {@link VectorObjects}. */
enum Element {
    BYTE(Byte.class, "Bytes", "ByteMask", 16) {
        @Override
        VectorObjects.Bytes box(V128 bits) {
            return new VectorObjects.Bytes(bits.toBytes());
        }

        @Override
        Object mask(boolean[] lanes) {
            return new VectorObjects.ByteMask(lanes);
        }
    },
    SHORT(Short.class, "Shorts", "ShortMask", 8) {
        @Override
        VectorObjects.Shorts box(V128 bits) {
            short[] lanes = new short[8];
            for (int i = 0; i < lanes.length; i++) {
                lanes[i] = bits.i16(i);
            }
            return new VectorObjects.Shorts(lanes);
        }

        @Override
        Object mask(boolean[] lanes) {
            return new VectorObjects.ShortMask(lanes);
        }
    },
    INT(Integer.class, "Ints", "IntMask", 4) {
        @Override
        VectorObjects.Ints box(V128 bits) {
            return new VectorObjects.Ints(new int[] {bits.i32(0), bits.i32(1), bits.i32(2), bits.i32(3)});
        }

        @Override
        Object mask(boolean[] lanes) {
            return new VectorObjects.IntMask(lanes);
        }
    },
    LONG(Long.class, "Longs", "LongMask", 2) {
        @Override
        VectorObjects.Longs box(V128 bits) {
            return new VectorObjects.Longs(new long[] {bits.low(), bits.high()});
        }

        @Override
        Object mask(boolean[] lanes) {
            return new VectorObjects.LongMask(lanes);
        }
    },
    FLOAT(Float.class, "Floats", "FloatMask", 4) {
        @Override
        VectorObjects.Floats box(V128 bits) {
            return new VectorObjects.Floats(new float[] {bits.f32(0), bits.f32(1), bits.f32(2), bits.f32(3)});
        }

        @Override
        Object mask(boolean[] lanes) {
            return new VectorObjects.FloatMask(lanes);
        }
    },
    DOUBLE(Double.class, "Doubles", "DoubleMask", 2) {
        @Override
        VectorObjects.Doubles box(V128 bits) {
            return new VectorObjects.Doubles(new double[] {bits.f64(0), bits.f64(1)});
        }

        @Override
        Object mask(boolean[] lanes) {
            return new VectorObjects.DoubleMask(lanes);
        }
    };

    private static final Element[] ELEMENTS = values();

    private final ClassDesc wrapper;
    private final ClassDesc vector;
    private final ClassDesc maskClass;
    private final int count;

    /** Takes the names of the classes: these are there only where vectors can be objects. */
    Element(Class<?> wrapper, String vector, String mask, int count) {
        this.wrapper = MethodBody.describe(wrapper);
        this.vector = MethodBody.describe(VectorObjects.class).nested(vector);
        maskClass = MethodBody.describe(VectorObjects.class).nested(mask);
        this.count = count;
    }

    /** The vector with such bits as an object. */
    abstract Object box(V128 bits);

    /** A mask as an object. */
    abstract Object mask(boolean[] lanes);

    /** The mask that has the highest bit of each lane. */
    Object mask(V128 bits) {
        boolean[] lanes = new boolean[count];
        for (int i = 0; i < count; i++) {
            lanes[i] = bits.i8((i + 1) * (16 / count) - 1) < 0;
        }
        return mask(lanes);
    }

    /** Whether a class is that of vectors of some elements. */
    static boolean isVector(ClassDesc type) {
        for (Element element : ELEMENTS) {
            if (type.equals(element.vector)) {
                return true;
            }
        }
        return false;
    }

    /** The class that has the primitive type of a lane as {@code TYPE}. */
    ClassDesc wrapper() {
        return wrapper;
    }

    /** The class of vectors. */
    ClassDesc vector() {
        return vector;
    }

    /** The class of masks. */
    ClassDesc maskClass() {
        return maskClass;
    }

    /** How many lanes there are. */
    int count() {
        return count;
    }

    /** The size of a lane in bits. */
    int width() {
        return 128 / count;
    }

    /** The element of the same size that is an integer. */
    Element bits() {
        return switch (this) {
            case FLOAT -> INT;
            case DOUBLE -> LONG;
            default -> this;
        };
    }
}

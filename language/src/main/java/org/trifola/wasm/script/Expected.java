// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.script;

import java.util.List;
import org.trifola.wasm.syntax.NumType;

/** What a script demands of a result. */
public sealed interface Expected {
    /** A number or one lane of a vector. */
    sealed interface Scalar {}

    /** Exactly these bits. */
    record Bits(long bits) implements Scalar {}

    /** A NaN whose payload is the canonical one, of any sign. */
    record CanonicalNan() implements Scalar {}

    /** A NaN whose payload has its highest bit set. */
    record ArithmeticNan() implements Scalar {}

    /** A number of a type. */
    record Num(NumType type, Scalar scalar) implements Expected {}

    /** A vector, by lanes of equal width. */
    record Vector(List<Scalar> lanes) implements Expected {}

    /** The null reference. */
    record Null() implements Expected {}

    /** The object of the host with this number. */
    record Host(int number) implements Expected {}

    /** Any reference of a kind but the null reference. */
    record Reference(Kind kind) implements Expected {
        /** The kinds of references. */
        public enum Kind {
            ANY,
            EQ,
            I31,
            STRUCT,
            ARRAY,
            FUNC,
            EXTERN,
            EXN
        }
    }

    /** One of several. */
    record Either(List<Expected> alternatives) implements Expected {}
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.numeric.I31;
import org.trifola.wasm.syntax.DefType;

/**
 * What can be asked of references: an unboxed scalar is an {@link Integer} of 31 bits, a structure a {@link Struct}, an array
 * an {@link Array}; anything else in the {@code any} hierarchy came from a host.
 *
 * <p>Specification: 4.4.3 "Reference Instructions".
 */
public final class References {
    private References() {}

    /** {@code ref.eq}: unboxed scalars are equal by value, everything else by identity. */
    public static boolean areEqual(@Nullable Object x, @Nullable Object y) {
        return x == y || (x instanceof Integer i && y instanceof Integer j && i.intValue() == j.intValue());
    }

    /** Whether an object of the {@code any} hierarchy is an unboxed scalar. */
    public static boolean isI31(@Nullable Object reference) {
        return reference instanceof Integer value && I31.contains(value);
    }

    /** Whether an object of the {@code any} hierarchy can be compared. */
    public static boolean isEq(@Nullable Object reference) {
        return reference instanceof Aggregate || isI31(reference);
    }

    /** Whether an object is a structure of a type. */
    public static boolean isStruct(@Nullable Object reference, DefType type) {
        return reference instanceof Struct struct && struct.type().isSubtypeOf(type);
    }

    /** Whether an object is an array of a type. */
    public static boolean isArray(@Nullable Object reference, DefType type) {
        return reference instanceof Array array && array.type().isSubtypeOf(type);
    }

    /** Whether an object is a function of a type. */
    public static boolean isFunction(@Nullable Object reference, DefType type) {
        return reference instanceof Function function && function.type().isSubtypeOf(type);
    }

    /** Whether an object is a structure of a type and of no subtype. */
    public static boolean isExactStruct(@Nullable Object reference, DefType type) {
        return reference instanceof Struct struct && struct.type() == type;
    }

    /** Whether an object is an array of a type and of no subtype. */
    public static boolean isExactArray(@Nullable Object reference, DefType type) {
        return reference instanceof Array array && array.type() == type;
    }

    /** Whether an object is a function of a type and of no subtype. */
    public static boolean isExactFunction(@Nullable Object reference, DefType type) {
        return reference instanceof Function function && function.type() == type;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.RefType;

/**
 * Tells whether a reference has a type, in constant time.
 *
 * <p>An unboxed scalar is an {@link Integer} of 31 bits, a structure a {@link Struct}, an array an {@link Array}; anything
 * else in the {@code any} hierarchy came from a host. Specification: 4.4.3 "Reference Instructions", {@code exec-ref.test}.
 */
public final class TypeTest {
    private static final int I31_MIN = -(1 << 30);
    private static final int I31_MAX = (1 << 30) - 1;

    private enum Kind {
        ANYTHING,
        NOTHING,
        EQ,
        I31,
        STRUCT,
        ARRAY,
        DEFINED_STRUCT,
        DEFINED_ARRAY,
        DEFINED_FUNCTION
    }

    private final boolean nullable;
    private final Kind kind;
    private final @Nullable DefType defType;

    /** A test for a closed type. The reference must be of the same hierarchy, as validation sees to. */
    public TypeTest(RefType type) {
        nullable = type.nullable();
        kind = kind(type.heapType());
        defType = type.heapType() instanceof DefType defined ? defined : null;
    }

    private static Kind kind(HeapType type) {
        if (type instanceof DefType defined) {
            return switch (defined.compType()) {
                case org.trifola.wasm.syntax.StructType _ -> Kind.DEFINED_STRUCT;
                case org.trifola.wasm.syntax.ArrayType _ -> Kind.DEFINED_ARRAY;
                case org.trifola.wasm.syntax.FuncType _ -> Kind.DEFINED_FUNCTION;
            };
        }
        return switch ((AbsHeapType) type) {
            case ANY, FUNC, EXTERN, EXN -> Kind.ANYTHING;
            case NONE, NOFUNC, NOEXTERN, NOEXN -> Kind.NOTHING;
            case EQ -> Kind.EQ;
            case I31 -> Kind.I31;
            case STRUCT -> Kind.STRUCT;
            case ARRAY -> Kind.ARRAY;
        };
    }

    /** Whether the reference has the type. */
    public boolean matches(@Nullable Object reference) {
        if (reference == null) {
            return nullable;
        }
        return switch (kind) {
            case ANYTHING -> true;
            case NOTHING -> false;
            case EQ -> reference instanceof Struct || reference instanceof Array || isI31(reference);
            case I31 -> isI31(reference);
            case STRUCT -> reference instanceof Struct;
            case ARRAY -> reference instanceof Array;
            case DEFINED_STRUCT -> reference instanceof Struct struct && isSubtype(struct.type());
            case DEFINED_ARRAY -> reference instanceof Array array && isSubtype(array.type());
            case DEFINED_FUNCTION -> reference instanceof Function function && isSubtype(function.type());
        };
    }

    @SuppressWarnings("NullAway")
    private boolean isSubtype(DefType type) {
        return type.isSubtypeOf(defType);
    }

    /** Whether an object of the {@code any} hierarchy is an unboxed scalar. */
    public static boolean isI31(Object reference) {
        return reference instanceof Integer value && value >= I31_MIN && value <= I31_MAX;
    }
}

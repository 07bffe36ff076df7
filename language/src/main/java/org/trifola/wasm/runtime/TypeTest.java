// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.ArrayType;
import org.trifola.wasm.syntax.ContType;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.StructType;

/**
 * Tells whether a reference has a type, in constant time, see {@link References}.
 *
 * <p>Specification: 4.4.3 "Reference Instructions", {@code exec-ref.test}.
 */
public final class TypeTest {
    /** What the type asks of an object. */
    public enum Kind {
        ANYTHING,
        NOTHING,
        EQ,
        I31,
        STRUCT,
        ARRAY,
        DEFINED_STRUCT,
        DEFINED_ARRAY,
        DEFINED_FUNCTION,
        EXACT_STRUCT,
        EXACT_ARRAY,
        EXACT_FUNCTION
    }

    private final boolean nullable;
    private final Kind kind;
    private final @Nullable DefType defType;

    /** A test for a closed type. The reference must be of the same hierarchy, as validation sees to. */
    public TypeTest(RefType type) {
        nullable = type.nullable();
        kind = kind(type.heapType());
        defType = type.heapType().inexact() instanceof DefType defined ? defined : null;
    }

    private static Kind kind(HeapType type) {
        if (type.inexact() instanceof DefType defined) {
            boolean exact = type instanceof ExactType;
            return switch (defined.compType()) {
                case StructType _ -> exact ? Kind.EXACT_STRUCT : Kind.DEFINED_STRUCT;
                case ArrayType _ -> exact ? Kind.EXACT_ARRAY : Kind.DEFINED_ARRAY;
                case FuncType _ -> exact ? Kind.EXACT_FUNCTION : Kind.DEFINED_FUNCTION;
                // Validation allows no casts to continuation types, and hosts have no continuations to give.
                case ContType _ -> Kind.NOTHING;
            };
        }
        return switch ((AbsHeapType) type) {
            case ANY, FUNC, EXTERN, EXN -> Kind.ANYTHING;
            case NONE, NOFUNC, NOEXTERN, NOEXN, CONT, NOCONT -> Kind.NOTHING;
            case EQ -> Kind.EQ;
            case I31 -> Kind.I31;
            case STRUCT -> Kind.STRUCT;
            case ARRAY -> Kind.ARRAY;
        };
    }

    /** Whether null has the type. */
    public boolean isNullable() {
        return nullable;
    }

    /** What is asked of an object. */
    public Kind kind() {
        return kind;
    }

    /** Whether the reference has the type. */
    @SuppressWarnings("NullAway")
    public boolean matches(@Nullable Object reference) {
        if (reference == null) {
            return nullable;
        }
        return switch (kind) {
            case ANYTHING -> true;
            case NOTHING -> false;
            case EQ -> References.isEq(reference);
            case I31 -> References.isI31(reference);
            case STRUCT -> reference instanceof Struct;
            case ARRAY -> reference instanceof Array;
            case DEFINED_STRUCT -> References.isStruct(reference, defType);
            case DEFINED_ARRAY -> References.isArray(reference, defType);
            case DEFINED_FUNCTION -> References.isFunction(reference, defType);
            case EXACT_STRUCT -> References.isExactStruct(reference, defType);
            case EXACT_ARRAY -> References.isExactArray(reference, defType);
            case EXACT_FUNCTION -> References.isExactFunction(reference, defType);
        };
    }
}

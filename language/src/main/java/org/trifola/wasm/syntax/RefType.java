// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * A reference type: what is referred to, and whether the reference may be null.
 *
 * <p>Specification: 2.3.4 "Reference Types".
 */
public record RefType(boolean nullable, HeapType heapType) implements ValType {
    private static final RefType[] NULLABLE = new RefType[AbsHeapType.values().length];
    private static final RefType[] NON_NULL = new RefType[AbsHeapType.values().length];

    static {
        for (AbsHeapType type : AbsHeapType.values()) {
            NULLABLE[type.ordinal()] = new RefType(true, type);
            NON_NULL[type.ordinal()] = new RefType(false, type);
        }
    }

    public static final RefType ANYREF = of(true, AbsHeapType.ANY);
    public static final RefType EQREF = of(true, AbsHeapType.EQ);
    public static final RefType I31REF = of(true, AbsHeapType.I31);
    public static final RefType STRUCTREF = of(true, AbsHeapType.STRUCT);
    public static final RefType ARRAYREF = of(true, AbsHeapType.ARRAY);
    public static final RefType NULLREF = of(true, AbsHeapType.NONE);
    public static final RefType FUNCREF = of(true, AbsHeapType.FUNC);
    public static final RefType NULLFUNCREF = of(true, AbsHeapType.NOFUNC);
    public static final RefType EXTERNREF = of(true, AbsHeapType.EXTERN);
    public static final RefType NULLEXTERNREF = of(true, AbsHeapType.NOEXTERN);
    public static final RefType EXNREF = of(true, AbsHeapType.EXN);
    public static final RefType NULLEXNREF = of(true, AbsHeapType.NOEXN);

    /** A reference type, the same object each time for an abstract heap type. */
    public static RefType of(boolean nullable, HeapType heapType) {
        return heapType instanceof AbsHeapType type
                ? (nullable ? NULLABLE : NON_NULL)[type.ordinal()]
                : new RefType(nullable, heapType);
    }

    /** The same reference with the given nullability. */
    public RefType withNullable(boolean isNullable) {
        return isNullable == nullable ? this : of(isNullable, heapType);
    }

    @Override
    public boolean isDefaultable() {
        return nullable;
    }

    /** The type as the text format writes it, in its short form where there is one. */
    @Override
    public String toString() {
        if (nullable && heapType instanceof AbsHeapType abstractType) {
            return abstractType.nullableReference();
        }
        return nullable ? "(ref null " + heapType + ")" : "(ref " + heapType + ")";
    }
}

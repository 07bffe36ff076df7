// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * A reference type: what is referred to, and whether the reference may be null.
 *
 * <p>Specification: 2.3.4 "Reference Types".
 */
public record RefType(boolean nullable, HeapType heapType) implements ValType {
    public static final RefType ANYREF = new RefType(true, AbsHeapType.ANY);
    public static final RefType EQREF = new RefType(true, AbsHeapType.EQ);
    public static final RefType I31REF = new RefType(true, AbsHeapType.I31);
    public static final RefType STRUCTREF = new RefType(true, AbsHeapType.STRUCT);
    public static final RefType ARRAYREF = new RefType(true, AbsHeapType.ARRAY);
    public static final RefType NULLREF = new RefType(true, AbsHeapType.NONE);
    public static final RefType FUNCREF = new RefType(true, AbsHeapType.FUNC);
    public static final RefType NULLFUNCREF = new RefType(true, AbsHeapType.NOFUNC);
    public static final RefType EXTERNREF = new RefType(true, AbsHeapType.EXTERN);
    public static final RefType NULLEXTERNREF = new RefType(true, AbsHeapType.NOEXTERN);
    public static final RefType EXNREF = new RefType(true, AbsHeapType.EXN);
    public static final RefType NULLEXNREF = new RefType(true, AbsHeapType.NOEXN);

    /** The same reference with the given nullability. */
    public RefType withNullable(boolean isNullable) {
        return isNullable == nullable ? this : new RefType(isNullable, heapType);
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

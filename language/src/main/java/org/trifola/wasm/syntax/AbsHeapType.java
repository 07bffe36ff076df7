// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * The abstract heap types, with the byte that the binary format gives them.
 *
 * <p>Specification: 2.3.3 "Heap Types", 5.3.3 "Heap Types".
 */
public enum AbsHeapType implements HeapType {
    ANY("any", "anyref", 0x6E),
    EQ("eq", "eqref", 0x6D),
    I31("i31", "i31ref", 0x6C),
    STRUCT("struct", "structref", 0x6B),
    ARRAY("array", "arrayref", 0x6A),
    NONE("none", "nullref", 0x71),
    FUNC("func", "funcref", 0x70),
    NOFUNC("nofunc", "nullfuncref", 0x73),
    EXTERN("extern", "externref", 0x6F),
    NOEXTERN("noextern", "nullexternref", 0x72),
    EXN("exn", "exnref", 0x69),
    NOEXN("noexn", "nullexnref", 0x74),
    CONT("cont", "contref", 0x68),
    NOCONT("nocont", "nullcontref", 0x75);

    private final String text;
    private final String nullableReference;
    private final int code;

    AbsHeapType(String text, String nullableReference, int code) {
        this.text = text;
        this.nullableReference = nullableReference;
        this.code = code;
    }

    /** The byte of the binary format. */
    public int code() {
        return code;
    }

    /** The keyword for a nullable reference to this heap type, such as {@code funcref}. */
    public String nullableReference() {
        return nullableReference;
    }

    /** The most general type of the hierarchy this type belongs to: any, func, extern, exn or cont. */
    public AbsHeapType top() {
        return switch (this) {
            case ANY, EQ, I31, STRUCT, ARRAY, NONE -> ANY;
            case FUNC, NOFUNC -> FUNC;
            case EXTERN, NOEXTERN -> EXTERN;
            case EXN, NOEXN -> EXN;
            case CONT, NOCONT -> CONT;
        };
    }

    /** The keyword of the text format. */
    @Override
    public String toString() {
        return text;
    }
}

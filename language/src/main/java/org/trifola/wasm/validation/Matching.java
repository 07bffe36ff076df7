// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import java.util.List;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.ArrayType;
import org.trifola.wasm.syntax.CompType;
import org.trifola.wasm.syntax.ContType;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.ExternType;
import org.trifola.wasm.syntax.FieldType;
import org.trifola.wasm.syntax.FuncExternType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.StorageType;
import org.trifola.wasm.syntax.StructType;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.TagType;
import org.trifola.wasm.syntax.ValType;

/**
 * Subtyping on closed types: may a thing of the first type stand where one of the second is expected?
 *
 * <p>Everything is constant time in the size of the types, because defined types are compared by identity and display.
 * Specification: 3.3 "Matching".
 */
@SuppressWarnings("ReferenceEquality") // Defined types are canonical, and identity is the common case of all others.
public final class Matching {
    private Matching() {}

    /** Matching of value types (spec 3.3.4). */
    public static boolean matches(ValType actual, ValType expected) {
        return actual == expected
                || actual instanceof RefType actualRef
                        && expected instanceof RefType expectedRef
                        && matches(actualRef, expectedRef);
    }

    /** Matching of reference types (spec 3.3.3). */
    public static boolean matches(RefType actual, RefType expected) {
        return (expected.nullable() || !actual.nullable()) && matches(actual.heapType(), expected.heapType());
    }

    /** Matching of heap types (spec 3.3.2). */
    public static boolean matches(HeapType actual, HeapType expected) {
        if (actual == expected) {
            return true;
        }
        if (expected instanceof ExactType expectedType) {
            return actual instanceof ExactType actualType
                    ? actualType.type() == expectedType.type()
                    : actual == bottom(top(expectedType));
        }
        if (actual instanceof ExactType actualType) {
            return matches(actualType.type(), expected);
        }
        if (actual instanceof DefType actualType) {
            return expected instanceof DefType expectedType
                    ? actualType.isSubtypeOf(expectedType)
                    : matches(kind(actualType), (AbsHeapType) expected);
        }
        return expected instanceof DefType expectedType
                ? actual == bottom(top(expectedType))
                : matches((AbsHeapType) actual, (AbsHeapType) expected);
    }

    /** Matching of abstract heap types: the lattice below any, func, extern, exn and cont. */
    private static boolean matches(AbsHeapType actual, AbsHeapType expected) {
        return actual == expected
                || switch (expected) {
                    case ANY -> actual.top() == AbsHeapType.ANY;
                    case EQ -> actual.top() == AbsHeapType.ANY && actual != AbsHeapType.ANY;
                    case I31, STRUCT, ARRAY -> actual == AbsHeapType.NONE;
                    case FUNC -> actual == AbsHeapType.NOFUNC;
                    case EXTERN -> actual == AbsHeapType.NOEXTERN;
                    case EXN -> actual == AbsHeapType.NOEXN;
                    case CONT -> actual == AbsHeapType.NOCONT;
                    case NONE, NOFUNC, NOEXTERN, NOEXN, NOCONT -> false;
                };
    }

    /** The least abstract type above a defined one. */
    static AbsHeapType kind(DefType type) {
        return switch (type.compType()) {
            case FuncType _ -> AbsHeapType.FUNC;
            case StructType _ -> AbsHeapType.STRUCT;
            case ArrayType _ -> AbsHeapType.ARRAY;
            case ContType _ -> AbsHeapType.CONT;
        };
    }

    /** The most general type of the hierarchy that a closed heap type belongs to. */
    public static AbsHeapType top(HeapType type) {
        return type.inexact() instanceof DefType defType ? kind(defType).top() : ((AbsHeapType) type).top();
    }

    /** The widest type that is held like a closed type: of a reference the nullable one of its hierarchy. */
    static ValType widest(ValType type) {
        return type instanceof RefType reference ? RefType.of(true, top(reference.heapType())) : type;
    }

    /** The type below all others of the hierarchy with the given top. */
    private static AbsHeapType bottom(AbsHeapType top) {
        return switch (top) {
            case FUNC, NOFUNC -> AbsHeapType.NOFUNC;
            case EXTERN, NOEXTERN -> AbsHeapType.NOEXTERN;
            case EXN, NOEXN -> AbsHeapType.NOEXN;
            case CONT, NOCONT -> AbsHeapType.NOCONT;
            case ANY, EQ, I31, STRUCT, ARRAY, NONE -> AbsHeapType.NONE;
        };
    }

    /** Matching of result types: as many, and each matches (spec 3.3.5). */
    public static boolean matches(List<ValType> actual, List<ValType> expected) {
        if (actual == expected) {
            return true;
        }
        if (actual.size() != expected.size()) {
            return false;
        }
        for (int i = 0; i < actual.size(); i++) {
            if (!matches(actual.get(i), expected.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Matching of function types: parameters the other way round (spec 3.3.8). */
    public static boolean matches(FuncType actual, FuncType expected) {
        return matches(expected.params(), actual.params()) && matches(actual.results(), expected.results());
    }

    /** Matching of composite types (spec 3.3.9), asked only where a type is declared below another. */
    static boolean matches(CompType actual, CompType expected) {
        if (actual instanceof FuncType actualFunc) {
            return expected instanceof FuncType expectedFunc && matches(actualFunc, expectedFunc);
        }
        if (actual instanceof ArrayType actualArray) {
            return expected instanceof ArrayType expectedArray
                    && matches(actualArray.element(), expectedArray.element());
        }
        if (actual instanceof ContType actualCont) {
            return expected instanceof ContType expectedCont && matches(actualCont.function(), expectedCont.function());
        }
        return expected instanceof StructType expectedStruct
                && fieldsMatch(((StructType) actual).fields(), expectedStruct.fields());
    }

    /** A structure may have more fields than its supertype. */
    private static boolean fieldsMatch(List<FieldType> actual, List<FieldType> expected) {
        if (actual.size() < expected.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!matches(actual.get(i), expected.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Matching of field types: what can be written must be the same type (spec 3.3.7). */
    private static boolean matches(FieldType actual, FieldType expected) {
        return actual.mutable() == expected.mutable()
                && matches(actual.storage(), expected.storage())
                && (!actual.mutable() || matches(expected.storage(), actual.storage()));
    }

    /** Matching of storage types: packed types only match themselves. */
    static boolean matches(StorageType actual, StorageType expected) {
        return actual == expected
                || actual instanceof ValType actualType
                        && expected instanceof ValType expectedType
                        && matches(actualType, expectedType);
    }

    /**
     * Matching of external types (spec 3.3.12 to 3.3.17), with the limits as declared. Who links an existing memory or
     * table compares its actual size instead, see {@link Limits#admits}.
     */
    public static boolean matches(ExternType actual, ExternType expected) {
        return switch (expected.kind()) {
            case FUNC -> actual instanceof FuncExternType function && matches(function, (FuncExternType) expected);
            case TABLE -> actual instanceof TableType table && matches(table, (TableType) expected);
            case MEMORY -> actual instanceof MemoryType memory && matches(memory, (MemoryType) expected);
            case GLOBAL -> actual instanceof GlobalType global && matches(global, (GlobalType) expected);
            case TAG -> actual instanceof TagType tag && tag.type() == ((TagType) expected).type();
        };
    }

    private static boolean matches(FuncExternType actual, FuncExternType expected) {
        return matches(actual.type(), expected.type());
    }

    private static boolean matches(TableType actual, TableType expected) {
        return matchesWithoutLimits(actual, expected) && matches(actual.limits(), expected.limits());
    }

    private static boolean matches(MemoryType actual, MemoryType expected) {
        return matchesWithoutLimits(actual, expected) && matches(actual.limits(), expected.limits());
    }

    /** Matching of table types for a table whose size is compared separately. */
    public static boolean matchesWithoutLimits(TableType actual, TableType expected) {
        return actual.addressType() == expected.addressType()
                && matches(actual.elementType(), expected.elementType())
                && matches(expected.elementType(), actual.elementType());
    }

    /** Matching of memory types for a memory whose size is compared separately. */
    public static boolean matchesWithoutLimits(MemoryType actual, MemoryType expected) {
        return actual.addressType() == expected.addressType()
                && actual.shared() == expected.shared()
                && actual.pageSizeLog2() == expected.pageSizeLog2();
    }

    private static boolean matches(Limits actual, Limits expected) {
        return expected.admits(actual.min(), actual.hasMax(), actual.max());
    }

    private static boolean matches(GlobalType actual, GlobalType expected) {
        return actual.mutable() == expected.mutable()
                && matches(actual.valType(), expected.valType())
                && (!actual.mutable() || matches(expected.valType(), actual.valType()));
    }
}

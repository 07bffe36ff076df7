// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.ArrayType;
import org.trifola.wasm.syntax.CompType;
import org.trifola.wasm.syntax.ContType;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.FieldType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.RecType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.StorageType;
import org.trifola.wasm.syntax.StructType;
import org.trifola.wasm.syntax.SubType;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.ValType;

/**
 * Validates and closes the types that a module defines.
 *
 * <p>Specification: 3.2.11 "Recursive Types" (valid-rectype, valid-subtype).
 */
final class TypeSection {
    // Limits of the JavaScript API.
    private static final int MAX_DEPTH = 63;
    private static final int MAX_TYPES = 1_000_000;

    private final FeatureGate gate;
    private final List<SubType> subTypes = new ArrayList<>();
    private final DefType[] types;
    private final int[] depths;

    /** The number of types before the group at hand. */
    private int first;

    /** The number of types that the group at hand and all before it have. */
    private int visible;

    private TypeSection(List<RecType> recTypes, FeatureGate gate) {
        this.gate = gate;
        for (RecType recType : recTypes) {
            subTypes.addAll(recType.subTypes());
        }
        if (subTypes.size() > MAX_TYPES) {
            throw invalid(Errors.tooMany("types", MAX_TYPES), MAX_TYPES);
        }
        types = new DefType[subTypes.size()];
        depths = new int[subTypes.size()];
    }

    /** The closed types by type index. */
    static DefType[] close(List<RecType> recTypes, FeatureGate gate) {
        TypeSection section = new TypeSection(recTypes, gate);
        for (RecType recType : recTypes) {
            section.close(recType);
        }
        return section.types;
    }

    private void close(RecType recType) {
        first = visible;
        visible += recType.subTypes().size();
        if (recType.subTypes().size() != 1) {
            require(Feature.GC, "a recursive group", first);
        }
        for (int i = first; i < visible; i++) {
            check(i, subTypes.get(i));
        }
        List<DefType> group = TypeCanon.close(recType, types, first);
        for (int i = first; i < visible; i++) {
            types[i] = group.get(i - first);
        }
        for (int i = first; i < visible; i++) {
            checkSupertype(i, subTypes.get(i));
        }
    }

    /** What must hold before the type can be closed. */
    private void check(int typeIndex, SubType type) {
        if (!type.isFinal() || !type.supertypes().isEmpty()) {
            require(Feature.GC, "a sub type", typeIndex);
        }
        for (HeapType supertype : type.supertypes()) {
            int superIndex = ((TypeIndex) supertype).index();
            if (Integer.compareUnsigned(superIndex, typeIndex) >= 0) {
                throw invalid(Errors.forwardSupertype(typeIndex, superIndex), typeIndex);
            }
            if (subTypes.get(superIndex).isFinal()) {
                throw invalid(Errors.finalSupertype(typeIndex, superIndex), typeIndex);
            }
            depths[typeIndex] = depths[superIndex] + 1;
            if (depths[typeIndex] > MAX_DEPTH) {
                throw invalid(Errors.supertypesTooDeep(typeIndex, MAX_DEPTH), typeIndex);
            }
        }
        checkDescribed(typeIndex, type);
        checkDescriptor(typeIndex, type);
        check(typeIndex, type.compType());
    }

    /** The proposal Custom Descriptors: both types of a pair name each other, the described one comes first. */
    private void checkDescribed(int typeIndex, SubType type) {
        if (type.described() instanceof TypeIndex(int described)) {
            require(Feature.CUSTOM_DESCRIPTORS, "a descriptor", typeIndex);
            if (!isInGroup(described)) {
                throw invalid(Errors.describedOutsideGroup(described), typeIndex);
            }
            if (described >= typeIndex) {
                throw invalid(Errors.forwardDescribed(typeIndex, described), typeIndex);
            }
            if (!isIndex(subTypes.get(described).descriptor(), typeIndex)) {
                throw invalid(Errors.notItsDescriptor(typeIndex, described), typeIndex);
            }
            if (!(type.compType() instanceof StructType)) {
                throw invalid(Errors.describedNotStruct(typeIndex), typeIndex);
            }
        }
    }

    private void checkDescriptor(int typeIndex, SubType type) {
        if (type.descriptor() instanceof TypeIndex(int descriptor)) {
            require(Feature.CUSTOM_DESCRIPTORS, "a descriptor", typeIndex);
            if (!isInGroup(descriptor)) {
                throw invalid(Errors.descriptorOutsideGroup(descriptor), typeIndex);
            }
            if (!isIndex(subTypes.get(descriptor).described(), typeIndex)) {
                throw invalid(Errors.notDescribed(typeIndex, descriptor), typeIndex);
            }
            if (!(type.compType() instanceof StructType)) {
                throw invalid(Errors.descriptorNotStruct(typeIndex), typeIndex);
            }
        }
    }

    private boolean isInGroup(int typeIndex) {
        return typeIndex >= first && typeIndex < visible;
    }

    private static boolean isIndex(@Nullable HeapType type, int typeIndex) {
        return type instanceof TypeIndex(int index) && index == typeIndex;
    }

    private void check(int typeIndex, CompType type) {
        if (type instanceof FuncType funcType) {
            checkAll(typeIndex, funcType.params());
            checkAll(typeIndex, funcType.results());
            if (funcType.results().size() > 1) {
                require(Feature.MULTI_VALUE, "a function with several results", typeIndex);
            }
        } else if (type instanceof StructType structType) {
            require(Feature.GC, "a structure", typeIndex);
            for (FieldType field : structType.fields()) {
                check(typeIndex, field.storage());
            }
        } else if (type instanceof ArrayType arrayType) {
            require(Feature.GC, "an array", typeIndex);
            check(typeIndex, arrayType.element().storage());
        } else {
            require(Feature.STACK_SWITCHING, "a continuation type", typeIndex);
            checkContinuation(typeIndex, ((TypeIndex) ((ContType) type).function()).index());
        }
    }

    /** A continuation is one of a function, whose type may follow in the same group. */
    private void checkContinuation(int typeIndex, int functionIndex) {
        if (Integer.compareUnsigned(functionIndex, visible) >= 0) {
            throw invalid(Errors.unknownType(functionIndex, visible), typeIndex);
        }
        if (!(subTypes.get(functionIndex).compType() instanceof FuncType)) {
            throw invalid(Errors.notA("a function", functionIndex, "a continuation type"), typeIndex);
        }
    }

    private void checkAll(int typeIndex, List<ValType> valTypes) {
        for (ValType type : valTypes) {
            check(typeIndex, type);
        }
    }

    private void check(int typeIndex, StorageType type) {
        Feature missing = gate.missingFor(type);
        if (missing != null) {
            throw invalid(Errors.disabled(missing, type.toString()), typeIndex);
        }
        if (type instanceof RefType refType
                && refType.heapType().inexact() instanceof TypeIndex index
                && Integer.compareUnsigned(index.index(), visible) >= 0) {
            throw invalid(Errors.unknownType(index.index(), visible), typeIndex);
        }
    }

    /** The rest of valid-subtype: the structure must match that of the supertype. */
    private void checkSupertype(int typeIndex, SubType type) {
        for (HeapType supertype : type.supertypes()) {
            int superIndex = ((TypeIndex) supertype).index();
            checkSuperclauses(typeIndex, type, superIndex);
            if (!Matching.matches(types[typeIndex].compType(), types[superIndex].compType())) {
                throw invalid(Errors.unrelatedSupertype(typeIndex, superIndex), typeIndex);
            }
        }
    }

    /**
     * What a type and its supertype describe, and their descriptors, must match, too. A type without a descriptor may have
     * subtypes with one.
     */
    private void checkSuperclauses(int typeIndex, SubType type, int superIndex) {
        SubType supertype = subTypes.get(superIndex);
        boolean oneDescribes = (type.described() == null) != (supertype.described() == null);
        boolean lacksDescriptor = type.descriptor() == null && supertype.descriptor() != null;
        if (oneDescribes || lacksDescriptor) {
            throw invalid(Errors.unrelatedSupertype(typeIndex, superIndex), typeIndex);
        }
        if (!matches(type.described(), supertype.described())) {
            throw invalid(Errors.unrelatedDescribed(type.described(), supertype.described()), typeIndex);
        }
        if (!matches(type.descriptor(), supertype.descriptor())) {
            throw invalid(Errors.unrelatedDescriptor(type.descriptor(), supertype.descriptor()), typeIndex);
        }
    }

    private boolean matches(@Nullable HeapType actual, @Nullable HeapType expected) {
        return !(actual instanceof TypeIndex(int index) && expected instanceof TypeIndex(int superIndex))
                || types[index].isSubtypeOf(types[superIndex]);
    }

    private void require(Feature feature, String what, int typeIndex) {
        Feature missing = gate.missing(feature);
        if (missing != null) {
            throw invalid(Errors.disabled(missing, what), typeIndex);
        }
    }

    private static InvalidException invalid(String message, int typeIndex) {
        return new InvalidException(Errors.in(message, "type", typeIndex), -1, -1);
    }
}

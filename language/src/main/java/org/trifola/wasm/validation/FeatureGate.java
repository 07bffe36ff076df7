// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.StorageType;
import org.trifola.wasm.syntax.VecType;

/**
 * Which proposals a module may use.
 *
 * <p>While all those are on that are on by default, hardly anything is looked at.
 */
final class FeatureGate {
    private final Set<Feature> enabled;
    private final boolean open;

    FeatureGate(Set<Feature> features) {
        this.enabled = Set.copyOf(features);
        this.open = enabled.containsAll(Feature.defaults());
    }

    /** Whether everything is enabled that is on by default; the rules ask for the other features themselves. */
    boolean isOpen() {
        return open;
    }

    /** Whether the feature may be used. */
    boolean allows(Feature feature) {
        return open && feature.isOnByDefault() || feature == Feature.CORE || enabled.contains(feature);
    }

    /** The feature if it is off, null if it may be used. */
    @Nullable
    Feature missing(Feature feature) {
        return allows(feature) ? null : feature;
    }

    /** The feature that the type needs and that is off, null if the type may be used. */
    @Nullable
    Feature missingFor(StorageType type) {
        if (type instanceof RefType refType && refType.heapType() instanceof ExactType) {
            return missing(Feature.CUSTOM_DESCRIPTORS);
        }
        if (type instanceof RefType refType && isContinuation(refType.heapType())) {
            return missing(Feature.STACK_SWITCHING);
        }
        return open ? null : missing(neededFor(type));
    }

    private static boolean isContinuation(HeapType type) {
        return type == AbsHeapType.CONT || type == AbsHeapType.NOCONT;
    }

    private Feature neededFor(StorageType type) {
        if (type == VecType.V128) {
            return Feature.SIMD;
        }
        return type instanceof RefType refType ? neededFor(refType) : Feature.CORE;
    }

    private Feature neededFor(RefType type) {
        if (!(type.heapType() instanceof AbsHeapType heapType)) {
            return typedReferences();
        }
        return switch (heapType) {
            case FUNC, EXTERN -> type.nullable() ? Feature.BULK_MEMORY_AND_REF_TYPES : typedReferences();
            case EXN, NOEXN -> Feature.EXCEPTIONS;
            case CONT, NOCONT -> Feature.STACK_SWITCHING;
            case ANY, EQ, I31, STRUCT, ARRAY, NONE, NOFUNC, NOEXTERN -> Feature.GC;
        };
    }

    /** Garbage collection builds on typed function references, so either of the two is enough. */
    private Feature typedReferences() {
        return allows(Feature.GC) ? Feature.CORE : Feature.TYPED_FUNCTION_REFERENCES;
    }
}

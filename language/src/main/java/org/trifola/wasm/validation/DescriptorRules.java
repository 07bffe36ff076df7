// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.RefType;

/**
 * The rules about descriptors of structures.
 *
 * <p>The proposal Custom Descriptors: "Allocation With Descriptors", "New Instructions".
 */
final class DescriptorRules {
    private final Body body;
    private final OperandTypes operands;

    DescriptorRules(Body body) {
        this.body = body;
        this.operands = body.operands;
    }

    /** The instructions without a descriptor make no structures that have one. */
    void requireNone(int typeIndex) {
        body.structType(typeIndex);
        if (body.type(typeIndex).descriptor() != null) {
            throw body.invalid(Errors.needsDescriptor(typeIndex));
        }
    }

    /** Pops the descriptor of a new structure; it must be exact, or it might describe a subtype. */
    void popForNew(int typeIndex) {
        body.require(Feature.CUSTOM_DESCRIPTORS);
        DefType descriptor = body.type(typeIndex).descriptor();
        if (descriptor == null) {
            throw body.invalid(Errors.needsNoDescriptor(typeIndex));
        }
        operands.pop(RefType.of(true, new ExactType(descriptor)));
    }

    /** valid-ref.get_desc: the descriptor is of an exact type if the structure is. */
    void refGetDesc(int typeIndex) {
        body.require(Feature.CUSTOM_DESCRIPTORS);
        DefType type = body.type(typeIndex);
        DefType descriptor = type.descriptor();
        if (descriptor == null) {
            throw body.invalid(Errors.typeWithoutDescriptor(typeIndex));
        }
        RefType actual = operands.popReference(body.context.reference(true, typeIndex));
        boolean exact = Matching.matches(actual.heapType(), new ExactType(type));
        operands.push(RefType.of(false, exact ? new ExactType(descriptor) : descriptor));
    }

    /** valid-ref.cast_desc_eq */
    void refCastDescEq(boolean nullable) {
        RefType target = body.reference(nullable, body.reader.heapType());
        popForCast(body.reader.heapType(), target);
        operands.pop(RefType.of(true, Matching.top(target.heapType())));
        operands.push(target);
    }

    /**
     * Pops the descriptor that a cast compares with.
     *
     * @param written the target as the module has it
     * @param target the closed target; if it is exact, the descriptor must be, too
     */
    void popForCast(HeapType written, RefType target) {
        body.require(Feature.CUSTOM_DESCRIPTORS);
        DefType descriptor = target.heapType().inexact() instanceof DefType type ? type.descriptor() : null;
        if (descriptor == null) {
            throw body.invalid(Errors.noDescriptor(written));
        }
        boolean exact = target.heapType() instanceof ExactType;
        operands.pop(RefType.of(true, exact ? new ExactType(descriptor) : descriptor));
    }
}

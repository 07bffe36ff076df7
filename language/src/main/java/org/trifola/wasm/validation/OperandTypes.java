// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.ValType;

/**
 * The operand stack of validation: types in place of values.
 *
 * <p>Operands below the current control frame are out of reach. After an unconditional branch the stack is polymorphic:
 * below the operands that are there, it yields any type asked for. Specification: appendix 7.3 "Validation Algorithm".
 */
@SuppressWarnings("ReferenceEquality") // The types below are known by identity.
final class OperandTypes {
    /** The type of an operand that a polymorphic stack yields: it matches every type. Known by identity. */
    static final RefType BOTTOM = new RefType(false, AbsHeapType.NONE);

    /** The type of a reference to something unknown, in unreachable code: it matches every reference type. */
    static final RefType BOTTOM_REF = new RefType(false, AbsHeapType.NONE);

    private static final int INITIAL_CAPACITY = 64;

    private final Body body;
    private ValType[] types = new ValType[INITIAL_CAPACITY];
    private int size;
    private int base;
    private boolean polymorphic;

    OperandTypes(Body body) {
        this.body = body;
    }

    /** The number of operands, those of outer frames included. */
    int size() {
        return size;
    }

    /** Where the current frame begins. */
    int base() {
        return base;
    }

    /** The types of the operands of the current frame. */
    List<ValType> current() {
        return List.of(Arrays.copyOfRange(types, base, size));
    }

    /** Whether the rest of the current frame can not be reached. */
    boolean isPolymorphic() {
        return polymorphic;
    }

    /** Empties the stack. */
    void clear() {
        size = 0;
        base = 0;
        polymorphic = false;
    }

    /** Begins a frame above the operands that are there. */
    void enterFrame() {
        base = size;
        polymorphic = false;
    }

    /** Goes back to an outer frame, once the operands of the current one are gone. */
    void leaveFrame(int outerBase, boolean outerPolymorphic) {
        base = outerBase;
        polymorphic = outerPolymorphic;
    }

    /** Drops the operands of the current frame and lets it yield any type from now on. */
    void setUnreachable() {
        size = base;
        polymorphic = true;
    }

    void push(ValType type) {
        if (size == types.length) {
            types = Arrays.copyOf(types, 2 * size);
        }
        types[size++] = type;
    }

    void pushAll(List<ValType> pushed) {
        for (int i = 0; i < pushed.size(); i++) {
            push(pushed.get(i));
        }
    }

    /** Pops an operand of any type, {@link #BOTTOM} included. */
    ValType pop() {
        if (size > base) {
            return types[--size];
        }
        if (polymorphic) {
            return BOTTOM;
        }
        throw body.typeMismatch("a value", "nothing");
    }

    /** Pops an operand that must match the type. */
    void pop(ValType expected) {
        // FAST: nearly all operands have exactly the type asked for.
        if (size > base && types[size - 1] == expected) {
            size--;
        } else {
            popMatching(expected);
        }
    }

    private void popMatching(ValType expected) {
        if (size > base) {
            requireMatch(types[--size], expected);
        } else if (!polymorphic) {
            throw body.typeMismatch(body.describe(expected), "nothing");
        }
    }

    /** Pops operands that must match the types, the last one first. */
    void popAll(List<ValType> expected) {
        for (int i = expected.size() - 1; i >= 0; i--) {
            pop(expected.get(i));
        }
    }

    /** Pops a reference of any type, {@link #BOTTOM_REF} when nothing is known about it. */
    RefType popReference() {
        ValType type = pop();
        if (type == BOTTOM) {
            return BOTTOM_REF;
        }
        if (type instanceof RefType refType) {
            return refType;
        }
        throw body.typeMismatch("a reference", body.describe(type));
    }

    /** Pops a reference that must match the type; gives back its own, maybe more precise type. */
    RefType popReference(RefType expected) {
        RefType actual = popReference();
        requireMatch(actual, expected);
        return actual;
    }

    /** Demands that the topmost operands match the types, and leaves them there. */
    void requireTop(List<ValType> expected) {
        int position = size;
        for (int i = expected.size() - 1; i >= 0; i--) {
            if (position > base) {
                requireMatch(types[--position], expected.get(i));
            } else if (!polymorphic) {
                throw body.typeMismatch(body.describe(expected.get(i)), "nothing");
            }
        }
    }

    /** Demands that the frame has no operands left. */
    void requireEmpty() {
        if (size != base) {
            throw body.invalid(Errors.valuesLeft(
                    body.instruction(), body.describe(Arrays.asList(types).subList(base, size))));
        }
    }

    private void requireMatch(ValType actual, ValType expected) {
        if (!matches(actual, expected)) {
            throw body.typeMismatch(body.describe(expected), body.describe(actual));
        }
    }

    private static boolean matches(ValType actual, ValType expected) {
        return actual == BOTTOM
                || (actual == BOTTOM_REF ? expected instanceof RefType : Matching.matches(actual, expected));
    }

    /** Whether nothing is known about the type of an operand. */
    static boolean isBottom(ValType type) {
        return type == BOTTOM;
    }

    /** What messages call a type that only unreachable code has, null for every other type. */
    static @Nullable String describeUnknown(ValType type) {
        return type == BOTTOM ? "an unreachable value" : type == BOTTOM_REF ? "an unreachable reference" : null;
    }

    /** The same reference, but not null. */
    static RefType nonNull(RefType type) {
        return type == BOTTOM_REF ? type : type.withNullable(false);
    }
}

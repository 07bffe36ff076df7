// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A closed type: a member of a recursive group, independent of any module.
 *
 * <p>There is one object per type in the whole process ({@code validation.TypeCanon} sees to that), so types are equal
 * exactly when they are the same object, and subtyping is one comparison against the display of supertypes.
 *
 * <p>Specification: 2.3.11 "Recursive Types", 3.1.2 (defined types), 3.3.11 "Defined Types" (matching).
 */
public final class DefType implements HeapType {
    private final List<DefType> group;
    private final int position;

    /** The supertypes from the most general one down to this type itself. */
    private final DefType[] display;

    /** Null only while the members of the group are being made, since they refer to each other. */
    private @Nullable SubType subType;

    /**
     * Makes a type without structure; {@link #close} completes it once all members of the group exist.
     *
     * @param group the types of the recursive group, this one included, kept alive together
     * @param position the place of this type in the group
     * @param supertype the declared supertype, of an earlier group or an earlier position
     */
    public DefType(List<DefType> group, int position, @Nullable DefType supertype) {
        this.group = group;
        this.position = position;
        int depth = supertype == null ? 0 : supertype.display.length;
        DefType[] types = supertype == null ? new DefType[1] : Arrays.copyOf(supertype.display, depth + 1);
        types[depth] = this;
        this.display = types;
    }

    /** Completes the type with its structure, in which every defined type is a {@code DefType}. */
    public void close(SubType closedSubType) {
        subType = closedSubType;
    }

    /** The recursive group this type belongs to. */
    public List<DefType> group() {
        return group;
    }

    /** The place of this type in its group. */
    public int position() {
        return position;
    }

    /** The structure of the type; every defined type in it is closed. */
    public SubType subType() {
        if (subType == null) {
            throw new IllegalStateException("the type is not closed yet");
        }
        return subType;
    }

    /** The composite type. */
    public CompType compType() {
        return subType().compType();
    }

    /** The composite type of a function type; an error of the caller for any other. */
    public FuncType funcType() {
        return (FuncType) compType();
    }

    /** The type of the descriptors that objects of this type have, null when they have none. */
    public @Nullable DefType descriptor() {
        return (DefType) subType().descriptor();
    }

    /** Whether this type is the other one or was declared, directly or indirectly, below it (spec: matching). */
    public boolean isSubtypeOf(DefType other) {
        int depth = other.display.length - 1;
        return this == other || depth < display.length && display[depth] == other;
    }

    /** The number of supertypes above this type. */
    public int depth() {
        return display.length - 1;
    }

    /** The kind of the type only, because its structure may refer back to it; {@link #compType} says the rest. */
    @Override
    public String toString() {
        CompType compType = compType();
        return switch (compType) {
            case FuncType _ -> "$func";
            case StructType _ -> "$struct";
            case ArrayType _ -> "$array";
            case ContType _ -> "$cont";
        };
    }
}

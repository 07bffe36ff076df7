// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.trifola.wasm.interop.Kind;
import org.trifola.wasm.interop.MemberTable;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.FuncType;

/**
 * A tag of exceptions; two tags of one type are different tags.
 *
 * <p>Specification: 4.2.13 "Tag Instances".
 */
public final class Tag extends Extern {
    private static final MemberTable<Tag> MEMBERS =
            new MemberTable<Tag>().attribute("type", tag -> TypeObjects.ofTag(tag.funcType()));

    /** How many exceptions in a row compiled methods must throw and catch until backtraces are no longer worth their cost. */
    private static final int BACKTRACES = 64;

    private final DefType type;

    /** Counts exceptions down; threads may lose some counts, which does no harm. */
    private int backtraces = BACKTRACES;

    /** A new tag. */
    public Tag(DefType type) {
        this.type = type;
    }

    /** The function type whose parameters are the payload. */
    public DefType type() {
        return type;
    }

    /** Counts an exception of compiled methods; whether it is to tell in which calls it arose. */
    public boolean takesBacktrace() {
        if (backtraces == 0) {
            return false;
        }
        backtraces--;
        return true;
    }

    /** Compiled methods did not catch an exception; they may not catch the next ones either. */
    public void resumeBacktraces() {
        backtraces = BACKTRACES;
    }

    /** The types of the payload. */
    public FuncType funcType() {
        return type.funcType();
    }

    @Override
    protected Kind kind() {
        return Kind.TAG;
    }

    @Override
    protected MemberTable<?> memberTable() {
        return MEMBERS;
    }

    @Override
    protected String displayString() {
        return "tag " + funcType().params();
    }
}

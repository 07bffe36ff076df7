// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.trifola.wasm.interop.Kind;

/**
 * A module does not fit what it is linked with: its imports, or who wants to run it.
 *
 * <p>Specification: 4.7.2 "Instantiation".
 */
public final class LinkError extends GuestError {
    private static final long serialVersionUID = 1L;

    private final String failure;

    private LinkError(String failure, String detail) {
        super(failure + ": " + detail, null);
        this.failure = failure;
    }

    /** Nothing was given for an import. */
    public static LinkError unknownImport(String detail) {
        return new LinkError("unknown import", detail);
    }

    /** Something of another kind or type was given for an import. */
    public static LinkError incompatibleImportType(String detail) {
        return new LinkError("incompatible import type", detail);
    }

    /** The module cannot be run, for its entry point is none. */
    public static LinkError notAProgram(String detail) {
        return new LinkError("not a program", detail);
    }

    @Override
    protected Kind metaKind() {
        return Kind.LINK_ERROR;
    }

    @Override
    public String failureType() {
        return "unlinkable";
    }

    @Override
    public String failure() {
        return failure;
    }
}

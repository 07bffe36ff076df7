// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

/** The host gave a value that does not fit: to a function, a global, a table or a helper of the engine. */
public final class ArgumentError extends GuestError {
    private static final long serialVersionUID = 1L;

    /** Reports a value that does not fit. */
    public ArgumentError(String message) {
        super(message, null);
    }

    @Override
    public String failureType() {
        return "internal";
    }

    @Override
    public String failure() {
        return "unspecified";
    }
}

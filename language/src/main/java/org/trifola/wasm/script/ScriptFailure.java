// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.script;

import org.jspecify.annotations.Nullable;

/** A command of a script does not hold; the message says what was expected and what happened. */
public final class ScriptFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** Reports a failed command. */
    public ScriptFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

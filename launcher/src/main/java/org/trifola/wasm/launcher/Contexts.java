// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import org.graalvm.polyglot.Context;

/** Makes contexts with the options of the engine that a command was given. */
final class Contexts {
    private Contexts() {}

    static Context create(Context.Builder builder, Arguments arguments) {
        try {
            return builder.allowExperimentalOptions(true)
                    .options(arguments.engineOptions())
                    .build();
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }
}

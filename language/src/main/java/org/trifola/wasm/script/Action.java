// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.script;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that a script does with an instance and that gives results. */
public sealed interface Action {
    /** The identifier of the instance without {@code $}, null for the latest one. */
    @Nullable
    String instance();

    /** The name of the export. */
    String name();

    /** Calls an exported function. */
    record Invoke(@Nullable String instance, String name, List<Constant> arguments) implements Action {}

    /** Reads an exported global. */
    record Get(@Nullable String instance, String name) implements Action {}
}

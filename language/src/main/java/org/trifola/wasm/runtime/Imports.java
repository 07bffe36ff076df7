// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.Import;

/** What a host offers for the imports of a module. */
@FunctionalInterface
public interface Imports {
    /**
     * What is offered under the two names: an object of this package, an executable of the host, a raw value for an
     * immutable global; null when there is nothing.
     */
    @Nullable
    Object find(Import wanted);

    /** Tells that an instance has been made with these imports, before its start function runs. */
    default void linked(Instance instance) {}
}

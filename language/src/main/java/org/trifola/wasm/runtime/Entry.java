// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Where code that was compiled to a method of the virtual machine is entered; the generated subclasses add a method with
 * unboxed parameters.
 */
public abstract class Entry {
    /** Calls with the arguments of a call target and returns what that does, see {@link Code}. */
    public abstract @Nullable Object callBoxed(@Nullable Object[] arguments);
}

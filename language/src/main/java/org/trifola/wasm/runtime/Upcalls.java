// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CallTarget;
import org.trifola.wasm.syntax.DefType;

/** What the runtime structure asks of the layers above it: executable code, and the context at hand. */
public interface Upcalls {
    /** Makes a validated body executable. */
    CallTarget translate(FunctionCode code);

    /** Makes a body executable as nodes, even if it is also a method. */
    CallTarget translateToNodes(FunctionCode code);

    /** The code that calls executables of the host, whose closure is the executable itself. */
    Code hostCode(DefType type);

    /** How structures of a type are stored. */
    StructLayout structLayout(DefType type);

    /**
     * Makes an instance in the current context.
     *
     * @param arguments what the host gave to {@code newInstance}
     */
    Instance instantiate(WasmModule module, Object[] arguments);

    /** The stacks of the current context. */
    Stacks stacks();

    /** Where compiled methods enter a function, see {@link Code#entry}. */
    Entry entry(Function function);

    /** How methods notice that something is wanted of their thread. */
    Polling polling();
}

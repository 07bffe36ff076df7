// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import java.nio.ByteBuffer;
import org.trifola.wasm.runtime.Imports;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.syntax.MemoryType;

/** What JavaScript asks of the context it runs in. */
public interface Store {
    /** Decodes and validates a module; the error of a module that is none passes through. */
    WasmModule load(String name, byte[] bytes);

    /** Makes an instance that belongs to the context. */
    Instance instantiate(WasmModule module, Imports imports);

    /** What the members of the members of an object offer to a new instance. */
    Imports imports(Object importObject);

    /** Makes a memory that belongs to the context. */
    Memory newMemory(MemoryType type);

    /** A Java object as guest languages see it. */
    Object asGuestValue(ByteBuffer buffer);
}

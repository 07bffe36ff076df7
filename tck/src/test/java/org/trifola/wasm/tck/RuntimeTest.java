// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.tck;

import static org.junit.Assert.assertEquals;

import org.graalvm.polyglot.Engine;
import org.junit.Test;

/** The kit proves little on the fallback runtime. */
public class RuntimeTest {
    @Test
    public void the_runtime_is_the_optimizing_one() {
        try (Engine engine = Engine.create("wasm")) {
            assertEquals("GraalVM CE", engine.getImplementationName());
        }
    }
}

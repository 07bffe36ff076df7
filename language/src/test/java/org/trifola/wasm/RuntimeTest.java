// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.graalvm.polyglot.Engine;
import org.junit.jupiter.api.Test;

/** The tests mean little on the fallback runtime: they must run on the optimizing one. */
class RuntimeTest {
    @Test
    void tests_run_on_the_optimizing_runtime() {
        try (Engine engine = Engine.create()) {
            assertEquals("GraalVM CE", engine.getImplementationName());
        }
    }
}

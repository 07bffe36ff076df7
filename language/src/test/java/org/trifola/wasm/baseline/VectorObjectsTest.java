// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The build's tests of vectors run with vectors that are objects, and once more without. */
class VectorObjectsTest {
    @Test
    void vectors_are_objects_unless_the_property_says_otherwise() {
        boolean isOff = System.getProperty("trifola.wasm.vectorApi", "true").equals("false");
        assertEquals(!isOff, VectorObjects.areAccessible(ClassLoader.getSystemClassLoader()));
        assertTrue(VectorObjects.areHeldInRegisters());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Memories fall back to copying without a word, so that only a test tells. */
class AddressSpaceTest {
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void address_space_can_be_set_aside() {
        assertNotNull(AddressSpace.available());
        MemoryBlock block = MemoryBlock.allocate(1 << 16, 1 << 20);
        assertNotNull(block);
        assertTrue(block.staysPut());
        block.freeWith(this, MemoryBudget.unlimited().newShare());
        block.free();
    }
}

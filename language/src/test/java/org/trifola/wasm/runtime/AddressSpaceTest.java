// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Linker;
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

    @Test
    void systems_without_foreign_functions_have_no_address_space() {
        assertNull(AddressSpace.create("Linux", () -> {
            throw new UnsupportedOperationException("no foreign functions");
        }));
        assertNull(AddressSpace.create("Windows 11", Linker::nativeLinker));
    }

    @Test
    void unexpected_failures_are_not_hidden() {
        assertThrows(
                IllegalStateException.class,
                () -> AddressSpace.create("Linux", () -> {
                    throw new IllegalStateException("a bug");
                }));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void first_memory_of_a_process_needs_no_foreign_functions() {
        MemoryBlock block = MemoryBlock.allocateWhole(1 << 16, 1L << 32);
        assertNotNull(block);
        assertTrue(block.staysPut());
        assertEquals(1L << 32, block.limit());
        long last = block.base() + (1 << 16) - 1;
        assertEquals(0, RawMemory.getByte(last));
        RawMemory.putByte(last, (byte) 7);
        long base = block.base();
        assertTrue(block.extend(1 << 16, 40 << 20));
        assertEquals(base, block.base());
        assertEquals(7, RawMemory.getByte(last));
        for (long i = 1 << 16; i < 40 << 20; i += 4099) {
            assertEquals(0, RawMemory.getByte(base + i));
        }
        block.release();
    }

    @Test
    void large_memories_are_not_taken_from_the_c_library() {
        assertNull(MemoryBlock.allocateWhole(4 << 20, 1L << 32));
        assertNull(MemoryBlock.allocateWhole(1 << 16, 1L << 40));
    }

    @Test
    void systems_without_foreign_functions_have_no_address_space() {
        assertNull(AddressSpace.create("linux", () -> {
            throw new UnsupportedOperationException("no foreign functions");
        }));
        assertNull(AddressSpace.create("windows 11", Linker::nativeLinker));
    }

    @Test
    void unexpected_failures_are_not_hidden() {
        assertThrows(
                IllegalStateException.class,
                () -> AddressSpace.create("linux", () -> {
                    throw new IllegalStateException("a bug");
                }));
    }
}

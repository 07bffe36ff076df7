// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.MemoryType;

/** Memories give their share of the budget back, whichever way they end. */
class MemoryBudgetTest {
    private static final MemoryType TYPE = MemoryType.of(Limits.between(1, 3));

    private final MemoryBudget budget = new MemoryBudget(2 << 16);

    @Test
    void memory_that_is_freed_gives_its_share_back_once() {
        Memory first = Memory.create(TYPE, budget);
        assertEquals(1, first.grow(1));
        assertEquals(-1, first.grow(1));
        assertThrows(Trap.class, () -> Memory.create(TYPE, budget));
        first.free();
        first.free();
        Memory second = Memory.create(TYPE, budget);
        Memory third = Memory.create(TYPE, budget);
        assertThrows(Trap.class, () -> Memory.create(TYPE, budget));
        second.free();
        third.free();
    }

    @Test
    void memory_that_is_unreachable_gives_its_share_back() throws InterruptedException {
        assertTrue(fits());
        assertTrue(fits());
        boolean again = false;
        for (int i = 0; i < 500 && !again; i++) {
            System.gc();
            Thread.sleep(10);
            again = fits();
        }
        assertTrue(again, "the unreachable memories keep their shares");
    }

    private boolean fits() {
        try {
            return Memory.create(TYPE, budget).pages() == 1;
        } catch (Trap e) {
            assertEquals(TrapKind.OUT_OF_MEMORY, e.kind());
            return false;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidBufferOffsetException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.MemoryType;

/** What other languages see of a memory: a writable buffer that follows its growth. */
class MemoryBufferTest {
    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    private static final int PAGE = 65536;

    private final Memory memory = Memory.create(MemoryType.of(Limits.between(1, 3)), MemoryBudget.unlimited());

    @AfterEach
    void free() {
        memory.free();
    }

    @Test
    void numbers_keep_the_byte_order_asked_for() throws InteropException {
        assertTrue(INTEROP.hasBufferElements(memory) && INTEROP.isBufferWritable(memory));
        INTEROP.writeBufferInt(memory, ByteOrder.LITTLE_ENDIAN, 8, 0x01020304);
        assertEquals(4, INTEROP.readBufferByte(memory, 8));
        assertEquals(0x04030201, INTEROP.readBufferInt(memory, ByteOrder.BIG_ENDIAN, 8));
        INTEROP.writeBufferShort(memory, ByteOrder.BIG_ENDIAN, 16, (short) 0x0102);
        assertEquals(0x0201, INTEROP.readBufferShort(memory, ByteOrder.LITTLE_ENDIAN, 16));
        INTEROP.writeBufferLong(memory, ByteOrder.BIG_ENDIAN, 24, 0x0102030405060708L);
        assertEquals(0x0807060504030201L, INTEROP.readBufferLong(memory, ByteOrder.LITTLE_ENDIAN, 24));
        INTEROP.writeBufferFloat(memory, ByteOrder.BIG_ENDIAN, 32, 1.5f);
        assertEquals(1.5f, INTEROP.readBufferFloat(memory, ByteOrder.BIG_ENDIAN, 32));
        INTEROP.writeBufferDouble(memory, ByteOrder.LITTLE_ENDIAN, 40, -2.5);
        assertEquals(-2.5, INTEROP.readBufferDouble(memory, ByteOrder.LITTLE_ENDIAN, 40));
    }

    @Test
    void a_range_is_read_at_once() throws InteropException {
        INTEROP.writeBufferByte(memory, PAGE - 1, (byte) 7);
        byte[] bytes = new byte[4];
        INTEROP.readBuffer(memory, PAGE - 2, bytes, 1, 2);
        assertArrayEquals(new byte[] {0, 0, 7, 0}, bytes);
    }

    @Test
    void an_access_past_the_end_is_refused() {
        assertThrows(InvalidBufferOffsetException.class, () -> INTEROP.readBufferByte(memory, PAGE));
        assertThrows(InvalidBufferOffsetException.class, () -> INTEROP.readBufferByte(memory, -1));
        assertThrows(
                InvalidBufferOffsetException.class,
                () -> INTEROP.writeBufferLong(memory, ByteOrder.LITTLE_ENDIAN, PAGE - 7, 0));
        assertThrows(
                InvalidBufferOffsetException.class,
                () -> INTEROP.readBuffer(memory, Long.MAX_VALUE, new byte[8], 0, 8));
    }

    @Test
    void a_range_outside_the_array_to_fill_is_refused() {
        byte[] bytes = new byte[8];
        assertThrows(IndexOutOfBoundsException.class, () -> memory.readBuffer(0, bytes, 1, 8));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.readBuffer(0, bytes, -1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.readBuffer(0, bytes, 1 << 20, 8));
    }

    @Test
    void the_buffer_follows_the_growth_of_the_memory() throws InteropException {
        assertEquals(1, memory.grow(1));
        assertEquals(2 * PAGE, INTEROP.getBufferSize(memory));
        assertEquals(0, INTEROP.readBufferByte(memory, 2 * PAGE - 1));
    }

    @Test
    void the_host_is_told_of_every_successful_growth_even_by_zero_pages() {
        List<Long> sizes = new ArrayList<>();
        memory.setHost(() -> new MemoryHost() {
            @Override
            public void grown(Memory grown) {
                sizes.add(grown.pages());
            }

            @Override
            public boolean hasWaitQueue() {
                return false;
            }

            @Override
            public int await(Memory waitedFor, long index, long expected, long timeout, boolean isLong) {
                throw new AssertionError("there is no queue");
            }

            @Override
            public int notify(Memory waitedFor, long index, int count) {
                throw new AssertionError("there is no queue");
            }
        });
        memory.grow(1);
        memory.grow(0);
        memory.grow(2);
        assertEquals(List.of(2L, 2L), sizes);
    }

    /** Everywhere but on Windows, memories stay where they are. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_view_of_java_shares_the_bytes_and_ends_with_the_memory() throws InteropException {
        ByteBuffer view = memory.asByteBuffer();
        assertNotNull(view);
        memory.grow(1);
        view.put(5, (byte) 6);
        assertEquals(6, INTEROP.readBufferByte(memory, 5));
        assertEquals(PAGE, view.capacity());
        memory.free();
        assertThrows(IllegalStateException.class, () -> view.get(5));
    }
}

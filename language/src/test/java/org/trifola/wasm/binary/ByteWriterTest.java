// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteWriterTest {
    private static ByteReader reader(ByteWriter writer) {
        return new ByteReader(writer.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 127, 128, 8191, 8192, 1L << 31, 1L << 32, 1L << 62, Long.MAX_VALUE})
    void integers_are_read_back(long magnitude) {
        for (long value : new long[] {magnitude, -magnitude, ~magnitude}) {
            ByteWriter writer = new ByteWriter();
            writer.u64(value);
            writer.signed(value);
            writer.u32((int) value);
            writer.fixed32((int) value);
            writer.fixed64(value);
            ByteReader reader = reader(writer);
            assertEquals(value, reader.u64());
            assertEquals(value, reader.s64());
            assertEquals((int) value, reader.u32());
            assertEquals((int) value, reader.fixed32());
            assertEquals(value, reader.fixed64());
            assertEquals(0, reader.remaining());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, -64, 64, -65, 8191, -8192})
    void signed_integers_take_the_fewest_bytes(int value) {
        ByteWriter writer = new ByteWriter();
        writer.signed(value);
        int bits = 33 - Integer.numberOfLeadingZeros(value < 0 ? ~value : value);
        assertEquals((bits + 6) / 7, writer.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "memory", "größer", "\u0000\uD83D\uDE00"})
    void names_are_read_back(String name) {
        ByteWriter writer = new ByteWriter();
        writer.name(name);
        assertEquals(name, reader(writer).name());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000})
    void truncating_takes_back_what_was_written_later(int kept) {
        ByteWriter writer = new ByteWriter();
        writer.bytes(new byte[kept]);
        writer.name("taken back");
        writer.truncate(kept);
        assertArrayEquals(new byte[kept], writer.toByteArray());
    }
}

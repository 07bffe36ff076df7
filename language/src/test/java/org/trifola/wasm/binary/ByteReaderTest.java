// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trifola.wasm.binary.Bytes.bytes;
import static org.trifola.wasm.binary.Bytes.raw;

import java.math.BigInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The primitive encodings: every length of integers, their limits, and the ends of ranges. */
class ByteReaderTest {
    private static ByteReader reader(int... values) {
        byte[] content = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            content[i] = (byte) values[i];
        }
        return new ByteReader(content);
    }

    private static void malformed(String message, int offset, ByteReader in, Function<ByteReader, ?> read) {
        MalformedException thrown = assertThrows(MalformedException.class, () -> read.apply(in));
        assertTrue(String.valueOf(thrown.getMessage()).startsWith(message), thrown.getMessage());
        assertEquals(offset, thrown.offset());
    }

    @Test
    void u32_reads_every_length() {
        for (int shift = 0; shift < 32; shift++) {
            for (int value : new int[] {1 << shift, (1 << shift) - 1, -1 >>> shift}) {
                ByteReader in = new ByteReader(bytes(value));
                assertEquals(value, in.u32());
                assertTrue(in.atEnd());
            }
        }
    }

    @Test
    void s32_and_s64_read_every_length() {
        for (int shift = 0; shift < 64; shift++) {
            for (long value : new long[] {1L << shift, -(1L << shift), (1L << shift) - 1, ~(1L << shift)}) {
                assertEquals(value, new ByteReader(bytes(value)).s64());
                assertEquals((int) value, new ByteReader(bytes((long) (int) value)).s32());
            }
        }
    }

    @Test
    void s33_has_one_bit_more_than_s32() {
        assertEquals(0xFFFF_FFFFL, new ByteReader(bytes(0xFFFF_FFFFL)).s33());
        assertEquals(-(1L << 32), new ByteReader(bytes(-(1L << 32))).s33());
        malformed("integer too large", 0, new ByteReader(bytes(1L << 32)), ByteReader::s33);
    }

    @Test
    void u64_reads_the_largest_number() {
        ByteReader in = reader(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01);
        assertEquals(-1, in.u64());
    }

    @Test
    void integers_may_be_longer_than_needed_up_to_their_width() {
        assertEquals(3, reader(0x83, 0x80, 0x80, 0x80, 0x00).u32());
        assertEquals(-2, reader(0xFE, 0xFF, 0xFF, 0xFF, 0x7F).s32());
        assertEquals(
                3,
                reader(0x83, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00)
                        .u64());
    }

    @Test
    void an_integer_with_a_byte_too_many_is_malformed() {
        ByteReader in = reader(0, 0x83, 0x80, 0x80, 0x80, 0x80, 0x00);
        in.u8();
        malformed("integer representation too long", 1, in, ByteReader::u32);
        malformed("integer representation too long", 0, reader(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F), ByteReader::s32);
        malformed(
                "integer representation too long",
                0,
                reader(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00),
                ByteReader::u64);
    }

    @Test
    void an_integer_with_unused_bits_set_is_malformed() {
        malformed("integer too large", 0, reader(0x80, 0x80, 0x80, 0x80, 0x10), ByteReader::u32);
        malformed("integer too large", 0, reader(0x80, 0x80, 0x80, 0x80, 0x08), ByteReader::s32);
        malformed("integer too large", 0, reader(0xFF, 0xFF, 0xFF, 0xFF, 0x6F), ByteReader::s32);
        malformed(
                "integer too large",
                0,
                reader(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02),
                ByteReader::u64);
        malformed(
                "integer too large",
                0,
                reader(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01),
                ByteReader::s64);
    }

    /** Every value of the last byte of a long encoding, compared with arithmetic on unbounded integers. */
    @Test
    void the_last_byte_decides_between_a_value_and_too_large() {
        for (int last = 0; last < 0x80; last++) {
            BigInteger unsigned = BigInteger.valueOf(last).shiftLeft(28);
            boolean fits = unsigned.bitLength() <= 32;
            ByteReader in = reader(0x80, 0x80, 0x80, 0x80, last);
            if (fits) {
                assertEquals(unsigned.intValue(), in.u32());
            } else {
                malformed("integer too large", 0, in, ByteReader::u32);
            }
            BigInteger signed = BigInteger.valueOf(last << 25 >> 25).shiftLeft(28);
            ByteReader signedIn = reader(0x80, 0x80, 0x80, 0x80, last);
            if (signed.bitLength() <= 31) {
                assertEquals(signed.intValue(), signedIn.s32());
            } else {
                malformed("integer too large", 0, signedIn, ByteReader::s32);
            }
        }
    }

    @Test
    void an_integer_cut_short_is_malformed() {
        malformed("unexpected end", 2, reader(0x80, 0x80), ByteReader::u32);
        malformed("unexpected end", 0, reader(), ByteReader::s64);
    }

    @Test
    void fixed_numbers_are_little_endian() {
        assertEquals(0x8123_4567, reader(0x67, 0x45, 0x23, 0x81).fixed32());
        assertEquals(
                0x8123_4567_89AB_CDEFL,
                reader(0xEF, 0xCD, 0xAB, 0x89, 0x67, 0x45, 0x23, 0x81).fixed64());
        malformed("unexpected end", 3, reader(1, 2, 3), ByteReader::fixed32);
    }

    @Test
    void names_are_utf8() {
        assertEquals("añ€𝄞", new ByteReader(bytes("añ€𝄞")).name());
        assertEquals("", reader(0).name());
    }

    @Test
    void malformed_utf8_is_malformed() {
        int[][] wrong = {{1, 0x80}, {2, 0xC0, 0x80}, {3, 0xED, 0xA0, 0x80}, {4, 0xF4, 0x90, 0x80, 0x80}, {1, 0xC2}};
        for (int[] values : wrong) {
            malformed("malformed UTF-8 encoding", 1, reader(values), ByteReader::name);
        }
    }

    @Test
    void a_name_longer_than_the_rest_is_malformed() {
        malformed("length out of bounds", 0, reader(3, 'a', 'b'), ByteReader::name);
        malformed("length out of bounds", 0, reader(0xFF, 0xFF, 0xFF, 0xFF, 0x0F), ByteReader::name);
    }

    @Test
    void a_vector_longer_than_the_rest_is_malformed_before_any_memory_is_taken() {
        malformed("length out of bounds", 0, reader(3, 1, 2), in -> in.length(100, "things"));
        malformed("too many things: 2, the limit is 1", 0, reader(2, 1, 2), in -> in.length(1, "things"));
        assertEquals(2, reader(2, 1, 2).length(2, "things"));
    }

    @Test
    void a_range_ends_where_its_limit_says() {
        ByteReader in = reader(1, 2, 3);
        int end = in.limit(1);
        assertEquals(1, in.u8());
        assertEquals(-1, in.peek());
        malformed("unexpected end of section", 1, in, ByteReader::u8);
        in.limit(end);
        assertEquals(2, in.peek());
        assertEquals(1, in.skip(2));
        assertTrue(in.atEnd());
        assertFalse(reader(1).atEnd());
    }

    @Test
    void skipping_beyond_the_end_is_malformed() {
        malformed("unexpected end", 1, reader(1), in -> in.skip(2));
        malformed("unexpected end", 1, reader(1), in -> in.skip(-1));
        assertEquals(raw(7), (byte) reader(7).u8());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.trifola.wasm.binary.MalformedException;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.syntax.Feature;

/**
 * The limits that engines of the JavaScript API agree on: so many are valid, one more is not.
 *
 * <p>The official tests of the same limits write their modules in JavaScript, which takes minutes.
 */
class LimitsTest {
    private static final int TYPE = 1;
    private static final int IMPORT = 2;
    private static final int FUNCTION = 3;
    private static final int MEMORY = 5;
    private static final int GLOBAL = 6;
    private static final int EXPORT = 7;
    private static final int ELEMENT = 9;
    private static final int CODE = 10;
    private static final int DATA = 11;

    private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final byte[] TYPE_OF_NOTHING = section(TYPE, 1, bytes(0x60, 0, 0));

    private static void assertLimit(int limit, IntFunction<byte[]> moduleOf) {
        assertDoesNotThrow(() -> load(moduleOf.apply(limit)));
        assertTooMany(limit + 1, moduleOf);
    }

    private static void assertTooMany(int count, IntFunction<byte[]> moduleOf) {
        byte[] module = moduleOf.apply(count);
        RuntimeException e = assertThrows(RuntimeException.class, () -> load(module));
        if (!(e instanceof MalformedException || e instanceof InvalidException)) {
            throw e;
        }
    }

    private static void load(byte[] module) {
        EnumSet<Feature> features = EnumSet.allOf(Feature.class);
        ModuleValidator.validate(ModuleDecoder.decode(module, features), features);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] number(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while (rest > 0x7F) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] repeated(int count, byte[] entry) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(count * entry.length);
        for (int i = 0; i < count; i++) {
            out.writeBytes(entry);
        }
        return out.toByteArray();
    }

    /** A section with so many entries, given one after the other. */
    private static byte[] section(int id, int count, byte[] entries) {
        byte[] prefix = number(count);
        return concat(bytes(id), number(prefix.length + entries.length), prefix, entries);
    }

    private static byte[] sized(byte[] content) {
        return concat(number(content.length), content);
    }

    private static byte[] module(byte[]... sections) {
        return concat(HEADER, concat(sections));
    }

    /** A module with one function of this body. */
    private static byte[] function(byte[] type, byte[] body) {
        return module(section(TYPE, 1, type), section(FUNCTION, 1, bytes(0)), section(CODE, 1, sized(body)));
    }

    @Test
    void types() {
        assertLimit(1_000_000, n -> module(section(TYPE, n, repeated(n, bytes(0x60, 0, 0)))));
    }

    @Test
    void functions() {
        assertLimit(
                1_000_000,
                n -> module(
                        TYPE_OF_NOTHING,
                        section(FUNCTION, n, new byte[n]),
                        section(CODE, n, repeated(n, bytes(2, 0, 0x0B)))));
    }

    @Test
    void imports() {
        assertLimit(1_000_000, n -> module(TYPE_OF_NOTHING, section(IMPORT, n, new byte[4 * n])));
    }

    @Test
    void exports() {
        assertLimit(1_000_000, n -> {
            ByteArrayOutputStream names = new ByteArrayOutputStream();
            for (int i = 0; i < n; i++) {
                names.writeBytes(sized(String.valueOf(i).getBytes(StandardCharsets.US_ASCII)));
                names.writeBytes(bytes(0, 0));
            }
            return module(
                    TYPE_OF_NOTHING,
                    section(FUNCTION, 1, bytes(0)),
                    section(EXPORT, n, names.toByteArray()),
                    section(CODE, 1, bytes(2, 0, 0x0B)));
        });
    }

    @Test
    void globals() {
        assertLimit(1_000_000, n -> module(section(GLOBAL, n, repeated(n, bytes(0x7F, 1, 0x41, 0, 0x0B)))));
    }

    @Test
    void data_segments() {
        assertLimit(
                100_000,
                n -> module(
                        section(MEMORY, 1, bytes(0, 1)), section(DATA, n, repeated(n, bytes(0, 0x41, 0, 0x0B, 0)))));
    }

    @Test
    void tables() {
        assertLimit(100_000, n -> module(section(IMPORT, n, repeated(n, bytes(0, 0, 1, 0x70, 0, 1)))));
    }

    @Test
    void memories() {
        assertLimit(100, n -> module(section(IMPORT, n, repeated(n, bytes(0, 0, 2, 0, 1)))));
    }

    /** As many as are allowed take a gigabyte as objects. */
    @Test
    void element_segments() {
        assertTooMany(10_000_001, n -> module(section(ELEMENT, n, new byte[n])));
    }

    @Test
    void bytes_of_a_body() {
        assertLimit(7_654_321, n -> {
            byte[] nops = new byte[n];
            Arrays.fill(nops, 1, n - 1, (byte) 1);
            nops[n - 1] = 0x0B;
            return function(bytes(0x60, 0, 0), nops);
        });
    }

    @Test
    void locals() {
        assertLimit(50_000, n -> function(bytes(0x60, 0, 0), concat(bytes(1), number(n), bytes(0x7F, 0x0B))));
    }

    @Test
    void parameters_and_locals() {
        assertLimit(
                49_998, n -> function(bytes(0x60, 2, 0x7F, 0x7F, 0), concat(bytes(1), number(n), bytes(0x7F, 0x0B))));
    }

    @Test
    void parameters() {
        assertLimit(
                1000,
                n -> module(section(TYPE, 1, concat(bytes(0x60), number(n), repeated(n, bytes(0x7F)), bytes(0)))));
    }

    @Test
    void results() {
        assertLimit(1000, n -> module(section(TYPE, 1, concat(bytes(0x60, 0), number(n), repeated(n, bytes(0x7F))))));
    }
}

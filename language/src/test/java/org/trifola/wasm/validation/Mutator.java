// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes a broken module of a good one.
 *
 * <p>Three of four modules only have changes that keep all sizes, so that they reach further than the first section.
 */
final class Mutator {
    /** Bytes with a meaning: ends of LEB128 integers, types, frequent opcodes, prefixes. */
    private static final int[] INTERESTING = {
        0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x0B, 0x0C, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x14, 0x18,
        0x19, 0x1A, 0x1B, 0x1C, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x28, 0x36, 0x3F, 0x40, 0x41, 0x42, 0x4E, 0x4F, 0x50,
        0x5E, 0x5F, 0x60, 0x63, 0x64, 0x69, 0x6A, 0x6F, 0x70, 0x7B, 0x7C, 0x7F, 0x80, 0xD0, 0xD2, 0xD5, 0xFB, 0xFC,
        0xFD, 0xFE, 0xFF
    };

    private final RandomGenerator random;
    private final List<byte[]> modules;

    Mutator(RandomGenerator random, List<byte[]> modules) {
        this.random = random;
        this.modules = modules;
    }

    /** One of the modules with a few changes, or, rarely, noise behind the preamble. */
    byte[] next() {
        if (random.nextInt(64) == 0) {
            return noise();
        }
        byte[] bytes = any(modules).clone();
        boolean keepSizes = random.nextInt(4) > 0;
        int changes = 1 + random.nextInt(keepSizes ? 3 : 8);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            int position = random.nextInt(bytes.length);
            bytes = keepSizes ? overwrite(bytes, position) : change(bytes, position);
        }
        return bytes;
    }

    private byte[] any(List<byte[]> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    private byte[] noise() {
        byte[] bytes = new byte[8 + random.nextInt(200)];
        random.nextBytes(bytes);
        byte[] preamble = {0, 'a', 's', 'm', 1, 0, 0, 0};
        System.arraycopy(preamble, 0, bytes, 0, preamble.length);
        return bytes;
    }

    /** A change that keeps the sizes of everything; the further back, the more of the module was good until there. */
    private byte[] overwrite(byte[] bytes, int position) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> flipBit(bytes, Math.max(position, random.nextInt(bytes.length)));
            case 3, 4, 5 -> set(bytes, position, INTERESTING[random.nextInt(INTERESTING.length)]);
            case 6 -> set(bytes, position, random.nextInt(256));
            default -> copyWithin(bytes, position);
        };
    }

    private byte[] change(byte[] bytes, int position) {
        return switch (random.nextInt(8)) {
            case 0 -> copyFromOther(bytes, position);
            case 1, 2 -> insert(bytes, position);
            case 3 -> remove(bytes, position);
            case 4 -> lengthen(bytes, position);
            case 5 -> Arrays.copyOf(bytes, position);
            default -> overwrite(bytes, position);
        };
    }

    private byte[] flipBit(byte[] bytes, int position) {
        bytes[position] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private static byte[] set(byte[] bytes, int position, int value) {
        bytes[position] = (byte) value;
        return bytes;
    }

    private byte[] copyWithin(byte[] bytes, int position) {
        int from = random.nextInt(bytes.length);
        int length = Math.min(1 + random.nextInt(16), bytes.length - Math.max(from, position));
        System.arraycopy(bytes, from, bytes, position, length);
        return bytes;
    }

    private byte[] copyFromOther(byte[] bytes, int position) {
        byte[] other = any(modules);
        int from = random.nextInt(other.length);
        int length = Math.min(1 + random.nextInt(64), Math.min(bytes.length - position, other.length - from));
        System.arraycopy(other, from, bytes, position, length);
        return bytes;
    }

    private byte[] insert(byte[] bytes, int position) {
        byte[] inserted = new byte[1 + random.nextInt(4)];
        random.nextBytes(inserted);
        return replace(bytes, position, 0, inserted);
    }

    private byte[] remove(byte[] bytes, int position) {
        return replace(bytes, position, Math.min(1 + random.nextInt(4), bytes.length - position), new byte[0]);
    }

    /** Makes an integer longer than it needs to be, or a lot larger. */
    private byte[] lengthen(byte[] bytes, int position) {
        byte[] longer = new byte[2 + random.nextInt(9)];
        Arrays.fill(longer, random.nextBoolean() ? (byte) 0x80 : (byte) 0xFF);
        longer[0] = (byte) (bytes[position] | 0x80);
        longer[longer.length - 1] = random.nextBoolean() ? 0 : (byte) random.nextInt(0x80);
        return replace(bytes, position, 1, longer);
    }

    private static byte[] replace(byte[] bytes, int position, int removed, byte[] inserted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + inserted.length);
        out.write(bytes, 0, position);
        out.writeBytes(inserted);
        out.write(bytes, position + removed, bytes.length - position - removed);
        return out.toByteArray();
    }
}

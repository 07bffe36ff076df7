// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import org.trifola.wasm.runtime.RawMemory;

/**
 * The buffers in the guest's memory that one call fills or empties, in order, with a position.
 *
 * <p>Specification: WASI 0.1, "iovec_array" and "ciovec_array".
 */
final class IoVectors {
    /** As many buffers as one call takes notice of, the limit of POSIX systems; the guest sees a short transfer. */
    private static final int MAX_COUNT = 1024;

    private static final int IOVEC_SIZE = 8;

    private final long[] addresses;
    private final long[] lengths;
    private long remaining;
    private int current;
    private long offset;

    private IoVectors(int count) {
        addresses = new long[count];
        lengths = new long[count];
    }

    /** Reads the array of buffers, all of which must lie inside the memory. */
    static IoVectors read(GuestMemory memory, int pointer, int count) {
        IoVectors result = new IoVectors(Integer.compareUnsigned(count, MAX_COUNT) > 0 ? MAX_COUNT : count);
        memory.address(pointer, Integer.toUnsignedLong(count) * IOVEC_SIZE);
        for (int i = 0; i < result.addresses.length; i++) {
            int buffer = memory.getInt(pointer + i * IOVEC_SIZE);
            long length = Integer.toUnsignedLong(memory.getInt(pointer + i * IOVEC_SIZE + 4));
            result.addresses[i] = memory.address(buffer, length);
            result.lengths[i] = length;
            result.remaining += length;
        }
        if (result.remaining > Integer.toUnsignedLong(-1)) {
            throw Errno.INVAL.error();
        }
        return result;
    }

    /** The number of bytes from the position on. */
    long remaining() {
        return remaining;
    }

    /** Fills the buffers from the position on and moves it. */
    void fill(byte[] from, int length) {
        int done = 0;
        while (done < length) {
            int part = nextPart(length - done);
            RawMemory.copyFromArray(from, done, addresses[current] + offset, part);
            done += advance(part);
        }
    }

    /** Fills the buffers from the position on and moves it. */
    void fill(long from, int length) {
        int done = 0;
        while (done < length) {
            int part = nextPart(length - done);
            RawMemory.copy(from + done, addresses[current] + offset, part);
            done += advance(part);
        }
    }

    /** Copies bytes from the position on and moves it. */
    void drain(byte[] to, int length) {
        int done = 0;
        while (done < length) {
            int part = nextPart(length - done);
            RawMemory.copyToArray(addresses[current] + offset, to, done, part);
            done += advance(part);
        }
    }

    /** Copies bytes from the position on and moves it. */
    void drain(long to, int length) {
        int done = 0;
        while (done < length) {
            int part = nextPart(length - done);
            RawMemory.copy(addresses[current] + offset, to + done, part);
            done += advance(part);
        }
    }

    private int nextPart(int wanted) {
        while (offset == lengths[current]) {
            current++;
            offset = 0;
        }
        return (int) Math.min(wanted, lengths[current] - offset);
    }

    private int advance(int part) {
        offset += part;
        remaining -= part;
        return part;
    }
}

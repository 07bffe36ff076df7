// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Something that {@code poll_oneoff} waits for.
 *
 * <p>Specification: WASI 0.1, "subscription" and "event".
 */
abstract sealed class Subscription {
    static final int EVENT_SIZE = 32;

    private static final int CLOCK = 0;
    private static final int FD_READ = 1;
    private static final int FD_WRITE = 2;

    private static final int ABSOLUTE = 1;
    private static final short HANGUP = 1;

    private final long userData;
    private final byte type;

    private Subscription(long userData, int type) {
        this.userData = userData;
        this.type = (byte) type;
    }

    /** The size of the record. */
    static int size(Abi abi) {
        return abi == Abi.UNSTABLE ? 56 : 48;
    }

    /** Reads the record. */
    static Subscription read(Wasi wasi, int pointer, Abi abi) {
        GuestMemory memory = wasi.memory();
        long userData = memory.getLong(pointer);
        int type = Byte.toUnsignedInt(memory.getByte(pointer + 8));
        return switch (type) {
            // The older interface has a number of the clock's user first, which nobody used.
            case CLOCK -> readClock(memory, userData, pointer + (abi == Abi.UNSTABLE ? 24 : 16));
            case FD_READ, FD_WRITE -> new OfDescriptor(wasi, userData, type, memory.getInt(pointer + 16));
            default -> throw Errno.INVAL.error();
        };
    }

    private static Subscription readClock(GuestMemory memory, long userData, int pointer) {
        int id = memory.getInt(pointer);
        long timeout = memory.getLong(pointer + 8);
        int flags = Short.toUnsignedInt(memory.getShort(pointer + 24));
        return new OfClock(userData, id, timeout, flags);
    }

    /** The event, if it has occurred; null else. */
    abstract @Nullable Event event();

    /** What occurred. */
    record Event(long userData, Errno errno, byte type, Readiness readiness) {
        void write(GuestMemory memory, int pointer) {
            memory.address(pointer, EVENT_SIZE);
            memory.putLong(pointer, userData);
            memory.putLong(pointer + 8, 0);
            memory.putShort(pointer + 8, (short) errno.code());
            memory.putByte(pointer + 10, type);
            memory.putLong(pointer + 16, Math.max(0, readiness.bytes()));
            memory.putLong(pointer + 24, 0);
            memory.putShort(pointer + 24, readiness.hangup() ? HANGUP : 0);
        }
    }

    final Event occurred(Readiness readiness) {
        return new Event(userData, Errno.SUCCESS, type, readiness);
    }

    final Event failed(Errno errno) {
        return new Event(userData, errno, type, new Readiness(0, false));
    }

    /** A time that comes. */
    static final class OfClock extends Subscription {
        private final @Nullable Clock clock;
        private final Errno error;
        private final long deadline;

        private OfClock(long userData, int id, long timeout, int flags) {
            super(userData, CLOCK);
            Clock found = null;
            Errno refusal = Errno.SUCCESS;
            if ((flags & ~ABSOLUTE) != 0 || id < 0 || id >= Clock.values().length) {
                refusal = Errno.INVAL;
            } else {
                found = Clock.of(id);
                refusal = found.canBeWaitedFor() ? Errno.SUCCESS : Errno.NOTSUP;
            }
            clock = found;
            error = refusal;
            deadline = refusal != Errno.SUCCESS || found == null || flags == ABSOLUTE
                    ? timeout
                    : saturatedSum(found.now(), timeout);
        }

        /** Times are unsigned, but no clock gets beyond the signed ones. */
        private static long saturatedSum(long now, long timeout) {
            long sum = now + timeout;
            return timeout < 0 || sum < 0 ? Long.MAX_VALUE : sum;
        }

        @Override
        @Nullable
        Event event() {
            if (error != Errno.SUCCESS) {
                return failed(error);
            }
            return remaining() <= 0 ? occurred(new Readiness(0, false)) : null;
        }

        /** The nanoseconds to wait. */
        long remaining() {
            return clock == null || deadline < 0 ? Long.MAX_VALUE : deadline - clock.now();
        }
    }

    /** A descriptor that gets ready. */
    static final class OfDescriptor extends Subscription {
        private final boolean toWrite;
        private final @Nullable Descriptor descriptor;
        private final Errno error;

        private OfDescriptor(Wasi wasi, long userData, int type, int fd) {
            super(userData, type);
            toWrite = type == FD_WRITE;
            Descriptor found = null;
            Errno refusal = Errno.SUCCESS;
            try {
                found = wasi.descriptors().get(fd, Rights.POLL_FD_READWRITE);
                if (!(found instanceof ListenerDescriptor)) {
                    found.require(toWrite ? Rights.FD_WRITE : Rights.FD_READ);
                }
            } catch (WasiError e) {
                refusal = e.errno();
            }
            descriptor = refusal == Errno.SUCCESS ? found : null;
            error = refusal;
        }

        @Override
        @Nullable
        Event event() {
            if (descriptor == null) {
                return failed(error);
            }
            try {
                Readiness readiness = descriptor.readiness(toWrite);
                return readiness.isReady() ? occurred(readiness) : null;
            } catch (IOException e) {
                return failed(HostErrors.errno(e));
            }
        }

        /** Wakes somebody when the event may occur. */
        void wakeWhenReady(Waiter waiter) throws IOException {
            if (descriptor != null) {
                descriptor.wakeWhenReady(waiter, toWrite);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.trifola.wasm.syntax.NumType.I32;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.wasi.Subscription.Event;
import org.trifola.wasm.wasi.Subscription.OfClock;
import org.trifola.wasm.wasi.Subscription.OfDescriptor;

/** Waiting for events. */
final class PollFunctions {
    /** Subscriptions that one call may have; more than any program has descriptors. */
    private static final int MAX_SUBSCRIPTIONS = 1 << 17;

    private PollFunctions() {}

    static @Nullable WasiFunction find(String name) {
        return switch (name) {
            case "poll_oneoff" -> WasiFunction.of(PollFunctions::pollOneoff, I32, I32, I32, I32);
            default -> null;
        };
    }

    private static void pollOneoff(Wasi wasi, Arguments args) throws IOException {
        int count = args.i32(2);
        if (count == 0 || Integer.compareUnsigned(count, MAX_SUBSCRIPTIONS) > 0) {
            throw Errno.INVAL.error();
        }
        GuestMemory memory = wasi.memory();
        int size = Subscription.size(args.abi());
        memory.address(args.i32(0), (long) count * size);
        memory.address(args.i32(1), (long) count * Subscription.EVENT_SIZE);
        memory.address(args.i32(3), Integer.BYTES);
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            subscriptions.add(Subscription.read(wasi, args.i32(0) + i * size, args.abi()));
        }
        List<Event> events = await(subscriptions);
        for (int i = 0; i < events.size(); i++) {
            events.get(i).write(memory, args.i32(1) + i * Subscription.EVENT_SIZE);
        }
        memory.putInt(args.i32(3), events.size());
    }

    /** Waits until at least one event has occurred. */
    private static List<Event> await(List<Subscription> subscriptions) throws IOException {
        List<Event> events = events(subscriptions);
        if (!events.isEmpty()) {
            return events;
        }
        if (subscriptions.stream().allMatch(OfClock.class::isInstance)) {
            return sleep(subscriptions);
        }
        try (Waiter waiter = new Waiter()) {
            while (events.isEmpty()) {
                for (Subscription subscription : subscriptions) {
                    if (subscription instanceof OfDescriptor descriptor) {
                        descriptor.wakeWhenReady(waiter);
                    }
                }
                waiter.await(remaining(subscriptions));
                events = events(subscriptions);
            }
            return events;
        }
    }

    private static List<Event> sleep(List<Subscription> subscriptions) throws IOException {
        List<Event> events = events(subscriptions);
        while (events.isEmpty()) {
            Waiting.run(() -> {
                Thread.sleep(Duration.ofNanos(Math.clamp(remaining(subscriptions), 0, Waiter.FOREVER)));
                return true;
            });
            events = events(subscriptions);
        }
        return events;
    }

    private static List<Event> events(List<Subscription> subscriptions) {
        List<Event> events = new ArrayList<>();
        for (Subscription subscription : subscriptions) {
            Event event = subscription.event();
            if (event != null) {
                events.add(event);
            }
        }
        return events;
    }

    private static long remaining(List<Subscription> subscriptions) {
        long remaining = Waiter.FOREVER;
        for (Subscription subscription : subscriptions) {
            if (subscription instanceof OfClock clock) {
                remaining = Math.min(remaining, clock.remaining());
            }
        }
        return remaining;
    }
}

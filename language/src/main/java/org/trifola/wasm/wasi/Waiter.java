// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;

/** Waits until one of several descriptors may be ready. */
final class Waiter implements Closeable {
    /** Longer than a program runs, and short enough for every clock. */
    static final long FOREVER = TimeUnit.DAYS.toNanos(365);

    private final Selector selector;

    Waiter() throws IOException {
        selector = Selector.open();
    }

    /** Waits for operations of a channel, see {@link SelectionKey}. */
    void add(SelectableChannel channel, int operations) throws IOException {
        SelectionKey key = channel.keyFor(selector);
        channel.register(selector, operations | (key == null ? 0 : key.interestOps()));
    }

    /** Ends the wait at hand, or the next one. */
    void wake() {
        selector.wakeup();
    }

    /** Waits for a time in nanoseconds, or less. */
    void await(long nanos) throws IOException {
        // One millisecond is the smallest step of a selector; 0 would be for ever.
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(Math.min(nanos, FOREVER) + 999_999));
        Waiting.run(() -> {
            int count = selector.select(millis);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return count;
        });
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}

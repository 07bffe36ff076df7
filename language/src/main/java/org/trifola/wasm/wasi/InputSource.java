// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * An input stream that can be asked whether it has something to read, also at its end.
 *
 * <p>Java's streams can not be waited for. So a thread reads a single byte ahead, only when somebody waits; the byte is the
 * first to be read afterwards. It belongs to the stream, so the next program that reads the same stream gets it.
 */
public final class InputSource {
    private static final int NOTHING = -2;
    private static final int END = -1;

    private final InputStream in;
    private final boolean isFile;

    /** The byte read ahead, {@link #END} or {@link #NOTHING}. */
    private int ahead = NOTHING;

    private boolean readingAhead;

    /** Whom to tell that there is something to read. */
    private @Nullable Runnable waiter;

    /**
     * A source.
     *
     * @param isFile whether the stream reads a file, which never makes anybody wait
     */
    public InputSource(InputStream in, boolean isFile) {
        this.in = in;
        this.isFile = isFile;
    }

    boolean isFile() {
        return isFile;
    }

    /** The number of bytes that can be read at once; -1 when that has to be waited for; 0 at the end. */
    synchronized long ready() throws IOException {
        if (readingAhead) {
            return -1;
        }
        if (ahead == END) {
            return 0;
        }
        int available = in.available() + (ahead == NOTHING ? 0 : 1);
        return available > 0 || isFile ? available : -1;
    }

    /** Calls somebody, once, when {@link #ready} may have changed: at once if a byte came since it was asked. */
    synchronized void wakeWhenReady(Runnable newWaiter) {
        if (!readingAhead && ahead != NOTHING) {
            newWaiter.run();
            return;
        }
        waiter = newWaiter;
        if (!readingAhead) {
            readingAhead = true;
            Thread reader = new Thread(this::readAhead, "wasi-input");
            reader.setDaemon(true);
            reader.start();
        }
    }

    private void readAhead() {
        int read = END;
        try {
            read = in.read();
        } catch (IOException _) {
            // The next read will fail again and tell the guest.
        }
        Runnable toCall;
        synchronized (this) {
            ahead = read;
            readingAhead = false;
            toCall = waiter;
            waiter = null;
            notifyAll();
        }
        if (toCall != null) {
            toCall.run();
        }
    }

    /** Reads what is there, waiting only when there is nothing at all; -1 at the end. */
    int read(byte[] bytes) throws IOException, InterruptedException {
        int first;
        synchronized (this) {
            while (readingAhead) {
                wait();
            }
            first = ahead;
            ahead = NOTHING;
        }
        if (first == NOTHING) {
            return in.read(bytes);
        }
        if (first == END) {
            return -1;
        }
        bytes[0] = (byte) first;
        int more = Math.min(in.available(), bytes.length - 1);
        return more <= 0 ? 1 : 1 + Math.max(0, in.read(bytes, 1, more));
    }
}

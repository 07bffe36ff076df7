// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleLanguage.Env;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open files of this process as files: Linux shows them in {@code /proc/self/fd}, where number 7 leads to what handle 7
 * has open, even when it has been renamed or deleted since.
 *
 * <p>Java does not tell the number of a handle, so it is searched for: we move the offset of our channel to random places,
 * and it is the handle with just these offsets. No other handle of the same file can be taken for it, which its owner could
 * close and replace at any time.
 */
final class OpenHandles {
    private static final String HANDLES = "/proc/self/fd";
    private static final String HANDLE_INFOS = "/proc/self/fdinfo/";

    /** The places that offsets are moved to; what can be an offset of a directory depends on the file system. */
    private static final long MAX_OFFSET = 1 << 30;

    private static final int PROOFS = 2;
    private static final int MAX_RECENT = 16;

    private final Env env;

    /** The numbers found lately: the system gives the lowest free number, often the same again. */
    private final Deque<Integer> recent = new ArrayDeque<>();

    /** The number found last. */
    private int latest;

    OpenHandles(Env env) {
        this.env = env;
    }

    /**
     * Finds the handle of an open channel; the channel's offset stays as it is.
     *
     * @param key what the channel has open
     * @return the file that leads to it; null when the channel has something else open, or when the system or the context
     *     does not show handles
     */
    @Nullable
    TruffleFile find(FileKey key, SeekableByteChannel channel) throws IOException {
        long offset = channel.position();
        try {
            TruffleFile found = find(key, channel, likely());
            return found != null ? found : find(key, channel, all());
        } catch (SecurityException | UnsupportedOperationException | IllegalArgumentException _) {
            return null;
        } finally {
            channel.position(offset);
        }
    }

    private @Nullable TruffleFile find(FileKey key, SeekableByteChannel channel, List<Integer> numbers)
            throws IOException {
        for (int number : numbers) {
            if (isOf(key, number) && followsMoves(number, channel)) {
                remember(number);
                return file(number);
            }
        }
        return null;
    }

    private boolean isOf(FileKey key, int number) {
        try {
            return Filestat.ofTarget(file(number)).key().equals(key);
        } catch (IOException _) {
            // Closed in the meantime.
            return false;
        }
    }

    private boolean followsMoves(int number, SeekableByteChannel channel) throws IOException {
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < PROOFS; i++) {
            long offset = random.nextLong(1, MAX_OFFSET);
            channel.position(offset);
            if (offsetOf(number) != offset) {
                return false;
            }
        }
        return true;
    }

    /** The offset of a handle, -1 when it is not known. */
    private long offsetOf(int number) {
        try (BufferedReader reader =
                env.getPublicTruffleFile(HANDLE_INFOS + number).newBufferedReader(StandardCharsets.US_ASCII)) {
            String line = reader.readLine();
            return line != null && line.startsWith("pos:") ? Long.parseLong(line, 4 + 1, line.length(), 10) : -1;
        } catch (IOException _) {
            return -1;
        }
    }

    private TruffleFile file(int number) {
        return env.getPublicTruffleFile(HANDLES + "/" + number);
    }

    /** The number after the latest, because paths open one directory after the other; then those found lately. */
    private synchronized List<Integer> likely() {
        List<Integer> numbers = new ArrayList<>();
        numbers.add(latest + 1);
        numbers.addAll(recent);
        return numbers;
    }

    private synchronized void remember(int number) {
        latest = number;
        recent.remove(number);
        recent.addFirst(number);
        if (recent.size() > MAX_RECENT) {
            recent.removeLast();
        }
    }

    private List<Integer> all() {
        List<Integer> numbers = new ArrayList<>();
        try (DirectoryStream<TruffleFile> handles =
                env.getPublicTruffleFile(HANDLES).newDirectoryStream()) {
            for (TruffleFile handle : handles) {
                numbers.add(Integer.parseInt(handle.getName()));
            }
        } catch (IOException | DirectoryIteratorException _) {
            // Not Linux, or a file system of the embedder's own.
        }
        return numbers;
    }
}

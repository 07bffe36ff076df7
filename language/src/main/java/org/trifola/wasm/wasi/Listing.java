// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a directory as {@code fd_readdir} gives them: from any position on, in memory that does not grow with the
 * directory.
 *
 * <p>The cookie of an entry is its position plus one. A guest mostly goes on where it stopped, or one entry before when that
 * was cut off, so the last entries are remembered; any other position means to start over and to skip.
 */
final class Listing {
    private static final int HEADER_SIZE = 24;
    private static final int MAX_REMEMBERED = 8;

    private final HostFiles files;
    private final Directory directory;
    private final long parentInode;

    private @Nullable DirectoryStream<TruffleFile> stream;
    private Iterator<TruffleFile> rest = Collections.emptyIterator();

    /** The position of the next entry that is read from the host. */
    private long position = -1;

    /** The entries before {@link #position}, the earliest first. */
    private final Deque<Entry> remembered = new ArrayDeque<>();

    Listing(HostFiles files, Directory directory, long parentInode) {
        this.files = files;
        this.directory = directory;
        this.parentInode = parentInode;
    }

    private record Entry(long position, byte[] name, long inode, FileType type) {}

    /**
     * Writes entries into a buffer until it is full or there are no more; the last one may be cut off.
     *
     * @return the number of bytes, less than the size of the buffer at the end of the directory
     */
    synchronized int read(GuestMemory memory, int buffer, long size, long cookie) throws IOException {
        long end = Math.min(size, Integer.MAX_VALUE);
        memory.address(buffer, end);
        if (cookie == 0) {
            // Who starts over wants to see the directory as it is now.
            restart();
        }
        long used = 0;
        for (long next = cookie; used < end; next++) {
            Entry entry = entry(next);
            if (entry == null) {
                break;
            }
            used += write(memory, (int) (Integer.toUnsignedLong(buffer) + used), end - used, entry);
        }
        return (int) used;
    }

    private static long write(GuestMemory memory, int pointer, long space, Entry entry) {
        byte[] bytes = new byte[HEADER_SIZE + entry.name().length];
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(entry.position() + 1)
                .putLong(entry.inode())
                .putInt(entry.name().length)
                .putInt(entry.type().code())
                .put(entry.name());
        int length = (int) Math.min(space, bytes.length);
        memory.putBytes(pointer, bytes, 0, length);
        return length;
    }

    /** The entry at a position; null behind the last one. */
    private @Nullable Entry entry(long wanted) throws IOException {
        for (Entry entry : remembered) {
            if (entry.position() == wanted) {
                return entry;
            }
        }
        if (wanted < position || position < 0) {
            restart();
        }
        Entry entry = null;
        while (position <= wanted) {
            entry = next();
            if (entry == null) {
                return null;
            }
        }
        return entry;
    }

    private void restart() throws IOException {
        close();
        stream = files.list(this, directory);
        rest = stream.iterator();
        position = 0;
        remembered.clear();
    }

    private @Nullable Entry next() throws IOException {
        Entry entry = read();
        if (entry != null) {
            position++;
            remembered.addLast(entry);
            if (remembered.size() > MAX_REMEMBERED) {
                remembered.removeFirst();
            }
        }
        return entry;
    }

    private @Nullable Entry read() throws IOException {
        if (position == 0) {
            return special(".", directory.stat().inode());
        }
        if (position == 1) {
            return special("..", parentInode);
        }
        try {
            while (rest.hasNext()) {
                String name = String.valueOf(rest.next().getName());
                Filestat stat = statOrNull(name);
                if (stat != null) {
                    return new Entry(position, name.getBytes(StandardCharsets.UTF_8), stat.inode(), stat.type());
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return null;
    }

    private Entry special(String name, long inode) {
        return new Entry(position, name.getBytes(StandardCharsets.UTF_8), inode, FileType.DIRECTORY);
    }

    /** The attributes of an entry, null when it has been removed since. */
    private @Nullable Filestat statOrNull(String name) throws IOException {
        try {
            return Filestat.of(directory.child(name));
        } catch (NoSuchFileException _) {
            return null;
        } catch (AccessDeniedException _) {
            // A directory that may be listed but not used.
            return Filestat.ofStream(FileType.UNKNOWN);
        }
    }

    /** Closes what is open; the next read opens it again. */
    synchronized void close() throws IOException {
        DirectoryStream<TruffleFile> open = stream;
        stream = null;
        position = -1;
        if (open != null) {
            files.forget(open);
            open.close();
        }
    }
}

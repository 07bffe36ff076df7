// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleLanguage.Env;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of one context: makes the directories that guests start from, and keeps those open that they went through
 * lately.
 */
public final class HostFiles {
    /** As many directories are kept open that nobody uses at the moment. */
    private static final int MAX_KEPT = 32;

    private static final Set<OpenOption> OPEN_DIRECTORY = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final Env env;
    private final OpenHandles handles;

    /** The directories kept open, the least recently used first. */
    private final Map<PinKey, PinnedDirectory> kept = new LinkedHashMap<>(MAX_KEPT, 0.75f, true);

    /** The listings under way with their owners: Java does not close a stream that becomes unreachable. */
    private final IdentityHashMap<DirectoryStream<?>, WeakReference<Object>> listings = new IdentityHashMap<>();

    private boolean closed;

    /** The files that an environment gives access to. */
    public HostFiles(Env env) {
        this.env = env;
        handles = new OpenHandles(env);
    }

    private record PinKey(FileKey key, boolean readOnly) {}

    /** The file with a path of the host, absolute or relative to the working directory of the context. */
    public TruffleFile file(String path) {
        return env.getPublicTruffleFile(path);
    }

    /** The open handles of the process. */
    OpenHandles handles() {
        return handles;
    }

    /** A directory that the embedder gives to a guest. */
    Directory open(TruffleFile file, boolean readOnly) throws IOException {
        TruffleFile real = file.getCanonicalFile();
        Filestat stat = Filestat.of(real);
        if (!stat.isDirectory()) {
            throw new NotDirectoryException(real.getPath());
        }
        PinnedDirectory pinned = stat.isIdentified() ? pin(real, stat.key(), readOnly) : null;
        return pinned != null ? pinned : new PathDirectory(real, readOnly);
    }

    /**
     * Opens a directory to hold it; the caller releases it.
     *
     * @param file where it is, by a path that may lead elsewhere at any time
     * @param key what it must be
     * @return null when it is something else by now, or can not be held on this system
     */
    @Nullable
    PinnedDirectory pin(TruffleFile file, FileKey key, boolean readOnly) throws IOException {
        PinKey pinKey = new PinKey(key, readOnly);
        PinnedDirectory found = findKept(pinKey);
        if (found != null) {
            return found;
        }
        PinnedDirectory opened = openHandle(file, key, readOnly);
        if (opened != null) {
            keep(pinKey, opened);
        }
        return opened;
    }

    private synchronized @Nullable PinnedDirectory findKept(PinKey pinKey) {
        PinnedDirectory found = kept.get(pinKey);
        if (found != null) {
            found.retain();
        }
        return found;
    }

    private @Nullable PinnedDirectory openHandle(TruffleFile file, FileKey key, boolean readOnly) throws IOException {
        SeekableByteChannel handle = openForReading(file);
        if (handle == null) {
            return null;
        }
        TruffleFile self = null;
        try {
            // The cheap question first: while somebody swaps directories, the answer is often no.
            self = Filestat.of(file).key().equals(key) ? handles.find(key, handle) : null;
        } finally {
            if (self == null) {
                handle.close();
            }
        }
        return self == null ? null : new PinnedDirectory(this, self, handle, readOnly);
    }

    /** Opens a directory as if it were a file, which some systems refuse; null then. */
    private static @Nullable SeekableByteChannel openForReading(TruffleFile file) throws IOException {
        try {
            return file.newByteChannel(OPEN_DIRECTORY);
        } catch (IOException e) {
            return switch (HostErrors.errno(e)) {
                case ACCES, MFILE, NFILE, NOENT -> throw e;
                default -> null;
            };
        } catch (UnsupportedOperationException | IllegalArgumentException _) {
            return null;
        }
    }

    /** Lists a directory; the stream is closed at the latest some time after its owner has become unreachable. */
    DirectoryStream<TruffleFile> list(Object owner, Directory directory) throws IOException {
        DirectoryStream<TruffleFile> stream = directory.list();
        List<DirectoryStream<?>> ownerless = new ArrayList<>();
        synchronized (this) {
            listings.forEach((listed, reference) -> {
                if (reference.get() == null) {
                    ownerless.add(listed);
                }
            });
            listings.keySet().removeAll(ownerless);
            listings.put(stream, new WeakReference<>(owner));
        }
        ownerless.forEach(HostFiles::closeQuietly);
        return stream;
    }

    /** A listing that its owner closes. */
    synchronized void forget(DirectoryStream<?> stream) {
        listings.remove(stream);
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException _) {
            // It was only read.
        }
    }

    private void keep(PinKey pinKey, PinnedDirectory directory) {
        List<PinnedDirectory> dropped = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return;
            }
            directory.retain();
            PinnedDirectory previous = kept.put(pinKey, directory);
            if (previous != null) {
                dropped.add(previous);
            }
            if (kept.size() > MAX_KEPT) {
                Iterator<PinnedDirectory> eldest = kept.values().iterator();
                dropped.add(eldest.next());
                eldest.remove();
            }
        }
        dropped.forEach(Directory::release);
    }

    /** Closes what is still open. */
    public void close() {
        List<PinnedDirectory> dropped;
        List<DirectoryStream<?>> open;
        synchronized (this) {
            closed = true;
            dropped = new ArrayList<>(kept.values());
            kept.clear();
            open = new ArrayList<>(listings.keySet());
            listings.clear();
        }
        dropped.forEach(Directory::release);
        open.forEach(HostFiles::closeQuietly);
    }
}

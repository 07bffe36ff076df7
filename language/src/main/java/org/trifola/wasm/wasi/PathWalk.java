// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a path of the guest means, component by component, never leaving the directory it starts from.
 *
 * <p>The host is only ever asked about one name in a directory that was reached this way; symbolic links are read and
 * walked here, so that they lead nowhere else. A path that would leave is error {@link Errno#NOTCAPABLE}.
 */
final class PathWalk {
    /** The most symbolic links in one path, the limit of Linux. */
    private static final int MAX_LINKS = 40;

    /** The directories on the way down from the start, innermost last; {@code ..} goes back. */
    private final List<Directory> way = new ArrayList<>();

    private final Deque<String> components = new ArrayDeque<>();
    private int links;
    private boolean mustBeDirectory;

    private PathWalk(Directory start) {
        way.add(start);
    }

    /**
     * Where a path ends.
     *
     * @param parent the directory that holds it
     * @param name its name there, which need not exist; null when the path means the directory itself
     * @param mustBeDirectory whether the path can only mean a directory, because it ends with a slash
     */
    record Target(Directory parent, @Nullable String name, boolean mustBeDirectory) {
        /** The file of the host. */
        TruffleFile file() {
            return name == null ? parent.file() : parent.child(name);
        }
    }

    /** Walks a path; {@code follow} says whether a symbolic link at its end is followed. */
    static Target find(Directory start, String path, boolean follow) throws IOException {
        return new PathWalk(start).walk(path, follow);
    }

    private Target walk(String path, boolean follow) throws IOException {
        if (path.isEmpty()) {
            throw Errno.NOENT.error();
        }
        push(path);
        while (!components.isEmpty()) {
            String name = components.pop();
            if (name.equals("..")) {
                leave();
            } else if (!name.equals(".")) {
                boolean last = components.isEmpty();
                if (last && !follow && !mustBeDirectory) {
                    return new Target(here(), name, false);
                }
                Target target = enter(name, last);
                if (target != null) {
                    return target;
                }
            }
        }
        return new Target(here(), null, true);
    }

    private Directory here() {
        return way.getLast();
    }

    /** Puts the components of a path, or of a symbolic link's target, in front of those still to walk. */
    private void push(String path) {
        if (path.startsWith("/")) {
            throw Errno.NOTCAPABLE.error();
        }
        if (path.indexOf('\0') >= 0) {
            throw Errno.INVAL.error();
        }
        boolean wasLast = components.isEmpty();
        String[] parts = path.split("/+", -1);
        for (int i = parts.length - 1; i >= 0; i--) {
            if (!parts[i].isEmpty()) {
                components.push(parts[i]);
            }
        }
        if (wasLast && path.endsWith("/")) {
            mustBeDirectory = true;
        }
    }

    private void leave() {
        if (way.size() == 1) {
            throw Errno.NOTCAPABLE.error();
        }
        way.removeLast();
    }

    /** Takes one step; gives the target when this was the end of the path. */
    private @Nullable Target enter(String name, boolean last) throws IOException {
        Filestat stat = statOrNull(name);
        if (stat == null) {
            if (last) {
                return new Target(here(), name, mustBeDirectory);
            }
            throw Errno.NOENT.error();
        }
        if (stat.isSymbolicLink()) {
            if (++links > MAX_LINKS) {
                throw Errno.LOOP.error();
            }
            push(here().child(name).readSymbolicLink().getPath());
            return null;
        }
        if (!stat.isDirectory()) {
            if (last && !mustBeDirectory) {
                return new Target(here(), name, false);
            }
            throw Errno.NOTDIR.error();
        }
        if (last) {
            return new Target(here(), name, mustBeDirectory);
        }
        way.add(here().subdirectory(name));
        return null;
    }

    private @Nullable Filestat statOrNull(String name) throws IOException {
        try {
            return Filestat.of(here().child(name));
        } catch (NoSuchFileException _) {
            return null;
        }
    }
}

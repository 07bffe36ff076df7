// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

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

    /** How deep one path may lead: all directories on the way are held open, and the process has not many handles. */
    private static final int MAX_DEPTH = 256;

    /** How often a step is tried that fails because somebody else puts another file under its name. */
    static final int MAX_TRIES = 64;

    /** What happens when the path ends with a symbolic link. */
    enum LastLink {
        /** It is followed. */
        FOLLOW,
        /** It is what the path means, unless a slash after it asks for a directory. */
        KEEP,
        /** It is what the path means: the name itself is at stake; a slash after it is an error. */
        NAME
    }

    /** The directories on the way down from the start, innermost last; {@code ..} goes back. */
    private final List<Directory> way = new ArrayList<>();

    private final Deque<String> components = new ArrayDeque<>();
    private final LastLink lastLink;
    private int links;
    private boolean mustBeDirectory;

    private PathWalk(Directory start, LastLink lastLink) {
        way.add(start.retain());
        this.lastLink = lastLink;
    }

    /** Walks a path; the result is to be closed. */
    static Target find(Directory start, String path, LastLink lastLink) throws IOException {
        PathWalk walk = new PathWalk(start, lastLink);
        try {
            return walk.walk(path);
        } finally {
            walk.way.forEach(Directory::release);
        }
    }

    private Target walk(String path) throws IOException {
        if (path.isEmpty()) {
            throw Errno.NOENT.error();
        }
        push(path);
        while (!components.isEmpty()) {
            String name = components.pop();
            if (name.equals("..")) {
                leave();
            } else if (!name.equals(".")) {
                Target target = step(name);
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
        if (components.isEmpty()) {
            mustBeDirectory |= path.endsWith("/");
        }
        String[] parts = path.split("/+", -1);
        for (int i = parts.length - 1; i >= 0; i--) {
            if (!parts[i].isEmpty()) {
                components.push(parts[i]);
            }
        }
    }

    private void leave() {
        if (way.size() == 1) {
            throw Errno.NOTCAPABLE.error();
        }
        way.removeLast().release();
    }

    /** Takes one step; gives the target when this was the end of the path. */
    private @Nullable Target step(String name) throws IOException {
        if (components.isEmpty() && lastLink != LastLink.FOLLOW && !mustBeDirectory) {
            return new Target(here(), name, false);
        }
        for (int i = 0; i < MAX_TRIES; i++) {
            Filestat stat = statOrNull(here(), name);
            if (stat == null || !stat.isDirectory() || components.isEmpty()) {
                return stepTo(name, stat);
            }
            Directory next = here().subdirectory(name, stat);
            if (next != null) {
                way.add(next);
                if (way.size() > MAX_DEPTH) {
                    throw Errno.NAMETOOLONG.error();
                }
                return null;
            }
        }
        throw Errno.AGAIN.error();
    }

    private @Nullable Target stepTo(String name, @Nullable Filestat stat) throws IOException {
        boolean last = components.isEmpty();
        if (stat == null) {
            if (last) {
                return new Target(here(), name, mustBeDirectory);
            }
            throw Errno.NOENT.error();
        }
        if (stat.isSymbolicLink() && !(last && lastLink == LastLink.NAME)) {
            followLink(name);
            return null;
        }
        if (!stat.isDirectory() && (!last || mustBeDirectory)) {
            throw Errno.NOTDIR.error();
        }
        return new Target(here(), name, mustBeDirectory);
    }

    private void followLink(String name) throws IOException {
        links++;
        if (links > MAX_LINKS) {
            throw Errno.LOOP.error();
        }
        here().check();
        push(here().child(name).readSymbolicLink().getPath());
    }

    /** The attributes of what has a name in a directory; null without such a name. */
    static @Nullable Filestat statOrNull(Directory directory, String name) throws IOException {
        try {
            return Filestat.of(directory.child(name));
        } catch (NoSuchFileException _) {
            return null;
        }
    }
}

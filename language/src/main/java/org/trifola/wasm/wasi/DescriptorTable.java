// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The open descriptors of a program by number; a new one gets the lowest number that is free. */
final class DescriptorTable {
    /** As many as a program may have; a program that leaks descriptors must not eat the host's memory. */
    static final int MAX_OPEN = 1 << 16;

    private final List<@Nullable Descriptor> entries = new ArrayList<>();

    /** The descriptor with a number. */
    synchronized Descriptor get(int number) {
        Descriptor descriptor = number >= 0 && number < entries.size() ? entries.get(number) : null;
        if (descriptor == null) {
            throw Errno.BADF.error();
        }
        return descriptor;
    }

    /** The descriptor with a number, for something that needs rights. */
    Descriptor get(int number, long rights) {
        Descriptor descriptor = get(number);
        descriptor.require(rights);
        return descriptor;
    }

    /** Refuses to go on when {@link #add} would fail; before something is opened or created. */
    synchronized void requireSpace() {
        if (entries.size() >= MAX_OPEN && entries.indexOf(null) < 0) {
            throw Errno.MFILE.error();
        }
    }

    /** Adds a descriptor and gives its number. */
    synchronized int add(Descriptor descriptor) {
        int free = entries.indexOf(null);
        if (free >= 0) {
            entries.set(free, descriptor);
            return free;
        }
        if (entries.size() >= MAX_OPEN) {
            throw Errno.MFILE.error();
        }
        entries.add(descriptor);
        return entries.size() - 1;
    }

    /** Frees a number and closes its descriptor. */
    void close(int number) throws IOException {
        remove(number).close();
    }

    private synchronized Descriptor remove(int number) {
        Descriptor descriptor = get(number);
        entries.set(number, null);
        return descriptor;
    }

    /** Moves a descriptor to the number of another one, which is closed. */
    void renumber(int from, int to) throws IOException {
        Descriptor replaced = move(from, to);
        if (replaced != null) {
            replaced.close();
        }
    }

    private synchronized @Nullable Descriptor move(int from, int to) {
        Descriptor moved = get(from);
        Descriptor replaced = get(to);
        if (from == to) {
            return null;
        }
        entries.set(from, null);
        entries.set(to, moved);
        return replaced;
    }

    /** Closes everything; errors are of no interest any more. */
    void closeAll() {
        List<@Nullable Descriptor> all;
        synchronized (this) {
            all = new ArrayList<>(entries);
            entries.clear();
        }
        for (Descriptor descriptor : all) {
            if (descriptor != null) {
                try {
                    descriptor.close();
                } catch (IOException _) {
                    // The program is over, nobody can be told.
                }
            }
        }
    }
}

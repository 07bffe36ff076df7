// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers of one index space.
 *
 * <p>Specification: 6.1.4 "Contexts", 6.3.4 "Identifiers".
 */
final class IndexSpace {
    private final String what;
    private final String keyword;
    private final Map<String, Integer> indices = new HashMap<>();
    private int size;

    /**
     * An empty index space.
     *
     * @param what how messages about unknown identifiers call the things in it
     * @param keyword how messages about duplicates call them
     */
    IndexSpace(String what, String keyword) {
        this.what = what;
        this.keyword = keyword;
    }

    /** The number of things in the space. */
    int size() {
        return size;
    }

    /** Adds things that have no identifier. */
    void addAnonymous(int count) {
        size += count;
    }

    /** Adds a thing whose identifier, if it has one, is the next token; returns that identifier. */
    @Nullable
    String define(TokenCursor cursor) {
        int position = cursor.position();
        String id = cursor.takeId();
        if (id != null && indices.putIfAbsent(id, size) != null) {
            throw cursor.errorAt(position, "duplicate " + keyword + " $" + id);
        }
        size++;
        return id;
    }

    /** Passes over an index: a number, which may be beyond the space, or a known identifier. */
    int index(TokenCursor cursor) {
        if (cursor.at(TokenKind.NAT)) {
            return cursor.u32();
        }
        int position = cursor.position();
        if (!cursor.at(TokenKind.ID)) {
            throw cursor.unexpected("a " + what + " index");
        }
        String id = cursor.id();
        Integer index = indices.get(id);
        if (index == null) {
            throw cursor.errorAt(position, "unknown " + what + " $" + id);
        }
        return index;
    }

    /** Passes over an index if one is next; without one it is 0. */
    int optionalIndex(TokenCursor cursor) {
        return cursor.atIndex() ? index(cursor) : 0;
    }
}

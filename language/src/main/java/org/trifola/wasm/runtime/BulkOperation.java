// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.nodes.Node;
import org.jspecify.annotations.Nullable;

/**
 * Runs long copies and fills in pieces, with a safepoint between two, so that a context can be stopped in the middle of one.
 *
 * <p>One instruction may move gigabytes, which takes seconds; a piece takes less than a millisecond or two.
 */
final class BulkOperation {
    /** The most bytes or elements that are moved at once. */
    static final int PIECE = 1 << 20;

    private BulkOperation() {}

    /** The operation on a part of the whole range; both numbers count from the beginning of the range. */
    @FunctionalInterface
    interface Piece {
        /** Moves the elements from this one on. */
        void move(long start, int length);
    }

    /** Moves pieces from the first to the last. */
    static void forwards(long length, @Nullable Node location, Piece piece) {
        long start = 0;
        while (length - start > PIECE) {
            piece.move(start, PIECE);
            start += PIECE;
            TruffleSafepoint.pollHere(location);
        }
        piece.move(start, (int) (length - start));
    }

    /** Moves pieces from the last to the first, as a copy to a higher place of the same range has to. */
    static void backwards(long length, @Nullable Node location, Piece piece) {
        long end = length;
        while (end > PIECE) {
            end -= PIECE;
            piece.move(end, PIECE);
            TruffleSafepoint.pollHere(location);
        }
        piece.move(0, (int) end);
    }

    /** Copies a range in the order that does not overwrite what is still to be copied. */
    static void copy(long from, long to, long length, @Nullable Node location, Piece piece) {
        if (to > from) {
            backwards(length, location, piece);
        } else {
            forwards(length, location, piece);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes folded instructions: on one line if there is room, otherwise each part on a line of its own. */
final class FoldWriter {
    private static final int LINE_LENGTH = 100;

    /** A fold whose parts are being written. */
    private static final class Position {
        final Fold fold;
        final int level;
        final boolean inline;
        final int start;
        int next;

        Position(Fold fold, int level, boolean inline, int start) {
            this.fold = fold;
            this.level = level;
            this.inline = inline;
            this.start = start;
        }
    }

    private final StringBuilder out;
    private final Listing.@Nullable Places places;
    private final List<Position> open = new ArrayList<>();
    private String margin = "";

    /**
     * A writer.
     *
     * @param places takes note of where the folds stand, null if nobody does
     */
    FoldWriter(StringBuilder out, Listing.@Nullable Places places) {
        this.out = out;
        this.places = places;
    }

    /** Writes instructions on lines of their own, after the given margin. */
    void lines(List<Fold> folds, String lineMargin) {
        margin = lineMargin;
        for (Fold fold : folds) {
            newLine(0);
            write(fold, 0, fits(fold, 0));
        }
    }

    /** Writes instructions on the current line. */
    void inline(List<Fold> folds) {
        String separator = "";
        for (Fold fold : folds) {
            out.append(separator);
            write(fold, 0, true);
            separator = " ";
        }
    }

    private void write(Fold top, int level, boolean inline) {
        open(top, level, inline);
        while (!open.isEmpty()) {
            Position position = open.getLast();
            List<Fold> parts = position.fold.parts();
            if (position.next == parts.size()) {
                close();
            } else {
                part(parts.get(position.next++), position);
            }
        }
    }

    private void part(Fold part, Position within) {
        int level = within.level + 1;
        if (within.inline) {
            out.append(' ');
        } else {
            newLine(level);
        }
        open(part, level, within.inline || fits(part, level));
    }

    private void open(Fold fold, int level, boolean inline) {
        if (places != null) {
            places.begin(fold, out.length());
        }
        open.add(new Position(fold, level, inline, out.length()));
        out.append(fold.bare() ? "" : "(").append(fold.head());
    }

    private void close() {
        Position position = open.removeLast();
        out.append(position.fold.bare() ? "" : ")");
        if (places != null) {
            places.end(position.fold, position.start, out.length());
        }
    }

    private boolean fits(Fold fold, int level) {
        return margin.length() + 2 * level + fold.width() <= LINE_LENGTH;
    }

    private void newLine(int level) {
        out.append('\n').append(margin).repeat("  ", Math.min(FlatLayout.MAX_INDENTATION, level));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The instructions of a block or body, as far as they are folded.
 *
 * <p>Those at the end that leave values may become operands of the next one; an instruction without a result, or one that
 * does not find exactly its operands, ends that for all before it.
 */
final class FoldedSequence {
    private final List<Fold> folds = new ArrayList<>();

    /** Where those begin that may become operands. */
    private int open;

    /** All instructions. */
    List<Fold> folds() {
        return folds;
    }

    /** Adds an instruction. */
    void add(Fold fold) {
        folds.add(fold);
        if (fold.results() == 0) {
            finish();
        }
    }

    /** None of the instructions so far becomes an operand. */
    void finish() {
        open = folds.size();
    }

    /** Removes the instructions at the end that leave so many values; null, and nothing is removed, without such. */
    @Nullable
    List<Fold> take(int values) {
        int first = folds.size();
        int found = 0;
        while (found < values && first > open) {
            found += folds.get(--first).results();
        }
        if (found != values) {
            return null;
        }
        List<Fold> tail = folds.subList(first, folds.size());
        List<Fold> taken = List.copyOf(tail);
        tail.clear();
        return taken;
    }
}

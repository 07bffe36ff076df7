// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The labels around the instruction that is being parsed; an inner label hides an outer one of the same name.
 *
 * <p>Finding a label costs the same at any depth. Specification: 6.5.2 "Labels".
 */
final class LabelStack {
    /** A label, and the depth at which an outer label has the same name, -1 when none does. */
    private record Label(@Nullable String id, int hidden) {}

    private final List<Label> labels = new ArrayList<>();
    private final Map<String, Integer> depths = new HashMap<>();

    /** The number of labels. */
    int depth() {
        return labels.size();
    }

    /** Enters a block. */
    void push(@Nullable String id) {
        Integer hidden = id == null ? null : depths.put(id, labels.size());
        labels.add(new Label(id, hidden == null ? -1 : hidden));
    }

    /** Leaves a block. */
    void pop() {
        Label label = labels.removeLast();
        if (label.id != null) {
            if (label.hidden < 0) {
                depths.remove(label.id);
            } else {
                depths.put(label.id, label.hidden);
            }
        }
    }

    /** Leaves all blocks. */
    void clear() {
        labels.clear();
        depths.clear();
    }

    /** Passes over a label index: a number, or the identifier of a block around the instruction. */
    int index(TokenCursor cursor) {
        if (cursor.at(TokenKind.NAT)) {
            return cursor.u32();
        }
        int position = cursor.position();
        if (!cursor.at(TokenKind.ID)) {
            throw cursor.unexpected("a label");
        }
        String id = cursor.id();
        Integer depth = depths.get(id);
        if (depth == null) {
            throw cursor.errorAt(position, "unknown label $" + id);
        }
        return labels.size() - 1 - depth;
    }
}

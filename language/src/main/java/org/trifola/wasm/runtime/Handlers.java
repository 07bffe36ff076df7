// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

/**
 * What a {@code resume} handles: tags, and for each whether it is for {@code suspend} or {@code switch}.
 *
 * <p>They come from the proposal Stack Switching: "Execution".
 *
 * @param isSwitch whether the handler of the same index is one of {@code switch}
 */
public record Handlers(Tag[] tags, boolean[] isSwitch) {
    /** The first handler of a tag, -1 if there is none. */
    int find(Tag tag, boolean forSwitch) {
        for (int i = 0; i < tags.length; i++) {
            if (tags[i] == tag && isSwitch[i] == forSwitch) {
                return i;
            }
        }
        return -1;
    }
}

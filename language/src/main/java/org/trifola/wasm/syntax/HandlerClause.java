// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * A handler of {@code resume} and its relatives: which suspensions it takes and where it branches to.
 *
 * <p>It comes from the proposal Stack Switching: "Instructions".
 *
 * @param labelIndex where a {@code suspend} with the tag goes; {@link #SWITCH} for a handler of {@code switch}
 */
public record HandlerClause(int tagIndex, int labelIndex) {
    /** In place of a label: the handler lets {@code switch} with the tag go on to another continuation. */
    public static final int SWITCH = -1;

    /** Whether the handler is one of {@code switch}. */
    public boolean isSwitch() {
        return labelIndex == SWITCH;
    }
}

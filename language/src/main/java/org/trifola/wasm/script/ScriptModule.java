// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.script;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.text.SyntaxException;
import org.trifola.wasm.text.TokenCursor;
import org.trifola.wasm.text.WatParser;

/**
 * A module in a script; what is wrong with it shows only when it is encoded.
 *
 * <p>So a script with a module that the engine does not understand can be read, and its other commands run.
 */
public sealed interface ScriptModule {
    /** The identifier without {@code $}, null without one. */
    @Nullable
    String id();

    /**
     * The module in binary format.
     *
     * @throws SyntaxException when its text is no module; the position is that in the script for {@link Text}, and that in
     *     the quoted text for {@link Quoted}
     */
    byte[] encode();

    /** A module as text of the script. */
    record Text(@Nullable String id, TokenCursor fields) implements ScriptModule {
        @Override
        public byte[] encode() {
            return WatParser.parseFields(fields.copy(), id);
        }
    }

    /** A module in binary format, given as strings. */
    record Binary(@Nullable String id, byte[] bytes) implements ScriptModule {
        @Override
        public byte[] encode() {
            return bytes;
        }
    }

    /** A module as text, given as strings. */
    record Quoted(@Nullable String id, byte[] utf8) implements ScriptModule {
        @Override
        public byte[] encode() {
            return WatParser.parse(utf8);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.ModuleEncoder;
import org.trifola.wasm.syntax.ModuleDef;

/**
 * Parses a module in text format into its binary format, with a name section made from its identifiers.
 *
 * <p>The only way from text into the engine: the bytes are then decoded and validated like those of any module.
 * Specification: chapter 6 "Text Format".
 */
public final class WatParser {
    private WatParser() {}

    /**
     * Parses a module.
     *
     * @param text {@code (module …)} or the fields of a module alone
     * @throws SyntaxException when the text is no module
     */
    public static byte[] parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Parses a module.
     *
     * @param utf8 {@code (module …)} or the fields of a module alone, in UTF-8
     * @throws SyntaxException when the text is no module
     */
    public static byte[] parse(byte[] utf8) {
        TokenCursor cursor = TokenCursor.of(utf8);
        ModuleDef module;
        if (cursor.takeOpen("module")) {
            module = new ModuleParser(cursor).module(cursor.takeId());
            cursor.close();
        } else {
            module = new ModuleParser(cursor).module(null);
        }
        if (!cursor.at(TokenKind.END)) {
            throw cursor.unexpected(TokenKind.END.toString());
        }
        return ModuleEncoder.encode(module);
    }

    /**
     * Parses the fields of a module that is part of a larger text.
     *
     * @param cursor at the first field; afterwards at the parenthesis that closes the module
     * @param id the identifier of the module without {@code $}, null without one
     * @throws SyntaxException when the text is no module
     */
    public static byte[] parseFields(TokenCursor cursor, @Nullable String id) {
        return ModuleEncoder.encode(new ModuleParser(cursor).module(id));
    }
}

// SPDX-License-Identifier: Apache-2.0

/**
 * Text to module and back.
 *
 * <p>Specification: chapter 6 "Text Format". Text is parsed into a {@code ModuleDef} that {@code binary.ModuleEncoder}
 * turns into bytes, so that a text module enters the engine like any other. Depends on {@code syntax} and
 * {@code binary}. Start with {@link org.trifola.wasm.text.WatParser}, then {@code Lexer}, {@code ModuleParser} and
 * {@code InstructionParser}.
 */
@NullMarked
package org.trifola.wasm.text;

import org.jspecify.annotations.NullMarked;

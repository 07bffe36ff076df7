// SPDX-License-Identifier: Apache-2.0

/**
 * The scripts of the official test suite: reading them and running them.
 *
 * <p>They are the language of {@code .wast} files, an extension of the text format; the specification's reference
 * interpreter describes it. {@link org.trifola.wasm.script.ScriptParser} uses {@code text} only,
 * {@link org.trifola.wasm.script.ScriptRunner} uses the engine as any embedder does, through the polyglot API; both
 * are here so that the launcher and the test suite share them.
 */
@NullMarked
package org.trifola.wasm.script;

import org.jspecify.annotations.NullMarked;

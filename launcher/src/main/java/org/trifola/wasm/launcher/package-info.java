// SPDX-License-Identifier: Apache-2.0

/**
 * The command {@code trifola}: {@link org.trifola.wasm.launcher.Launcher} chooses among the subcommands, each of which
 * is a class. Nothing here knows the engine: all that runs goes through the polyglot API and the language id {@code wasm}.
 * Only the text format and its scripts are used directly.
 */
package org.trifola.wasm.launcher;

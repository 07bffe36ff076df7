// SPDX-License-Identifier: Apache-2.0

/**
 * The command {@code trifola}: {@link org.trifola.wasm.launcher.Launcher} chooses among the subcommands, each of which
 * is a class. Nothing here knows the engine: all goes through the polyglot API and the language id {@code wasm}.
 */
package org.trifola.wasm.launcher;

// SPDX-License-Identifier: Apache-2.0

/**
 * The system interface WASI preview 1 (and its predecessor {@code wasi_unstable}): functions that modules import.
 *
 * <p>{@link org.trifola.wasm.wasi.WasiModule} lists the functions, one class per topic ({@code ArgsFunctions},
 * {@code FdFunctions}, …) holds them; what they work on is the {@link org.trifola.wasm.wasi.Wasi} state of one instance.
 * Everything outside the guest is reached through Truffle's environment, so the permissions of the context hold. Specification:
 * WASI 0.1, "Modules: wasi_snapshot_preview1". May use {@code runtime}; nothing but the entrance uses it.
 */
@NullMarked
package org.trifola.wasm.wasi;

import org.jspecify.annotations.NullMarked;

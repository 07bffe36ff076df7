// SPDX-License-Identifier: Apache-2.0

/**
 * Bytes to module and back.
 *
 * <p>Specification: chapter 5 "Binary Format". Depends on {@code syntax} only. Start with
 * {@link org.trifola.wasm.binary.ModuleDecoder} and {@link org.trifola.wasm.binary.InstructionReader}.
 */
@NullMarked
package org.trifola.wasm.binary;

import org.jspecify.annotations.NullMarked;

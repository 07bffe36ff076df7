// SPDX-License-Identifier: Apache-2.0

/**
 * Validated bodies to nodes, one function at a time, at its first call.
 *
 * <p>The operand stack of WebAssembly disappears here: operands become subtrees, and only values that must outlive a side
 * effect or a basic block get a frame slot. Start with {@link org.trifola.wasm.translate.FunctionTranslator}.
 */
@NullMarked
package org.trifola.wasm.translate;

import org.jspecify.annotations.NullMarked;

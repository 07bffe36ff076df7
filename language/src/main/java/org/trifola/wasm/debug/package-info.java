// SPDX-License-Identifier: Apache-2.0

/**
 * What debuggers evaluate where a program has stopped.
 *
 * <p>What they see of functions is in {@code nodes}: {@link org.trifola.wasm.nodes.MarkNode}, {@link
 * org.trifola.wasm.nodes.FrameScope}. Start with {@link org.trifola.wasm.debug.InlineExpression}. Nothing depends on this package
 * but the language.
 */
@NullMarked
package org.trifola.wasm.debug;

import org.jspecify.annotations.NullMarked;

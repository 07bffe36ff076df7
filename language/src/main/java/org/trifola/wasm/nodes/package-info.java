// SPDX-License-Identifier: Apache-2.0

/**
 * What runs: a function body as basic blocks whose statements are trees of typed nodes.
 *
 * <p>Specification: 4.4 "Instructions" and on; each node only adapts a function of {@code numeric} or a method of a runtime
 * object. Depends on {@code runtime}. Start with {@link org.trifola.wasm.nodes.FunctionRootNode} and
 * {@link org.trifola.wasm.nodes.DispatchNode}. The sections of the instruction set have subpackages.
 */
@NullMarked
package org.trifola.wasm.nodes;

import org.jspecify.annotations.NullMarked;

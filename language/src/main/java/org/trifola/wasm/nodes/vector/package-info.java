// SPDX-License-Identifier: Apache-2.0

/**
 * Nodes of the vector instructions; see {@code org.trifola.wasm.nodes}. {@link org.trifola.wasm.nodes.vector.Vectors} says
 * how a vector is held.
 */
@NullMarked
package org.trifola.wasm.nodes.vector;

import org.jspecify.annotations.NullMarked;

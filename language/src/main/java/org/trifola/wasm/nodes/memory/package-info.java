// SPDX-License-Identifier: Apache-2.0

/** Nodes of the memory instructions; see {@code org.trifola.wasm.nodes}. */
@NullMarked
package org.trifola.wasm.nodes.memory;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** Nodes of the numeric instructions; see {@code org.trifola.wasm.nodes}. */
@NullMarked
package org.trifola.wasm.nodes.numeric;

import org.jspecify.annotations.NullMarked;

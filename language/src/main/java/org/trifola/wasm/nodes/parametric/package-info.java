// SPDX-License-Identifier: Apache-2.0

/** Nodes of the parametric instructions; see {@code org.trifola.wasm.nodes}. */
@NullMarked
package org.trifola.wasm.nodes.parametric;

import org.jspecify.annotations.NullMarked;

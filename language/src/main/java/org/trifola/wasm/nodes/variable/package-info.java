// SPDX-License-Identifier: Apache-2.0

/** Nodes of the variable instructions; see {@code org.trifola.wasm.nodes}. */
@NullMarked
package org.trifola.wasm.nodes.variable;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** Nodes of the call instructions; see {@code org.trifola.wasm.nodes}. */
@NullMarked
package org.trifola.wasm.nodes.call;

import org.jspecify.annotations.NullMarked;

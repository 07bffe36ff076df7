// SPDX-License-Identifier: Apache-2.0

/** Nodes of the aggregate instructions; see {@code org.trifola.wasm.nodes}. */
@NullMarked
package org.trifola.wasm.nodes.aggregate;

import org.jspecify.annotations.NullMarked;

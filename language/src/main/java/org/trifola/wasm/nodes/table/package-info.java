// SPDX-License-Identifier: Apache-2.0

/** Nodes of the table instructions; see {@code org.trifola.wasm.nodes}. */
@NullMarked
package org.trifola.wasm.nodes.table;

import org.jspecify.annotations.NullMarked;

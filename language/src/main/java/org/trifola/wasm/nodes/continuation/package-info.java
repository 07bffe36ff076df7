// SPDX-License-Identifier: Apache-2.0

/** Nodes of the instructions on continuations; see {@code org.trifola.wasm.nodes}. */
@NullMarked
package org.trifola.wasm.nodes.continuation;

import org.jspecify.annotations.NullMarked;

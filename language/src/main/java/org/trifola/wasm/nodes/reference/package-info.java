// SPDX-License-Identifier: Apache-2.0

/** Nodes of the reference instructions; see {@code org.trifola.wasm.nodes}. */
@NullMarked
package org.trifola.wasm.nodes.reference;

import org.jspecify.annotations.NullMarked;

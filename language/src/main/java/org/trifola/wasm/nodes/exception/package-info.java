// SPDX-License-Identifier: Apache-2.0

/** Nodes of the exception instructions; see {@code org.trifola.wasm.nodes}. */
@NullMarked
package org.trifola.wasm.nodes.exception;

import org.jspecify.annotations.NullMarked;

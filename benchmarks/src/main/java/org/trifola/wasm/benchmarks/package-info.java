// SPDX-License-Identifier: Apache-2.0

/**
 * The comparison with other engines: {@link org.trifola.wasm.benchmarks.Compare} runs each program on each engine in a
 * process of its own and reports what these processes say. What runs inside them is in the package {@code worker}.
 */
@NullMarked
package org.trifola.wasm.benchmarks;

import org.jspecify.annotations.NullMarked;

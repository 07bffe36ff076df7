// SPDX-License-Identifier: Apache-2.0

/** JMH benchmarks of small kernels, for questions about one part of the engine; started by {@code benchmarks/kernels}. */
@NullMarked
package org.trifola.wasm.benchmarks.kernels;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/**
 * What runs inside the process of one engine and one program. This package knows nothing of the comparison: it must be
 * as small as it can be, because it is loaded with the engine that is measured.
 */
@NullMarked
package org.trifola.wasm.benchmarks.worker;

import org.jspecify.annotations.NullMarked;

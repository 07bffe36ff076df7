// SPDX-License-Identifier: Apache-2.0

/** Programs in Python, on GraalPy, that use modules. */
@NullMarked
package org.trifola.wasm.spec.python;

import org.jspecify.annotations.NullMarked;

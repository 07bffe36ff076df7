// SPDX-License-Identifier: Apache-2.0

/** Runs the programs of the official WASI test suite, which are not part of this repository. */
@NullMarked
package org.trifola.wasm.spec.wasi;

import org.jspecify.annotations.NullMarked;

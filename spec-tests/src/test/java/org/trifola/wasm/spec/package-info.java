// SPDX-License-Identifier: Apache-2.0

/** Runs the official test suite and compares with other tools. Start with {@link org.trifola.wasm.spec.SpecSuiteTest}. */
@NullMarked
package org.trifola.wasm.spec;

import org.jspecify.annotations.NullMarked;

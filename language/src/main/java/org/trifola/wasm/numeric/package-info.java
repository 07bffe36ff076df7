// SPDX-License-Identifier: Apache-2.0

/**
 * What numbers do: pure functions named after the operators of the specification.
 *
 * <p>Specification: 4.3 "Numerics". Depends on nothing. A partial operator comes with a test that says where it is
 * defined; whoever calls it turns "undefined" into a trap.
 */
@NullMarked
package org.trifola.wasm.numeric;

import org.jspecify.annotations.NullMarked;

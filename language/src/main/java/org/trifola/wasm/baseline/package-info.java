// SPDX-License-Identifier: Apache-2.0

/**
 * The baseline tier: turns a function into a method of the Java virtual machine at its first call, which HotSpot then
 * interprets and compiles like any other.
 *
 * <p>It runs code at once where the nodes would first have to be interpreted and then be compiled by a compiler that is
 * itself still cold, and it needs no Graal compiler at all. What it does not know stays with the nodes, function by
 * function. docs/baseline.md tells the reasons and the measurements.
 */
@NullMarked
package org.trifola.wasm.baseline;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/**
 * Vectors by the Vector API of the JDK; the only package that touches it.
 *
 * <p>The API is a module that need not be there: nobody may name a class of this package but {@code nodes.vector.Vectors},
 * and it only after it looked. Operators that the Graal compiler does not know as vector instructions are composed of those
 * it knows (RATIONALE.md, "Why are vector operators composed?"): one that it does not know would take all vectors of a
 * function out of the registers.
 */
@NullMarked
package org.trifola.wasm.numeric.simd;

import org.jspecify.annotations.NullMarked;

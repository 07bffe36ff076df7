// SPDX-License-Identifier: Apache-2.0

/**
 * What GraalJS needs for its global object {@code WebAssembly}: an object of functions under the symbol of that name.
 *
 * <p>Specification: WebAssembly JavaScript Interface. GraalJS implements it and asks the functions of {@link
 * org.trifola.wasm.js.Member} for everything that is not JavaScript; docs/javascript.md describes them. Depends on the
 * runtime structure. Start with {@code Member}.
 */
@NullMarked
package org.trifola.wasm.js;

import org.jspecify.annotations.NullMarked;

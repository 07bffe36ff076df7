// SPDX-License-Identifier: Apache-2.0

/**
 * What exists at run time: modules ready to be instantiated, instances and what they contain, traps.
 *
 * <p>Specification: 4.2 "Runtime Structure". The objects here are what other languages see, so they speak Truffle's
 * interop protocol. Depends on the front end and on {@code interop}; it asks for machine code only through
 * {@link org.trifola.wasm.runtime.Upcalls}. Start with {@link org.trifola.wasm.runtime.WasmModule} and
 * {@link org.trifola.wasm.runtime.Instance}.
 */
@NullMarked
package org.trifola.wasm.runtime;

import org.jspecify.annotations.NullMarked;

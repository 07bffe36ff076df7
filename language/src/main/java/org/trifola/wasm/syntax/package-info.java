// SPDX-License-Identifier: Apache-2.0

/**
 * What a module is: types, instructions and definitions, as records and enums without behaviour.
 *
 * <p>Specification: chapter 2 "Structure". Depends on nothing. Start with {@link org.trifola.wasm.syntax.Opcode} (the
 * instruction table) and {@link org.trifola.wasm.syntax.ModuleDef}.
 */
@NullMarked
package org.trifola.wasm.syntax;

import org.jspecify.annotations.NullMarked;

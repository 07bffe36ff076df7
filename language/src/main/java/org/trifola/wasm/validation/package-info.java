// SPDX-License-Identifier: Apache-2.0

/**
 * Whether a decoded module is allowed, and what it means with all its types closed.
 *
 * <p>Specification: chapter 3 "Validation". Depends on {@code syntax} and {@code binary}. Start with {@link
 * org.trifola.wasm.validation.ModuleValidator}; function bodies are the business of {@code FunctionValidator}, the result
 * is a {@link org.trifola.wasm.validation.ModuleContext}.
 */
@NullMarked
package org.trifola.wasm.validation;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * An import: the two names and what is expected there.
 *
 * <p>Specification: 2.5.11 "Imports".
 */
public record Import(String module, String name, ExternType type) {}

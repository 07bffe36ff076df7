// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * An export: a name for one of the module's definitions or imports.
 *
 * <p>Specification: 2.5.10 "Exports".
 */
public record Export(String name, ExternKind kind, int index) {}
